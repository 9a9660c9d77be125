"""
The rule ECS-001, public-task.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown


@rule(
    "ECS-001",
    "public-task",
    concerns={"aws_ecs_service"},
    severity="high",
    references=("FSBP ECS.2", "CKV_AWS_333"),
    controls=("ECS-02",),
)
def public_task(service: Resource) -> Verdict:
    """
    ## What it does
    Finds services whose containers get public addresses of their own.

    ## Why is this bad?
    Whoever finds the address talks to the container directly: past the gateway, its authorization, its limits
    and its log.

    ## Example
    ```json
    {"network_configuration": {"assign_public_ip": true}}
    ```

    Use instead:
    ```json
    {"network_configuration": {"assign_public_ip": false}}
    ```
    """
    match service["network_configuration.assign_public_ip"]:
        case Absent() | Known(False):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(because="the internet reaches its containers past the gateway", fix="drop assign_public_ip")
