"""
The rule WAF-003, unlogged-web-acl.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Ref, Resource, Unknown


@rule(
    "WAF-003",
    "unlogged-web-acl",
    concerns={"aws_wafv2_web_acl"},
    severity="medium",
    references=("FSBP WAF.11", "PCI DSS 10.2.1", "CKV2_AWS_31"),
    controls=("WAF-02",),
)
def unlogged_web_acl(acl: Resource) -> Verdict:
    """
    ## What it does
    Finds web ACLs that no logging configuration refers to.

    ## Why is this bad?
    What was blocked, and what was let through during an attack, is then known from samples only, and a
    partner who is blocked by mistake cannot be told why.

    ## Example
    ```json
    {"resource": {"aws_wafv2_web_acl": {"edge": {}}}}
    ```

    Use instead:
    ```json
    {
      "resource": {
        "aws_wafv2_web_acl_logging_configuration": {
          "edge": {
            "resource_arn": "${aws_wafv2_web_acl.edge.arn}"
          }
        }
      }
    }
    ```
    """
    view = acl.view
    for logging in acl.referrers("aws_wafv2_web_acl_logging_configuration", "resource_arn"):
        match logging["resource_arn"]:
            case Ref(attribute="arn"):
                return Passed()
    for logging in view.of_type("aws_wafv2_web_acl_logging_configuration") if view is not None else ():
        match logging["resource_arn"]:
            case Unknown(expression=expression):
                return Undecided(expression)  # it may well be this one
    return Failed(
        because="it keeps no log",
        fix="keep the paved road's logging configuration, with resource_arn as a reference to this web ACL",
    )
