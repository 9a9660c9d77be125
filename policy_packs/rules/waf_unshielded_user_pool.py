"""
The rule WAF-002, unshielded-user-pool.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Resource, Unknown


@rule(
    "WAF-002",
    "unshielded-user-pool",
    concerns={"aws_cognito_user_pool"},
    severity="medium",
    references=("PCI DSS 6.4.2", "OWASP API2:2023"),
    controls=("COG-20",),
)
def unshielded_user_pool(pool: Resource) -> Verdict:
    """
    ## What it does
    Finds Cognito user pools that no web ACL is associated with.

    ## Why is this bad?
    The token endpoint and the login pages are on the internet under a guessable name: stuffing lists of
    stolen passwords into them costs an attacker nothing, and every attempt is billed.

    ## Example
    ```json
    {"resource": {"aws_cognito_user_pool": {"consumers": {}}}}
    ```

    Use instead:
    ```json
    {
      "resource": {
        "aws_wafv2_web_acl_association": {
          "pool": {
            "resource_arn": "${aws_cognito_user_pool.consumers.arn}"
          }
        }
      }
    }
    ```
    """
    view = pool.view
    if pool.referrers("aws_wafv2_web_acl_association", "resource_arn"):
        return Passed()
    for association in view.of_type("aws_wafv2_web_acl_association") if view is not None else ():
        match association["resource_arn"]:
            case Unknown(expression=expression):
                return Undecided(expression)  # it may well be this one

    return Failed(
        because="no web ACL stands in front of its token endpoint",
        fix="associate a web ACL, with resource_arn as a reference to this pool",
    )
