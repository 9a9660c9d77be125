"""
The rule EVB-013, password-connection.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "EVB-013",
    "password-connection",
    concerns={"aws_cloudwatch_event_connection"},
    severity="medium",
    references=("OWASP API10:2023", "OWASP API2:2023"),
    controls=("EVB-16",),
)
def password_connection(connection: Resource) -> Verdict:
    """
    ## What it does
    Finds connections to partners that sign in with a user name and a password (BASIC).

    ## Why is this bad?
    The password itself goes out with every event, works for everything that user may do, and stays valid until
    somebody changes it on both sides at once. A token is for one audience and one hour.

    ## Example
    ```json
    {"authorization_type": "BASIC"}
    ```

    Use instead:
    ```json
    {"authorization_type": "OAUTH_CLIENT_CREDENTIALS"}
    ```
    """
    match connection["authorization_type"]:
        case Known("OAUTH_CLIENT_CREDENTIALS" | "API_KEY"):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(
                because="it signs in with a password that goes out with every event",
                fix="agree on OAUTH_CLIENT_CREDENTIALS with the partner, or on an API key",
            )
