"""
The rule APIGW-009, slow-backend.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown

_LONGEST: Final = 29_000  # milliseconds; the quota every account has


@rule(
    "APIGW-009",
    "slow-backend",
    concerns={"aws_api_gateway_integration", "openapi.operation"},
    severity="low",
    references=("OWASP API4:2023",),
    controls=("AGW-46",),
)
def slow_backend(backend: Resource) -> Verdict:
    """
    ## What it does
    Finds integrations that wait longer than 29 seconds. API Gateway's own default is 29 seconds.

    ## Why is this bad?
    Beyond 29 seconds the account needs a raised quota, bought with throttling capacity that every other API
    of the account then lacks, and a caller's connection is held by a backend that has given up.

    ## Example
    ```json
    {"timeoutInMillis": 60000}
    ```

    Use instead:
    ```json
    {"timeoutInMillis": 10000}
    ```
    """
    own = "timeout_milliseconds"
    of_operation = "x-amazon-apigateway-integration.timeoutInMillis"
    match backend.number(own if backend.type == "aws_api_gateway_integration" else of_operation):
        case Absent():
            return Passed()
        case Known(int() | float() as milliseconds) if milliseconds <= _LONGEST:
            return Passed()
        case Known(milliseconds):
            return Failed(
                because="it waits longer than 29 seconds for its backend",
                fix="choose timeout_ms of at most 29000, and answer 202 with a status resource for longer work",
                got=str(milliseconds),
            )
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
