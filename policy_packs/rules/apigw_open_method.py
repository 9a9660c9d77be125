"""
The rule APIGW-001, open-method.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "APIGW-001",
    "open-method",
    concerns={"aws_api_gateway_method", "openapi.operation"},
    severity="critical",
    references=("OWASP API2:2023", "OWASP API5:2023", "PCI DSS 7.2", "CKV_AWS_59"),
    controls=("AGW-11",),
)
def open_method(method: Resource) -> Verdict:
    """
    ## What it does
    Finds operations that anyone may call: no security requirement, an empty one, or authorization NONE.
    Browsers send preflight requests (OPTIONS) without credentials, so these are left alone.

    ## Why is this bad?
    An open operation on a shared gateway is reachable from the internet the moment it is applied, whatever
    the service behind it believes.

    ## Example
    ```json
    {"paths": {"/orders": {"post": {"security": []}}}}
    ```

    Use instead:
    ```json
    {"paths": {"/orders": {"post": {"security": [{"cognito": ["ordering/orders.write"]}]}}}}
    ```
    """
    single = method.type == "aws_api_gateway_method"
    if method["http_method" if single else "method"] == Known("OPTIONS"):
        return Passed()  # browsers send preflight without credentials
    match method["authorization" if single else "security"]:
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case Known(str() as kind) if single and kind not in ("", "NONE"):
            return Passed()
        case Known([*ways]) if ways and all(isinstance(way, dict) and way for way in ways):
            return Passed()
        case Known([*ways]) if ways:
            return Failed(
                because="anyone may call it: one of its security requirements is empty",
                fix="drop the empty requirement, or ask for a waiver",
            )
        case _:
            return Failed(
                because="anyone may call it: it asks for no authorization",
                fix="give the operation a security requirement with scopes in the contract, or ask for a waiver",
            )
