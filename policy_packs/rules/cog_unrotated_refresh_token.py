"""
The rule COG-015, unrotated-refresh-token.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "COG-015",
    "unrotated-refresh-token",
    concerns={"aws_cognito_user_pool_client"},
    severity="medium",
    references=("OWASP API2:2023", "RFC 9700: refresh token rotation"),
    controls=("COG-14",),
)
def unrotated_refresh_token(client: Resource) -> Verdict:
    """
    ## What it does
    Finds clients of people that keep one refresh token until it expires, instead of getting a new one with each
    use, or that allow ALLOW_REFRESH_TOKEN_AUTH beside it, which AWS refuses. Machine clients get none.

    ## Why is this bad?
    A copied refresh token works beside the real one, and nobody notices. With rotation the second use of a
    spent token gives the thief away.

    ## Example
    ```json
    {"allowed_oauth_flows": ["code"]}
    ```

    Use instead:
    ```json
    {"allowed_oauth_flows": ["code"],
     "refresh_token_rotation": {"feature": "ENABLED", "retry_grace_period_seconds": 10}}
    ```
    """
    if client.elements("allowed_oauth_flows") == (Known("client_credentials"),):
        return Passed()
    match client["refresh_token_rotation.feature"]:
        case Known("ENABLED") if Known("ALLOW_REFRESH_TOKEN_AUTH") in client.elements("explicit_auth_flows"):
            return _failed("it may be refreshed without rotation", "drop ALLOW_REFRESH_TOKEN_AUTH")
        case Known("ENABLED"):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return _failed("a copied refresh token works unnoticed", "set refresh_token_rotation.feature to ENABLED")


def _failed(because: str, fix: str) -> Failed:
    return Failed(because=because, fix=fix)
