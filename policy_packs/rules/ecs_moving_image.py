"""
The rule ECS-003, moving-image.
"""

from __future__ import annotations

import json
from typing import Any

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown


@rule(
    "ECS-003",
    "moving-image",
    concerns={"aws_ecs_task_definition"},
    severity="medium",
    references=("NIST SP 800-190 4.2.2",),
    controls=("ECS-03",),
)
def moving_image(task: Resource) -> Verdict:
    r"""
    ## What it does
    Finds containers whose image is named by a tag (`:latest`, `:1.4`) instead of by its digest.

    ## Why is this bad?
    Whoever may push to the repository decides what the next task runs, with the task's role, without a review
    and without a change in the code. Two tasks of one service may run two programs, and nobody can say which
    answered last Tuesday.

    ## Example
    ```json
    {"container_definitions": "[{\"name\": \"app\", \"image\": \"registry.example/orders:latest\"}]"}
    ```

    Use instead:
    ```json
    {"container_definitions": "[{\"name\": \"app\", \"image\": \"registry.example/orders@sha256:9f86d0...\"}]"}
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
    open_ended = ""
    for image in _images(containers):
        if "@" in image:
            continue
        if not image.endswith("}"):
            return _failed(image)
        open_ended = open_ended or image
    return Undecided(open_ended) if open_ended else Passed()


def _failed(got: str) -> Failed:
    return Failed(
        because="whoever may push to the repository decides what runs",
        fix="name the image by its digest: repository@sha256:",
        got=got,
    )


def _images(containers: Any) -> list[str]:
    found = [each.get("image") for each in containers if isinstance(each, dict)] if isinstance(containers, list) else []
    return [each for each in found if isinstance(each, str)]
