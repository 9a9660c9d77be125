"""
The rule APIGW-006, unwired-operation.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_KINDS: Final = ("aws", "aws_proxy", "http", "http_proxy")


@rule(
    "APIGW-006",
    "unwired-operation",
    concerns={"openapi.operation"},
    severity="high",
    references=("OWASP API9:2023",),
    controls=("AGW-28",),
)
def unwired_operation(operation: Resource) -> Verdict:
    """
    ## What it does
    Finds operations that name no integration, or one that leads nowhere.

    ## Why is this bad?
    API Gateway imports the operation all the same; the deployment then fails with `No integration defined for
    method`, after half of the plan has been applied.

    ## Example
    ```json
    {"paths": {"/orders": {"post": {"responses": {"201": {}}}}}}
    ```

    Use instead:
    ```json
    {
      "x-amazon-apigateway-integration": {
        "type": "http_proxy",
        "httpMethod": "POST",
        "uri": "https://ordering.internal.example/orders"
      }
    }
    ```
    """
    match operation["x-amazon-apigateway-integration.type"], operation["x-amazon-apigateway-integration.uri"]:
        case ((Unknown(expression=expression) | Ref(expression=expression)), _):
            return Undecided(expression)
        case Known(str() as kind), _ if kind.lower() == "mock":
            return Passed()
        case Known(str() as kind), (Unknown() | Ref()) if kind.lower() in _KINDS:
            return Passed()  # somewhere; plain-http-backend asks where
        case Known(str() as kind), Known(str() as uri) if kind.lower() in _KINDS and uri:
            return Passed()
        case _:
            return Failed(
                because="it has no integration that leads anywhere",
                fix="give the operation a backend in the declaration, or take it out of the contract",
            )
