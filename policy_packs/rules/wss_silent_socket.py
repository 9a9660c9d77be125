"""
The rule WSS-003, silent-socket.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown


@rule(
    "WSS-003",
    "silent-socket",
    concerns={"aws_apigatewayv2_stage"},
    severity="medium",
    references=("FSBP APIGateway.1", "PCI DSS 10.2.1"),
    controls=("AGW-01",),
)
def silent_socket(stage: Resource) -> Verdict:
    """
    ## What it does
    Finds stages of WebSocket APIs without an execution log of level ERROR or INFO, for all routes or for one
    of them. HTTP APIs have no execution log.

    ## Why is this bad?
    A message that the gateway could not deliver leaves no trace anywhere: the caller sees a frame with an
    error, and nobody else ever learns why.

    ## Example
    ```json
    {"default_route_settings": {"logging_level": "OFF"}}
    ```

    Use instead:
    ```json
    {"default_route_settings": {"logging_level": "ERROR"}}
    ```
    """
    match stage["api_id"]:
        case Ref(target=api) if api.type == "aws_apigatewayv2_api":
            protocol = api["protocol_type"]
        case other:
            protocol = other
    of_all = stage["default_route_settings.logging_level"]
    of_routes = [each["logging_level"] for each in stage.blocks("route_settings")]
    for level in (of_all, *(each for each in of_routes if each != Absent())):
        match protocol, level:
            case (Known("HTTP"), _) | (_, Known("ERROR" | "INFO")):
                continue
            case ((Unknown(expression=expression) | Ref(expression=expression)), _):
                return Undecided(expression)
            case _, (Unknown(expression=expression) | Ref(expression=expression)):
                return Undecided(expression)
            case _:
                return Failed(
                    because="a message that cannot be delivered leaves no trace: its execution log is off",
                    fix="set logging_level to ERROR in default_route_settings, and in no route's settings to OFF",
                )
    return Passed()
