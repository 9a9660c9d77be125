"""
The rule COG-012, password-in-clear-flow.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_IN_CLEAR: Final = (
    "ADMIN_NO_SRP_AUTH",
    "ALLOW_ADMIN_USER_PASSWORD_AUTH",
    "ALLOW_USER_PASSWORD_AUTH",
    "USER_PASSWORD_AUTH",
)


@rule(
    "COG-012",
    "password-in-clear-flow",
    concerns={"aws_cognito_user_pool_client"},
    severity="high",
    references=("OWASP API2:2023",),
    controls=("COG-15",),
)
def password_in_clear_flow(client: Resource) -> Verdict:
    """
    ## What it does
    Finds clients that may send passwords as they are (USER_PASSWORD_AUTH, ADMIN_USER_PASSWORD_AUTH and their
    old names) instead of proving them (SRP).

    ## Why is this bad?
    Every program between the user and AWS then sees the password itself, and each of their logs may keep it.

    ## Example
    ```json
    {"explicit_auth_flows": ["ALLOW_USER_PASSWORD_AUTH"]}
    ```

    Use instead:
    ```json
    {"explicit_auth_flows": ["ALLOW_USER_SRP_AUTH"]}
    ```
    """
    flows = client.elements("explicit_auth_flows")
    for each in flows:
        if isinstance(each, Known) and each.value in _IN_CLEAR:
            return Failed(
                because="it may send passwords as they are",
                fix="allow ALLOW_USER_SRP_AUTH, which proves a password without sending it",
                got=str(each.value),
            )
    for each in flows:
        if isinstance(each, Unknown | Ref):
            return Undecided(each.expression)
    return Passed()
