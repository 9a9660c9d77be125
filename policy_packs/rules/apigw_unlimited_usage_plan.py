"""
The rule APIGW-028, unlimited-usage-plan.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "APIGW-028",
    "unlimited-usage-plan",
    concerns={"aws_api_gateway_usage_plan"},
    severity="medium",
    references=("OWASP API4:2023", "OWASP API6:2023"),
    controls=("AGW-18",),
)
def unlimited_usage_plan(plan: Resource) -> Verdict:
    """
    ## What it does
    Finds usage plans without a throttle or without a quota.

    ## Why is this bad?
    A partner's mistake, or a partner's stolen key, then runs as far as the stage allows, for as long as
    nobody looks.

    ## Example
    ```json
    {"name": "partners"}
    ```

    Use instead:
    ```json
    {
      "name": "partners",
      "throttle_settings": {
        "rate_limit": 50,
        "burst_limit": 100
      },
      "quota_settings": {
        "limit": 100000,
        "period": "DAY"
      }
    }
    ```
    """
    for name in ("throttle_settings.rate_limit", "throttle_settings.burst_limit", "quota_settings.limit"):
        match plan.number(name):
            case Known(int() | float() as limit) if limit > 0:
                continue
            case Unknown(expression=expression) | Ref(expression=expression):
                return Undecided(expression)
            case _:
                return Failed(
                    because=f"it has no {name}",
                    fix="keep the paved road's throttle and quota, or choose tighter ones",
                )
    return Passed()
