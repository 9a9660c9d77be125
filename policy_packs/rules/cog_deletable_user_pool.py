"""
The rule COG-002, deletable-user-pool.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "COG-002",
    "deletable-user-pool",
    concerns={"aws_cognito_user_pool"},
    severity="medium",
    references=("FSBP Cognito.6",),
    controls=("COG-06",),
)
def deletable_user_pool(pool: Resource) -> Verdict:
    """
    ## What it does
    Finds user pools without deletion protection, which is AWS's default.

    ## Why is this bad?
    A renamed construct or a wrong `destroy` takes every account and every client secret with it; nothing
    brings them back.

    ## Example
    ```json
    {"deletion_protection": "INACTIVE"}
    ```

    Use instead:
    ```json
    {"deletion_protection": "ACTIVE"}
    ```
    """
    match pool["deletion_protection"]:
        case Known("ACTIVE"):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(
                because="it can be destroyed by a plan, with every account in it",
                fix="set deletion_protection to ACTIVE, as the paved road does",
            )
