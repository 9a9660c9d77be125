"""
The rule LMB-013, open-layer.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown


@rule(
    "LMB-013",
    "open-layer",
    concerns={"aws_lambda_layer_version_permission"},
    severity="high",
    references=("PCI DSS 7.2",),
    controls=("LMB-01",),
)
def open_layer(permission: Resource) -> Verdict:
    """
    ## What it does
    Finds permissions that let every AWS account in the world use a layer.

    ## Why is this bad?
    A layer is a library with our code in it, and sometimes its configuration. Whoever may use it may download
    it, and what was downloaded once cannot be called back.

    ## Example
    ```json
    {"action": "lambda:GetLayerVersion", "principal": "*"}
    ```

    Use instead:
    ```json
    {"action": "lambda:GetLayerVersion", "principal": "*", "organization_id": "o-a1b2c3d4e5"}
    ```
    """
    match permission["principal"], permission["organization_id"]:
        case Known("*"), Absent() | Known(""):
            return Failed(
                because="everybody with an AWS account may download it",
                fix="name an account as principal, or give organization_id",
            )
        case Known("*"), Unknown(expression=expression):
            return Undecided(expression)
        case ((Unknown(expression=expression) | Ref(expression=expression)), Absent()):
            return Undecided(expression)
        case _:
            return Passed()
