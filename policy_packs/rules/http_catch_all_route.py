"""
The rule HTTP-013, catch-all-route.
"""

from __future__ import annotations

import re
from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_GREEDY: Final = re.compile(r"^\$default$|^ANY |\{[^{}]*\+\}")


@rule(
    "HTTP-013",
    "catch-all-route",
    concerns={"aws_apigatewayv2_route"},
    severity="medium",
    references=("OWASP API9:2023", "OWASP API5:2023"),
    controls=("AGW-13",),
)
def catch_all_route(route: Resource) -> Verdict:
    """
    ## What it does
    Finds routes of HTTP APIs that take whatever comes: `$default`, every method (`ANY`), every path below one
    (`{proxy+}`). On a WebSocket API `$default` answers messages that no route knows, and is left alone.

    ## Why is this bad?
    What the backend happens to answer becomes the API: debug pages, old versions, methods nobody meant to
    offer. None of it stands in a contract, and one scope has to do for all of it.

    ## Example
    ```json
    {"route_key": "ANY /orders/{proxy+}"}
    ```

    Use instead:
    ```json
    {"route_key": "GET /orders/{orderId}"}
    ```
    """
    match route["api_id"]:
        case Ref(target=api) if api.type == "aws_apigatewayv2_api":
            protocol = api["protocol_type"]
        case other:
            protocol = other
    match route["route_key"], protocol:
        case Known("$default"), Known("WEBSOCKET"):
            return Passed()
        case Known("$default"), Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case Known(str() as key), _ if _GREEDY.search(key):
            return Failed(
                because="whatever its backend answers is part of the API, in no contract",
                fix="write a route for each operation of the contract",
                got=key,
            )
        case ((Unknown(expression=expression) | Ref(expression=expression)), _):
            return Undecided(expression)
        case _:
            return Passed()
