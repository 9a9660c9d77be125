"""
The rule COG-013, recovery-by-sms.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "COG-013",
    "recovery-by-sms",
    concerns={"aws_cognito_user_pool"},
    severity="medium",
    references=("Prowler cognito_user_pool_account_recovery",),
    controls=("COG-25",),
)
def recovery_by_sms(pool: Resource) -> Verdict:
    """
    ## What it does
    Finds user pools where a phone comes first when an account is recovered, which is AWS's default.

    ## Why is this bad?
    Recovery is the way round the password and the second factor; a number can be taken over at the counter of
    a phone shop.

    ## Example
    ```json
    {"name": "consumers"}
    ```

    Use instead:
    ```json
    {"account_recovery_setting": {"recovery_mechanism": [{"name": "verified_email", "priority": 1}]}}
    ```
    """
    mechanisms = pool.blocks("account_recovery_setting.recovery_mechanism")
    for each in mechanisms:
        match each["name"], each.number("priority"):
            case ((Unknown(expression=expression) | Ref(expression=expression)), _):
                return Undecided(expression)
            case _, (Unknown(expression=expression) | Ref(expression=expression)):
                return Undecided(expression)
            case Known("verified_email" | "admin_only"), Known(1):
                return Passed()
    return Failed(
        because="an account is recovered by phone first",
        fix="put verified_email, or admin_only, at priority 1",
    )
