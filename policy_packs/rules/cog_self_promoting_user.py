"""
The rule COG-017, self-promoting-user.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "COG-017",
    "self-promoting-user",
    concerns={"aws_cognito_user_pool_client"},
    severity="high",
    references=("OWASP API3:2023", "OWASP API5:2023"),
    controls=("COG-17",),
)
def self_promoting_user(client: Resource) -> Verdict:
    """
    ## What it does
    Finds clients through which users may write custom attributes of their own account. Said nothing, a client
    may write the standard attributes only.

    ## Why is this bad?
    Custom attributes are where tenant and role are kept. Whoever is signed in calls UpdateUserAttributes with
    his own token, and is administrator of another tenant in the next one.

    ## Example
    ```json
    {"write_attributes": ["email", "custom:tenant"]}
    ```

    Use instead:
    ```json
    {"write_attributes": ["email", "name"]}
    ```
    """
    attributes = client.elements("write_attributes")
    for each in attributes:
        match each:
            case Known(str() as name) | Unknown(template=name) if name.startswith("custom:"):
                return Failed(
                    because="its users may rewrite what their account says about them",
                    fix="leave custom attributes out of write_attributes; write them on the server",
                    got=name,
                )
    for each in attributes:
        if isinstance(each, Unknown | Ref):
            return Undecided(each.expression)
    return Passed()
