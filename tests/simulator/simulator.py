"""
iam-simulate, asked about deployment roles. It runs in Node, in `.simulator/`, where `make simulator` installs it.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from platform_constructs.aws.node import use_node
from platform_constructs.model.environment import Environment
from platform_constructs.model.permission import DeploymentRole, Statement
from platform_constructs.ownership.deployment_roles import policy_text
from tests.pure.ownership.evaluator import Request

__all__ = ["INSTALLED", "Answer", "Question", "decide"]

ROOT: Final = Path(__file__).parents[2]
INSTALLED: Final = ROOT / ".simulator"
_PROGRAM: Final = Path(__file__).parent / "tool" / "decide.mjs"


@dataclass(frozen=True)
class Question:
    """
    A request in the name of a role.

    Attributes:
        role: Who asks.
        environment: Where.
        request: What for.
        attached: What somebody attached to the role beside its own policies.
    """

    role: DeploymentRole
    environment: Environment
    request: Request
    attached: tuple[Statement, ...] = ()


@dataclass(frozen=True)
class Answer:
    """
    What iam-simulate decided.

    Attributes:
        allowed: Whether AWS would.
        unknown: What AWS's reference does not know about the request: the action with such a resource, or the
            condition keys that it would never be asked with. Empty when all is known.
    """

    allowed: bool
    unknown: str


def decide(questions: Iterable[Question]) -> list[Answer]:
    """Return an answer to each question, from one run."""
    asked = list(questions)
    roles: dict[str, dict[str, Any]] = {}
    requests = [_request(roles, one) for one in asked]
    environment = dict(os.environ)
    use_node(environment)
    done = subprocess.run(
        [environment["JSII_NODE"], str(_PROGRAM), str(INSTALLED)],
        input=json.dumps({"roles": roles, "requests": requests}),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = [Answer(each["decision"] == "Allowed", each["unknown"]) for each in json.loads(done.stdout)]
    assert len(asked) == len(found)
    return found


def _request(roles: dict[str, dict[str, Any]], one: Question) -> dict[str, Any]:
    account = one.environment.account
    name = f"{one.role.name} {[each.sid for each in one.attached]} {id(one.role)}"
    if name not in roles:
        policies: Sequence[Sequence[Statement]] = (one.role.statements, *([one.attached] if one.attached else []))
        roles[name] = {
            "arn": f"arn:aws:iam::{account}:role/meridian/delivery/{one.role.name}",
            "account": account,
            "policies": [json.loads(policy_text(each)) for each in policies],
            "boundary": json.loads(policy_text(one.role.boundary)),
        }
    request = {
        "role": name,
        "action": one.request.action,
        "resource": one.request.resource,
        "context": dict(one.request.context),
    }
    if one.request.action.startswith("kms:") and ":key/" in one.request.resource:
        request["resourcePolicy"] = _key_policy(account)
    return request


def _key_policy(account: str) -> dict[str, Any]:
    """What aws/log_key.py writes first: without it IAM has no say about a key."""
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"AWS": f"arn:aws:iam::{account}:root"},
                "Action": "kms:*",
                "Resource": "*",
            }
        ],
    }
