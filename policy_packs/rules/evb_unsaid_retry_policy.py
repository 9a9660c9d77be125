"""
The rule EVB-009, unsaid-retry-policy.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_RANGES: Final = {
    "maximum_event_age_in_seconds": (60, 86_400),  # AWS's own range; the provider lets 10 through
    "maximum_retry_attempts": (0, 185),
}


@rule(
    "EVB-009",
    "unsaid-retry-policy",
    concerns={"aws_cloudwatch_event_target"},
    severity="low",
    references=("AWS EventBridge: RetryPolicy",),
    controls=("EVB-08",),
)
def unsaid_retry_policy(target: Resource) -> Verdict:
    """
    ## What it does
    Finds targets of event rules that do not say how long and how often delivery is retried, or say what AWS
    refuses when the plan is applied (an age outside 60 to 86400 seconds, more than 185 attempts).

    ## Why is this bad?
    Unasked, AWS delivers an event up to a day late. Whether a consumer can still do anything with it then is a
    decision about the business, and nobody has taken it.

    ## Example
    ```json
    {"retry_policy": {"maximum_event_age_in_seconds": 10}}
    ```

    Use instead:
    ```json
    {"retry_policy": {"maximum_event_age_in_seconds": 21600, "maximum_retry_attempts": 185}}
    ```
    """
    for name, (least, most) in _RANGES.items():
        match target.number(f"retry_policy.{name}"):
            case Known(int() | float() as value) if least <= value <= most:
                pass
            case Unknown(expression=expression) | Ref(expression=expression):
                return Undecided(expression)
            case said:
                return Failed(
                    because=f"its retries are not decided: no {name} between {least} and {most}",
                    fix=f"set retry_policy.{name}",
                    got=str(said.value) if isinstance(said, Known) else "",
                )
    return Passed()
