"""
The rule HTTP-003, loose-function-authorizer.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown

_LONGEST: Final = 300  # seconds; also what an HTTP API takes when nothing is said


@rule(
    "HTTP-003",
    "loose-function-authorizer",
    concerns={"aws_apigatewayv2_authorizer"},
    severity="medium",
    references=("OWASP API2:2023", "AWS: a cached answer holds for every route that has the same identity sources"),
    controls=("AGW-39",),
)
def loose_function_authorizer(authorizer: Resource) -> Verdict:
    """
    ## What it does
    Finds Lambda authorizers of HTTP and WebSocket APIs without an identity source, or whose answers are
    remembered for longer than five minutes.

    ## Why is this bad?
    A permission that was taken away goes on until the cache forgets. Without an identity source a request
    that carries no credential at all still runs the function: anybody can run up its bill and its load.

    ## Example
    ```json
    {"authorizer_type": "REQUEST", "authorizer_result_ttl_in_seconds": 3600}
    ```

    Use instead:
    ```json
    {
      "authorizer_type": "REQUEST",
      "identity_sources": [
        "$request.header.Authorization"
      ],
      "authorizer_result_ttl_in_seconds": 300
    }
    ```
    """
    match authorizer["authorizer_type"]:
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case kind if kind != Known("REQUEST"):
            return Passed()
    if not authorizer.elements("identity_sources"):
        return _failed("it names no identity source")
    match authorizer.number("authorizer_result_ttl_in_seconds"):
        case Absent():
            return Passed()
        case Known(int() | float() as seconds) if seconds <= _LONGEST:
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return _failed("its answers are remembered for longer than five minutes")


def _failed(why: str) -> Failed:
    return Failed(
        because=f"it may let the wrong callers in: {why}",
        fix="name the header that carries the credential, and a lifetime of at most 300 seconds",
    )
