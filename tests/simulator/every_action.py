"""
Everything that AWS can be asked in the services of a public API, about a neighbour's things.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from platform_constructs.aws.node import use_node
from platform_constructs.model.environment import S3State
from platform_constructs.ownership.permission_ground import Ground
from tests.pure.ownership.evaluator import Request
from tests.simulator.simulator import INSTALLED

__all__ = ["SERVICES", "always_asked", "attempts"]

SERVICES: Final = (
    "apigateway",
    "cloudwatch",
    "cognito-idp",
    "events",
    "iam",
    "kms",
    "logs",
    "s3",
    "ssm",
    "sts",
    "wafv2",
)
_PROGRAM: Final = Path(__file__).parent / "tool" / "actions.mjs"
_PART: Final = re.compile(r"\$\{(\w+)\}")


def attempts(of: Ground, neighbour: Ground) -> Iterator[Request]:
    """Yield each action of AWS on each type of thing it knows, the thing the neighbour's, tagged anew as one's own."""
    tags = {"aws:RequestTag": of.domain.name, "aws:ResourceTag": neighbour.domain.name}
    names = _names(neighbour)
    for each in _reference():
        arn = _PART.sub(lambda part: names.get(part[1], "abc"), each["arn"])
        yield Request(each["action"], arn, {f"{key}/domain": tags[key] for key in each["tags"]})


def always_asked() -> dict[str, list[re.Pattern[str]]]:
    """Return, by action, what the ARNs look like that AWS asks about whenever the action is called."""
    found: dict[str, list[re.Pattern[str]]] = {}
    for each in _reference():
        if each["required"]:
            pattern = _PART.sub("§", each["arn"])
            found.setdefault(each["action"], []).append(re.compile(re.escape(pattern).replace("§", ".+")))
    return found


@cache
def _reference() -> list[dict[str, Any]]:
    environment = dict(os.environ)
    use_node(environment)
    done = subprocess.run(
        [environment["JSII_NODE"], str(_PROGRAM), str(INSTALLED), *SERVICES],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def _names(ground: Ground) -> dict[str, str]:
    """What AWS's reference leaves open in an ARN, as the neighbour's first stack fills it."""
    stack, slug, environment = ground.stacks[0], ground.organisation.slug, ground.environment
    prefix = f"{slug}-{environment.name}-{stack}"
    role = f"{slug}/delivery/{slug}-{environment.name}-{ground.domain.name}-deploy"
    assert isinstance(environment.state, S3State)
    return {
        "Partition": "aws",
        "Region": environment.region,
        "Account": environment.account,
        "Alias": f"{prefix}-logs",
        "BucketName": environment.state.bucket,
        "DomainName": "api.meridian.example",
        "LogGroupName": f"/aws/apigateway/{prefix}/access",
        "Name": prefix,
        "ObjectName": f"{environment.name}/{stack}.tfstate",
        "ParameterNameWithoutLeadingSlash": f"{slug}/{environment.name}/{stack}/rest-api-id",
        "PolicyNameWithPath": f"{role}-boundary",
        "RoleNameWithPath": role,
        "Scope": "regional",
        "StageName": "live",
    }
