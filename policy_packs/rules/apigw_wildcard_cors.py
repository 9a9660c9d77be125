"""
The rule APIGW-012, wildcard-cors.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "APIGW-012",
    "wildcard-cors",
    concerns={"openapi.document", "openapi.operation"},
    severity="high",
    references=("OWASP API8:2023",),
    controls=("AGW-30",),
)
def wildcard_cors(part: Resource) -> Verdict:
    """
    ## What it does
    Finds answers of the gateway that allow every origin: `Access-Control-Allow-Origin` is `*` in a gateway
    response or in an operation's integration response.

    ## Why is this bad?
    Any web page a user visits may then call the API from that user's browser and read the answers. An API for
    partners' servers needs no CORS at all.

    ## Example
    ```json
    {"responseParameters": {"gatewayresponse.header.Access-Control-Allow-Origin": "'*'"}}
    ```

    Use instead:
    ```json
    {
      "responseParameters": {
        "gatewayresponse.header.Access-Control-Allow-Origin": "'https://portal.meridian.example'"
      }
    }
    ```
    """
    whole = part.type == "openapi.document"
    at = "x-amazon-apigateway-gateway-responses" if whole else "x-amazon-apigateway-integration.responses"
    answers = part.blocks(at)
    if not answers:
        return NotConcerned()
    for answer in answers[0].body:
        for parameters in answers[0].blocks(f"{answer}.responseParameters"):
            for header in parameters.body:
                if not header.lower().endswith(".access-control-allow-origin"):
                    continue
                match parameters[header]:
                    case Known(value) if str(value).strip("'\" ") == "*":
                        return Failed(
                            because="every origin may read its answers from a browser",
                            fix="name the origins that need it, or drop CORS where only servers call",
                            got=f"{answer}: {header}",
                        )
                    case Unknown(expression=expression) | Ref(expression=expression):
                        return Undecided(expression)
    return Passed()
