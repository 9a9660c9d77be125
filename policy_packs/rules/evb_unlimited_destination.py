"""
The rule EVB-012, unlimited-destination.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_MOST: Final = 300  # requests a second; what AWS sends when nobody has said anything


@rule(
    "EVB-012",
    "unlimited-destination",
    concerns={"aws_cloudwatch_event_api_destination"},
    severity="medium",
    references=("OWASP API10:2023", "OWASP API4:2023"),
    controls=("EVB-17",),
)
def unlimited_destination(destination: Resource) -> Verdict:
    """
    ## What it does
    Finds API destinations without a rate limit, or with one above the 300 requests a second that AWS sends
    unasked.

    ## Why is this bad?
    A replayed archive or a busy hour reaches the partner as fast as EventBridge can send: the partner blocks
    us, and everything behind it lands in the dead-letter queue.

    ## Example
    ```json
    {"invocation_endpoint": "https://api.partner.example/orders"}
    ```

    Use instead:
    ```json
    {"invocation_endpoint": "https://api.partner.example/orders", "invocation_rate_limit_per_second": 20}
    ```
    """
    match destination.number("invocation_rate_limit_per_second"):
        case Known(int() | float() as rate) if 1 <= rate <= _MOST:
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(
                because="it is sent as much as EventBridge can send",
                fix="set invocation_rate_limit_per_second to what the partner has agreed to",
            )
