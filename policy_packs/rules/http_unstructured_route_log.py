"""
The rule HTTP-006, unstructured-route-log.
"""

from __future__ import annotations

import json
import re
from typing import Final

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown

_BARE: Final = re.compile(r"(?<=:)\s*\$context\.[A-Za-z0-9_.]+(?=\s*[,}])")
_VARIABLE: Final = re.compile(r"\$context\.([A-Za-z0-9_.]*[A-Za-z0-9_])")
_REQUIRED: Final = ("requestId", "extendedRequestId", "routeKey", "status", "error.responseType")
_CALLER: Final = re.compile(r"\$context\.(authorizer\.(claims\.|principalId)|identity\.(accountId|caller|user))")


@rule(
    "HTTP-006",
    "unstructured-route-log",
    concerns={"aws_apigatewayv2_stage"},
    severity="medium",
    references=("OWASP API8:2023", "PCI DSS 10.2.2", "cdk-nag APIGWStructuredLogging"),
    controls=("AGW-04",),
)
def unstructured_route_log(stage: Resource) -> Verdict:
    r"""
    ## What it does
    Finds access log formats of HTTP and WebSocket stages that are not one JSON object, or lack what
    correlates and explains a request: both request ids, route, status, error type and who called.

    ## Why is this bad?
    A line that cannot be parsed is not searched in an incident. HTTP APIs have no execution log and no phases
    in the metrics: what the access log does not say, nobody will ever know.

    ## Example
    ```json
    {"format": "$context.identity.sourceIp $context.status"}
    ```

    Use instead:
    ```json
    {"format": "{\"id\": \"$context.extendedRequestId\", \"route\": \"$context.routeKey\"}"}
    ```
    """
    match stage["access_log_settings.format"]:
        case Known(text) if fault := _fault_of(str(text)):
            return Failed(
                because=f"its access log is of little use: {fault}",
                fix="write the format as one JSON object with request ids, route, status, error type and caller",
            )
        case Known():
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case Absent():
            return NotConcerned()  # that is unlogged-stage's to say


def _fault_of(text: str) -> str:
    try:
        line = json.loads(_BARE.sub("0", text))  # numbers and messageString stand without quotes
    except (RecursionError, ValueError):
        return "it is not JSON"
    said = _VARIABLE.findall(text)
    missing = [each for each in _REQUIRED if each not in said]
    if not isinstance(line, dict):
        return "it is not one JSON object"
    if missing:
        return f"it does not say {missing[0]}"
    return "" if _CALLER.search(text) else "it does not say who called"
