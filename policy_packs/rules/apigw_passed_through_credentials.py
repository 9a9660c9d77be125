"""
The rule APIGW-034, passed-through-credentials.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown

_AT: Final = {
    "aws_api_gateway_integration": "credentials",
    "aws_apigatewayv2_integration": "credentials_arn",
    "openapi.operation": "x-amazon-apigateway-integration.credentials",
}


@rule(
    "APIGW-034",
    "passed-through-credentials",
    concerns=_AT,
    severity="high",
    references=("OWASP API5:2023", "PCI DSS 7.2", "AWS: arn:aws:iam::*:user/* passes the caller's credentials through"),
    controls=("AGW-28",),
)
def passed_through_credentials(backend: Resource) -> Verdict:
    """
    ## What it does
    Finds integrations that call AWS with the caller's own credentials (`arn:aws:iam::*:user/*`) instead of a
    role of their own.

    ## Why is this bad?
    The gateway then is a relay: whatever the caller may do in its own account or ours, it does behind our host
    and our name, and no policy of this stack says what the operation may touch.

    ## Example
    ```json
    {"credentials": "arn:aws:iam::*:user/*"}
    ```

    Use instead:
    ```json
    {"credentials": "${aws_iam_role.backend.arn}"}
    ```
    """
    match backend[_AT[backend.type]]:
        case Absent():
            return NotConcerned()
        case Ref(target=target, attribute="arn") if target.type == "aws_iam_role":
            return Passed()
        case Known(text) | Unknown(template=text) if "*" in str(text) or ":user/" in str(text):
            return Failed(
                because="it calls its backend with the caller's own credentials",
                fix="give the integration a role that may do what this operation needs",
                got=str(text),
            )
        case Known(str() as text) | Unknown(template=text) if text.startswith("arn:") and ":role/" in text:
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case Known(text):
            return Undecided(f"credentials {text!r} are no role's ARN")
