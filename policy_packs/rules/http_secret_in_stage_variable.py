"""
The rule HTTP-012, secret-in-stage-variable.
"""

from __future__ import annotations

import re
from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown, Value

_AT: Final = {"aws_api_gateway_stage": "variables", "aws_apigatewayv2_stage": "stage_variables"}
_SAYS_SECRET: Final = re.compile(
    r"(?i)(secret|passw(or)?d|token|private_?key(_?pem)?|api_?key|access_?key|credentials?)(_?(string|value|binary))?$"
)
_LOOKS_SECRET: Final = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY|(?<![A-Z0-9])(AKIA|ASIA)[A-Z0-9]{16}(?![A-Z0-9])")
_NAMES_IT: Final = ("arn", "id", "name")


@rule(
    "HTTP-012",
    "secret-in-stage-variable",
    concerns=_AT,
    severity="critical",
    references=("OWASP API8:2023", "PCI DSS 8.6.2", "Prowler apigateway_restapi_no_secrets_in_stage_variables"),
    controls=("AGW-31",),
)
def secret_in_stage_variable(stage: Resource) -> Verdict:
    """
    ## What it does
    Finds stage variables that hold a secret: by their name, by what they refer to (a client secret, a secret's
    value) or by what stands in them (a private key, an AWS access key). The ARN, id or name of a secret is
    none.

    ## Why is this bad?
    Stage variables are shown in the console to everybody who may look at the API, stand in every export of it,
    and can be put into logs and into addresses of backends by anybody who writes a mapping.

    ## Example
    ```json
    {"stage_variables": {"backendApiKey": "4f9d1c7be0"}}
    ```

    Use instead:
    ```json
    {"stage_variables": {"backendApiKeyArn": "${aws_secretsmanager_secret.backend.arn}"}}
    ```
    """
    late = ""
    for table in stage.blocks(_AT[stage.type]):
        for name in table.body:
            value = table[name]
            if _is_secret(name, value):
                return Failed(
                    because="it holds a secret that everybody who sees the API can read",
                    fix="keep the secret in Secrets Manager, and its ARN here",
                    got=name,
                )
            match value:
                case Unknown(expression=expression, template=text) if (
                    text.startswith("${") and "aws_" not in expression
                ):
                    late = expression
    return Undecided(late) if late else Passed()


def _is_secret(name: str, value: Value) -> bool:
    by_name = _SAYS_SECRET.search(name) is not None
    match value:
        case Ref(attribute=attribute):
            is_handle = attribute.endswith(_NAMES_IT)
            return _SAYS_SECRET.search(attribute) is not None or (by_name and not is_handle)
        case Known(str() as text):
            is_handle = text.startswith("arn:") or not text
            return _LOOKS_SECRET.search(text) is not None or (by_name and not is_handle)
        case Unknown():
            return by_name
        case _:
            return False
