"""
The rule APIGW-001, open-method.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown


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
    Finds operations that anyone may call: no security requirement, an empty one, authorization NONE, or an
    `x-amazon-apigateway-auth` that overrides the requirement. Browsers send preflight requests (OPTIONS)
    without credentials, so these are left alone where the gateway answers by itself (integration `mock`).

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
    match method["x-amazon-apigateway-auth.type"]:
        case Known(str() as kind) if method.type == "openapi.operation" and kind.upper() != "AWS_IAM":
            verdict: Verdict = Failed(
                because="anyone may call it: x-amazon-apigateway-auth opens it, whatever its security says",
                fix="drop x-amazon-apigateway-auth: the security requirement says who may call",
                got=kind,
            )
        case Unknown(expression=expression) | Ref(expression=expression) if method.type == "openapi.operation":
            return Undecided(expression)
        case _:
            verdict = _judge(method)
    name = "http_method" if method.type == "aws_api_gateway_method" else "method"
    if isinstance(verdict, Passed) or method[name] != Known("OPTIONS"):
        return verdict
    return _judge_preflight(method)


def _judge(method: Resource) -> Verdict:
    single = method.type == "aws_api_gateway_method"
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


def _judge_preflight(method: Resource) -> Verdict:
    """Browsers send preflight without credentials; that is harmless only where the gateway answers by itself."""
    kinds = [each["type"] for each in _integrations(method)]
    if method.type == "openapi.operation":
        kinds = [method["x-amazon-apigateway-integration.type"]]
    for kind in kinds:
        if isinstance(kind, Unknown | Ref):
            return Undecided(kind.expression)
    if kinds and all(isinstance(kind, Known) and str(kind.value).lower() == "mock" for kind in kinds):
        return Passed()
    return Failed(
        because="anyone may call it: a preflight request without credentials reaches its backend",
        fix="answer OPTIONS with an integration of type mock, or give it a security requirement",
    )


def _integrations(method: Resource) -> list[Resource]:
    """Return the integrations of a method that stands alone, found by reference or by its resource and verb."""
    found = []
    for each in method.view.of_type("aws_api_gateway_integration") if method.view is not None else ():
        match each["http_method"]:
            case Ref(target=target) if target is method:
                found.append(each)
            case Known("OPTIONS") if each["resource_id"] == method["resource_id"] != Absent():
                found.append(each)
    return found
