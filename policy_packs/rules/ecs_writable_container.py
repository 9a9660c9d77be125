"""
The rule ECS-004, writable-container.
"""

from __future__ import annotations

import json
from typing import Any

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown


@rule(
    "ECS-004",
    "writable-container",
    concerns={"aws_ecs_task_definition"},
    severity="high",
    references=("FSBP ECS.4", "FSBP ECS.5", "CKV_AWS_336"),
    controls=("ECS-04",),
)
def writable_container(task: Resource) -> Verdict:
    r"""
    ## What it does
    Finds containers that may write to their own file system, or that run privileged.

    ## Why is this bad?
    Whoever gets a command to run inside can put a program beside ours and wait for it to be started. What a
    service has to write goes to a volume, which is empty at the start.

    ## Example
    ```json
    {"container_definitions": "[{\"name\": \"app\", \"readonlyRootFilesystem\": false}]"}
    ```

    Use instead:
    ```json
    {"container_definitions": "[{\"name\": \"app\", \"readonlyRootFilesystem\": true}]"}
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
        return Undecided(said.expression) if isinstance(said, Unknown) else _failed("no JSON")
    for each in _containers(containers):
        if each.get("readonlyRootFilesystem") is not True:
            return _failed(f"{each.get('name')}: readonlyRootFilesystem is not true")
        if each.get("privileged") is True:
            return _failed(f"{each.get('name')}: privileged")
    return Passed()


def _failed(got: str) -> Failed:
    return Failed(
        because="what gets in can leave a program behind",
        fix="set readonlyRootFilesystem to true and mount a volume where it has to write",
        got=got,
    )


def _containers(containers: Any) -> list[dict[str, Any]]:
    return [each for each in containers if isinstance(each, dict)] if isinstance(containers, list) else []
