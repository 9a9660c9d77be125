"""
The rule APIGW-010, plain-error-response.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_PROBLEM: Final = "application/problem+json"


@rule(
    "APIGW-010",
    "plain-error-response",
    concerns={"openapi.document"},
    severity="low",
    references=("OWASP API8:2023", "RFC 9457"),
    controls=("AGW-32",),
)
def plain_error_response(document: Resource) -> Verdict:
    r"""
    ## What it does
    Finds REST APIs whose gateway errors are not problem documents: DEFAULT_4XX and DEFAULT_5XX need a
    template and the content type application/problem+json, in the body or as gateway responses of their own.

    ## Why is this bad?
    The gateway answers instead of the service whenever something goes wrong: its own shape, `{"message":
    ...}`, breaks every client that parses the promised problem documents, and carries no id that support
    could look up.

    ## Example
    ```json
    {"x-amazon-apigateway-gateway-responses": {}}
    ```

    Use instead:
    ```json
    {
      "x-amazon-apigateway-gateway-responses": {
        "DEFAULT_4XX": {
          "responseParameters": {
            "gatewayresponse.header.Content-Type": "'application/problem+json'"
          },
          "responseTemplates": {
            "application/json": "{\"title\": \"Bad request\", \"requestId\": \"$context.requestId\"}"
          }
        }
      }
    }
    ```
    """
    api = document.parent
    if api is None or api.type != "aws_api_gateway_rest_api":
        return NotConcerned()  # an HTTP API has no gateway responses
    alone = api.referrers("aws_api_gateway_gateway_response", "rest_api_id")
    for response in alone:
        match response["rest_api_id"]:
            case Unknown(expression=expression):
                return Undecided(expression)  # it only mentions this API
    for kind in ("DEFAULT_4XX", "DEFAULT_5XX"):
        at = f"x-amazon-apigateway-gateway-responses.{kind}"
        content_type = document[f"{at}.responseParameters.gatewayresponse.header.Content-Type"]
        template = document[f"{at}.responseTemplates"]
        for response in alone:
            if response["response_type"] == Known(kind):
                content_type = response["response_parameters.gatewayresponse.header.Content-Type"]
                template = response["response_templates"]
        match content_type, template:
            case ((Unknown(expression=expression) | Ref(expression=expression)), _):
                return Undecided(expression)
            case Known(str() as text), (Known() | Unknown() | Ref()) if text.strip("'").startswith(
                _PROBLEM
            ) and template not in (Known({}), Known("")):
                continue
            case _:
                return Failed(
                    because=f"{kind} is not answered as a problem document",
                    fix="answer it as application/problem+json with a template, as the paved road does",
                    got=kind,
                )
    return Passed()
