"""
The rule COG-005, open-sign-up.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "COG-005",
    "open-sign-up",
    concerns={"aws_cognito_user_pool"},
    severity="medium",
    references=("Prowler cognito_user_pool_self_registration_disabled",),
    controls=("COG-08",),
)
def open_sign_up(pool: Resource) -> Verdict:
    """
    ## What it does
    Finds user pools where anyone may create an account, which is AWS's default.

    ## Why is this bad?
    Whoever signs up holds a token of our issuer: every API that forgets to ask for a scope lets him in.

    ## Example
    ```json
    {"admin_create_user_config": {"allow_admin_create_user_only": false}}
    ```

    Use instead:
    ```json
    {"admin_create_user_config": {"allow_admin_create_user_only": true}}
    ```
    """
    match pool["admin_create_user_config.allow_admin_create_user_only"]:
        case Known(True):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(
                because="anyone may create an account",
                fix="set allow_admin_create_user_only, as the paved road does",
            )
