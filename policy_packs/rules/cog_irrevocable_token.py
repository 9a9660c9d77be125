"""
The rule COG-010, irrevocable-token.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown


@rule(
    "COG-010",
    "irrevocable-token",
    concerns={"aws_cognito_user_pool_client"},
    severity="medium",
    references=("Prowler cognito_user_pool_client_token_revocation_enabled", "OWASP API2:2023"),
    controls=("COG-10",),
)
def irrevocable_token(client: Resource) -> Verdict:
    """
    ## What it does
    Finds clients whose tokens cannot be revoked. AWS allows revoking unless told otherwise.

    ## Why is this bad?
    A refresh token that has been stolen then works until it expires, whatever anybody does.

    ## Example
    ```json
    {"enable_token_revocation": false}
    ```

    Use instead:
    ```json
    {"enable_token_revocation": true}
    ```
    """
    match client["enable_token_revocation"]:
        case Absent() | Known(True):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case Known():
            return Failed(because="its tokens cannot be revoked", fix="set enable_token_revocation, or drop it")
