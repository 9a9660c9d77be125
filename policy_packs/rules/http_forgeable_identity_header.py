"""
The rule HTTP-010, forgeable-identity-header.
"""

from __future__ import annotations

import re
from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_AT: Final = {
    "aws_api_gateway_integration": "request_parameters",
    "aws_apigatewayv2_integration": "request_parameters",
    "openapi.operation": "x-amazon-apigateway-integration.requestParameters",
}
_HEADER: Final = re.compile(r"(?:(append|overwrite):|integration\.request\.)header\.(.+)")
_IDENTITY: Final = re.compile(
    r"(?i)(x-)?(amzn-oidc-(identity|data|accesstoken)|(roles?|scopes?|groups?|permissions?)"
    r"|(auth(enticated)?-)?(account|caller|client|consumer|customer|partner|principal|subject|tenant|user)-?(id|name|roles?)?)"
)
_FROM_CALLER: Final = re.compile(r"\$?\{?(method\.|route\.)?request\.")


@rule(
    "HTTP-010",
    "forgeable-identity-header",
    concerns=_AT,
    severity="high",
    references=("OWASP API1:2023", "OWASP API8:2023"),
    controls=("AGW-28",),
)
def forgeable_identity_header(backend: Resource) -> Verdict:
    """
    ## What it does
    Finds integrations that tell the backend who is calling in a header (`x-user-id`, `x-tenant`, `x-roles`)
    whose value comes from the request itself, or is appended to what the caller sent instead of put in its
    place.

    ## Why is this bad?
    The backend believes what stands in the header, because the gateway wrote it. If the caller chooses the
    value he is whoever he likes: another tenant, an administrator.

    ## Example
    ```json
    {"request_parameters": {"append:header.x-tenant-id": "$context.authorizer.claims.tenant"}}
    ```

    Use instead:
    ```json
    {"request_parameters": {"overwrite:header.x-tenant-id": "$context.authorizer.claims.tenant"}}
    ```
    """
    for parameters in backend.blocks(_AT[backend.type]):
        for key in parameters.body:
            header = _HEADER.fullmatch(key)
            if header is None or _IDENTITY.fullmatch(header[2]) is None:
                continue
            if header[1] == "append":
                return _failed("it is appended behind what the caller sent", header[2])
            match parameters[key]:
                case Known(value) if _FROM_CALLER.match(str(value)):
                    return _failed("it is copied from the request", header[2])
                case Unknown(expression=expression) | Ref(expression=expression):
                    return Undecided(expression)
    return Passed()


def _failed(why: str, got: str) -> Failed:
    return Failed(
        because=f"the caller can choose who the backend takes it for: {why}",
        fix="overwrite the header with what the authorizer proved: $context.authorizer or $context.identity",
        got=got,
    )
