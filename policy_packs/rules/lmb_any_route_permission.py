"""
The rule LMB-011, any-route-permission.
"""

from __future__ import annotations

import re
from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_ANY_ROUTE: Final = re.compile(r"(\}|:[a-z0-9*]+)(/\*|/[^/]+/\*(/.*)?|/[^/]+/[A-Z]+/\*)$")


@rule(
    "LMB-011",
    "any-route-permission",
    concerns={"aws_lambda_permission"},
    severity="medium",
    references=("OWASP API5:2023", "PCI DSS 7.2"),
    controls=("AGW-41",),
)
def any_route_permission(permission: Resource) -> Verdict:
    """
    ## What it does
    Finds permissions that let API Gateway call a function from every method or every path of an API (`/*/*`,
    `/live/*/orders`, `/live/GET/*`). Which API that is, anyone-permission judges.

    ## Why is this bad?
    A route that somebody adds later, open or with other scopes, may call the function at once: the second lock
    that would have shown the slip is not there.

    ## Example
    ```json
    {
      "principal": "apigateway.amazonaws.com",
      "source_arn": "${aws_api_gateway_rest_api.orders.execution_arn}/*/*"
    }
    ```

    Use instead:
    ```json
    {
      "principal": "apigateway.amazonaws.com",
      "source_arn": "${aws_api_gateway_rest_api.orders.execution_arn}/live/POST/orders"
    }
    ```
    """
    match permission["principal"], permission["source_arn"]:
        case Known(who), _ if who != "apigateway.amazonaws.com":
            return Passed()
        case Known(), (Known(arn) | Unknown(template=arn)) if _ANY_ROUTE.search(str(arn)):
            return Failed(
                because="every route of the API may call it, also one that is added later",
                fix="name stage, method and path in source_arn, one permission for each operation",
                got=str(arn),
            )
        case Known(), Unknown(expression=expression) if not expression.startswith(("aws_", "data.aws_")):
            return Undecided(expression)
        case ((Unknown(expression=expression) | Ref(expression=expression)), _):
            return Undecided(expression)
        case _:
            return Passed()
