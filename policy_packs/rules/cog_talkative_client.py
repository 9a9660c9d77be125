"""
The rule COG-009, talkative-client.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "COG-009",
    "talkative-client",
    concerns={"aws_cognito_user_pool_client"},
    severity="medium",
    references=("Prowler cognito_user_pool_client_prevent_user_existence_errors", "OWASP API2:2023"),
    controls=("COG-09",),
)
def talkative_client(client: Resource) -> Verdict:
    """
    ## What it does
    Finds clients that answer differently for an unknown user and a wrong password, which is AWS's default.

    ## Why is this bad?
    A list of addresses becomes a list of customers, and every later guess is spent on accounts that exist.

    ## Example
    ```json
    {"prevent_user_existence_errors": "LEGACY"}
    ```

    Use instead:
    ```json
    {"prevent_user_existence_errors": "ENABLED"}
    ```
    """
    match client["prevent_user_existence_errors"]:
        case Known("ENABLED"):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(
                because="it tells who has an account",
                fix="set prevent_user_existence_errors to ENABLED",
            )
