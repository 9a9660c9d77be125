"""
The rule APIGW-025, unthrottled-method.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "APIGW-025",
    "unthrottled-method",
    concerns={"aws_api_gateway_method_settings"},
    severity="high",
    references=("OWASP API4:2023", "cdk-nag APIGWDefaultThrottling"),
    controls=("AGW-17",),
)
def unthrottled_method(settings: Resource) -> Verdict:
    """
    ## What it does
    Finds method settings without a rate limit and a burst limit. Saying nothing is -1 to the provider, which
    switches throttling off.

    ## Why is this bad?
    The account's limit is shared by every API in the region: one caller in a loop takes all of it, and all
    domains answer 429.

    ## Example
    ```json
    {"settings": {"throttling_rate_limit": -1}}
    ```

    Use instead:
    ```json
    {"settings": {"throttling_rate_limit": 200, "throttling_burst_limit": 100}}
    ```
    """
    for name in ("throttling_rate_limit", "throttling_burst_limit"):
        match settings.number(f"settings.{name}"):
            case Known(int() | float() as limit) if limit >= 0:
                continue
            case Unknown(expression=expression) | Ref(expression=expression):
                return Undecided(expression)
            case value:
                return Failed(
                    because=f"nothing limits its callers: {name} is off",
                    fix="give throttle.rate_per_second and throttle.burst, or keep the packs' values",
                    got=str(value.value) if isinstance(value, Known) else "",
                )
    return Passed()
