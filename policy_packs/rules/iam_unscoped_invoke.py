"""
The rule IAM-012, unscoped-invoke.
"""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import Final

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_EXPRESSION: Final = re.compile(r"\$\{[^{}]*\}")
_PARTS: Final = 4  # api, stage, method and the first word of the path


@rule(
    "IAM-012",
    "unscoped-invoke",
    concerns={"iam.statement"},
    severity="high",
    references=("OWASP API5:2023", "PCI DSS 7.2"),
    controls=("IAM-05",),
)
def unscoped_invoke(statement: Resource) -> Verdict:
    """
    ## What it does
    Finds statements of callers that allow execute-api:Invoke on every stage, or on every path, of an API. An ARN
    reads `api/stage/METHOD/path`. Policies of APIs themselves are left alone.

    ## Why is this bad?
    The permission to read one order is the permission to call every operation of the API, those of next year
    included: for IAM-authorized routes nothing else asks what the caller may do.

    ## Example
    ```json
    {"actions": ["execute-api:Invoke"], "resources": ["${aws_api_gateway_rest_api.orders.execution_arn}/*/*/*"]}
    ```

    Use instead:
    ```json
    {"actions": ["execute-api:Invoke"],
     "resources": ["${aws_api_gateway_rest_api.orders.execution_arn}/live/GET/orders/*"]}
    ```
    """
    actions = [str(each.value).lower() for each in statement.elements("actions") if isinstance(each, Known)]
    if not any(fnmatchcase("execute-api:invoke", each) for each in actions):
        return NotConcerned()
    if statement.blocks("principals"):
        return Passed()  # an API's own policy
    match statement["effect"]:
        case Known("Deny"):
            return Passed()
        case Unknown(expression=expression):
            return Undecided(expression)
    for resource in statement.elements("resources"):
        match resource:
            case Known(str() as arn) if _is_wide(arn):
                return _failed(arn)
            case Unknown(template=text, expression=expression):
                arn = _EXPRESSION.sub("x", text)
                if arn == "x":
                    return Undecided(expression)
                if _is_wide(arn):
                    return _failed(text)
            case Ref(attribute="arn" | "execution_arn", expression=expression):
                return _failed(expression)
            case Ref(expression=expression):
                return Undecided(expression)
    return Passed()


def _is_wide(arn: str) -> bool:
    parts = arn.split("/")
    return len(parts) < _PARTS or "*" in parts[1] or parts[3].startswith("*")


def _failed(got: str) -> Failed:
    return Failed(
        because="it may call every operation of the API, or every stage",
        fix="name stage, method and path, such as ${api.execution_arn}/live/GET/orders/*",
        got=got,
    )
