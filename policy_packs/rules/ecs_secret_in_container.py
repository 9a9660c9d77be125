"""
The rule ECS-002, secret-in-container.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown

_SAYS_SECRET: Final = re.compile(r"(?i)(secret|passw(or)?d|token|(private|api|access)_?key|credentials?)$")


@rule(
    "ECS-002",
    "secret-in-container",
    concerns={"aws_ecs_task_definition"},
    severity="critical",
    references=("FSBP ECS.8", "PCI DSS 8.6.2"),
    controls=("ECS-01", "SEC-03"),
)
def secret_in_container(task: Resource) -> Verdict:
    r"""
    ## What it does
    Finds containers that get a secret as a plain environment variable, by the variable's name, instead of
    through `secrets`. The ARN of a secret is none.

    ## Why is this bad?
    Task definitions are shown to everybody who may list them, every old revision included, and cannot be
    deleted from the state's history: the password outlives its last change.

    ## Example
    ```json
    {"container_definitions": "[{\"environment\": [{\"name\": \"DB_PASSWORD\", \"value\": \"hunter2\"}]}]"}
    ```

    Use instead:
    ```json
    {"container_definitions": "[{\"secrets\": [{\"name\": \"DB_PASSWORD\", \"valueFrom\": \"arn:...\"}]}]"}
    ```
    """
    match task["container_definitions"]:
        case Absent():
            return Passed()
        case Known(text) | Unknown(template=text):
            pass
        case Ref(expression=expression):
            return Undecided(expression)
    try:
        containers = json.loads(str(text))
    except (ValueError, RecursionError):
        said = task["container_definitions"]
        return Undecided(said.expression) if isinstance(said, Unknown) else _failed("its definition is not JSON")
    for each in _environment(containers):
        name, value = str(each.get("name")), str(each.get("value"))
        if _SAYS_SECRET.search(name) and not value.startswith("arn:"):
            return _failed("its definition shows a secret to everybody who may read it", name)
    return Passed()


def _failed(because: str, got: str = "") -> Failed:
    return Failed(because=because, fix="hand secrets over under secrets, by their ARN", got=got)


def _environment(containers: Any) -> Iterator[dict[str, Any]]:
    for container in containers if isinstance(containers, list) else []:
        entries = container.get("environment") if isinstance(container, dict) else None
        yield from (each for each in (entries if isinstance(entries, list) else []) if isinstance(each, dict))
