"""
The rule COG-016, guest-identity.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown


@rule(
    "COG-016",
    "guest-identity",
    concerns={"aws_cognito_identity_pool"},
    severity="high",
    references=("FSBP Cognito.2", "CKV_AWS_366", "OWASP API2:2023"),
    controls=("COG-03",),
)
def guest_identity(pool: Resource) -> Verdict:
    """
    ## What it does
    Finds identity pools that give AWS credentials to guests who have not signed in.

    ## Why is this bad?
    Anybody on the internet who reads the pool's id from a page gets keys of our account, and every permission
    that slips into the guests' role is everybody's.

    ## Example
    ```json
    {"allow_unauthenticated_identities": true}
    ```

    Use instead:
    ```json
    {"allow_unauthenticated_identities": false}
    ```
    """
    match pool["allow_unauthenticated_identities"]:
        case Absent() | Known(False):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(because="strangers get AWS credentials", fix="drop allow_unauthenticated_identities")
