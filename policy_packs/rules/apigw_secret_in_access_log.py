"""
The rule APIGW-020, secret-in-access-log.
"""

from __future__ import annotations

import re
from typing import Final

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown

_VARIABLE: Final = re.compile(r"\$context\.([A-Za-z0-9_.-]*[A-Za-z0-9_])")
_SECRET: Final = frozenset(
    {"apikey", "authorization", "clientcertpem", "cookie", "jwt", "password", "secret", "token", "x-api-key"}
)


@rule(
    "APIGW-020",
    "secret-in-access-log",
    concerns={"aws_api_gateway_stage", "aws_apigatewayv2_stage"},
    severity="high",
    references=("OWASP API8:2023", "PCI DSS 3.3"),
    controls=("AGW-04",),
)
def secret_in_access_log(stage: Resource) -> Verdict:
    r"""
    ## What it does
    Finds access log formats that write credentials: the API key, the client certificate, an authorization
    header or a token.

    ## Why is this bad?
    Logs are read by more people than may call the API, copied to other systems and kept for a year. A
    credential in them must be taken for stolen.

    ## Example
    ```json
    {"format": "{\"key\": \"$context.identity.apiKey\"}"}
    ```

    Use instead:
    ```json
    {"format": "{\"key\": \"$context.identity.apiKeyId\"}"}
    ```
    """
    match stage["access_log_settings.format"]:
        case Absent():
            return NotConcerned()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case Known(text):
            for variable in _VARIABLE.findall(str(text)):
                if variable.rpartition(".")[2].lower() in _SECRET:
                    return Failed(
                        because="its access log writes a credential down",
                        fix="log the id of the key or client, never the credential",
                        got=f"$context.{variable}",
                    )
            return Passed()
