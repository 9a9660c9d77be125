"""
The rule HTTP-015, shieldless-api.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Ref, Resource, Unknown


@rule(
    "HTTP-015",
    "shieldless-api",
    concerns={"aws_apigatewayv2_api"},
    severity="high",
    references=("OWASP API4:2023", "OWASP API8:2023", "PCI DSS 6.4.2"),
    controls=("AGW-07",),
)
def shieldless_api(api: Resource) -> Verdict:
    """
    ## What it does
    Finds HTTP and WebSocket APIs that no CloudFront distribution with a web ACL of the same stack leads to,
    by the API's own address or by a domain name that is mapped to it. A web ACL cannot be associated with
    such an API itself.

    ## Why is this bad?
    Every probe of the internet reaches the authorizer and the backend: nothing counts requests per address,
    nothing stops known exploits, and there is nowhere to put a rule during an attack.

    ## Example
    ```json
    {"resource": {"aws_apigatewayv2_api": {"orders": {"protocol_type": "HTTP"}}}}
    ```

    Use instead:
    ```json
    {
      "resource": {
        "aws_cloudfront_distribution": {
          "front": {
            "origin": {
              "domain_name": "${aws_apigatewayv2_domain_name.orders.domain_name}"
            },
            "web_acl_id": "${aws_wafv2_web_acl.edge.arn}"
          }
        }
      }
    }
    ```
    """
    names = [each["domain_name"] for each in api.referrers("aws_apigatewayv2_api_mapping", "api_id")]
    late = next((name.expression for name in names if isinstance(name, Unknown)), "")
    for door in (api, *(name.target for name in names if isinstance(name, Ref))):
        for distribution in door.referrers("aws_cloudfront_distribution", "origin"):
            match distribution["web_acl_id"]:
                case Ref(target=target, attribute="arn") if target.type == "aws_wafv2_web_acl":
                    return Passed()
                case Unknown(expression=expression):
                    late = expression
    if late:
        return Undecided(late)
    return Failed(
        because="no web ACL can stand in front of it, and no CloudFront distribution with one does",
        fix="put a CloudFront distribution with web_acl_id in front, or use a REST API",
    )
