"""
The rule WSS-002, logged-message.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "WSS-002",
    "logged-message",
    concerns={"aws_apigatewayv2_stage"},
    severity="high",
    references=("OWASP API8:2023", "PCI DSS 3.3", "PCI DSS 10.3"),
    controls=("AGW-02",),
)
def logged_message(stage: Resource) -> Verdict:
    """
    ## What it does
    Finds stages of WebSocket APIs that write whole messages into the execution log, for all routes or for one
    of them.

    ## Why is this bad?
    Tokens, card numbers and personal data of every message then lie in a log that more people may read than
    may see the data, is copied to other systems and kept for a year.

    ## Example
    ```json
    {"default_route_settings": {"data_trace_enabled": true}}
    ```

    Use instead:
    ```json
    {"default_route_settings": {"data_trace_enabled": false, "logging_level": "ERROR"}}
    ```
    """
    for block in (*stage.blocks("default_route_settings"), *stage.blocks("route_settings")):
        match block["data_trace_enabled"]:
            case Known(True):
                return Failed(
                    because="every message is written to the execution log, with all that is in it",
                    fix="drop data_trace_enabled, for all routes and for each of them",
                )
            case Unknown(expression=expression) | Ref(expression=expression):
                return Undecided(expression)
    return Passed()
