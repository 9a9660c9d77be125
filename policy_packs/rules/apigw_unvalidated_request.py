"""
The rule APIGW-004, unvalidated-request.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown, Value

_FAILED: Final = Failed(
    because="its requests reach the backend unvalidated",
    fix="validate body and parameters: use the paved road's default, or name a validator that checks both",
)


@rule(
    "APIGW-004",
    "unvalidated-request",
    concerns={"aws_api_gateway_method", "openapi.operation"},
    severity="medium",
    references=("OWASP API3:2023", "OWASP API4:2023", "PCI DSS 6.2.4", "CKV2_AWS_53"),
    controls=("AGW-15",),
)
def unvalidated_request(method: Resource) -> Verdict:
    """
    ## What it does
    Finds operations whose requests are not validated in body and parameters. In an OpenAPI body the
    operation's own validator counts, else the root's.

    ## Why is this bad?
    Every malformed request is then carried to the backend, at the backend's cost, and whatever it forgets to
    check is an opening. A validator that is named but not defined validates nothing, without a word.

    ## Example
    ```json
    {"paths": {"/orders": {"post": {"responses": {}}}}}
    ```

    Use instead:
    ```json
    {"x-amazon-apigateway-request-validators": {
       "full": {"validateRequestBody": true, "validateRequestParameters": true}},
     "x-amazon-apigateway-request-validator": "full"}
    ```
    """
    if method.type == "openapi.operation":
        return _of_operation(method)
    match method["request_validator_id"]:
        case Ref(target=target) if target.type == "aws_api_gateway_request_validator":
            return _both(target["validate_request_body"], target["validate_request_parameters"])
        case Absent() | Known(""):
            return _FAILED
        case Known(value):
            return Undecided(f"the validator {value!r} is not of this stack")
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)


def _of_operation(operation: Resource) -> Verdict:
    document = operation.parent
    name = operation["x-amazon-apigateway-request-validator"]
    if isinstance(name, Absent) and document is not None:
        name = document["x-amazon-apigateway-request-validator"]
    match name:
        case Known(str() as validator) if validator and document is not None:
            at = f"x-amazon-apigateway-request-validators.{validator}"
            return _both(document[f"{at}.validateRequestBody"], document[f"{at}.validateRequestParameters"])
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return _FAILED


def _both(body: Value, parameters: Value) -> Verdict:
    for each in (body, parameters):
        if isinstance(each, Unknown | Ref):
            return Undecided(each.expression)
    return Passed() if body == Known(True) and parameters == Known(True) else _FAILED
