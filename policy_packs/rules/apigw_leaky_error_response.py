"""
The rule APIGW-011, leaky-error-response.
"""

from __future__ import annotations

import json
from typing import Final

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown

_FOR_THE_OWNER: Final = (
    "$context.authorizer.error",
    "$context.identity.apiKey",
    "$context.integration.error",
    "$context.integrationErrorMessage",
)


@rule(
    "APIGW-011",
    "leaky-error-response",
    concerns={"openapi.document"},
    severity="medium",
    references=("OWASP API8:2023",),
    controls=("AGW-32",),
)
def leaky_error_response(document: Resource) -> Verdict:
    r"""
    ## What it does
    Finds gateway error answers that tell the caller what only the owner should know: the backend's or
    authorizer's own error text, or the API key that was sent.

    ## Why is this bad?
    These variables carry host names, stack traces and policy details of what stands behind the gateway: a map
    for whoever probes it.

    ## Example
    ```json
    {"responseTemplates": {"application/json": "{\"detail\": \"$context.integrationErrorMessage\"}"}}
    ```

    Use instead:
    ```json
    {
      "responseTemplates": {
        "application/json": "{\"detail\": $context.error.messageString, \"requestId\": \"$context.requestId\"}"
      }
    }
    ```
    """
    match document["x-amazon-apigateway-gateway-responses"]:
        case Known(responses):
            told = json.dumps(responses)
            for variable in _FOR_THE_OWNER:
                if variable in told:
                    return Failed(
                        because="an error answer tells the caller what only the owner should know",
                        fix="answer with $context.error.messageString and $context.requestId, and log the rest",
                        got=variable,
                    )
            return Passed()
        case Absent():
            return NotConcerned()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
