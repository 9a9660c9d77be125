"""
The rule ALB-008, unshielded-balancer.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "ALB-008",
    "unshielded-balancer",
    concerns={"aws_alb", "aws_lb"},
    severity="high",
    references=("FSBP ELB.16", "PCI DSS 6.4.2", "CKV2_AWS_28"),
    controls=("ALB-08",),
)
def unshielded_balancer(balancer: Resource) -> Verdict:
    """
    ## What it does
    Finds application load balancers reachable from the internet that no web ACL of the same stack is
    associated with. Saying nothing about `internal` is reachable.

    ## Why is this bad?
    Every probe of the internet reaches the services behind it: nothing counts requests per address, nothing
    stops known exploits, and there is nowhere to put a rule during an attack.

    ## Example
    ```json
    {"resource": {"aws_lb": {"front": {"internal": false}}}}
    ```

    Use instead:
    ```json
    {
      "resource": {
        "aws_wafv2_web_acl_association": {
          "front": {
            "resource_arn": "${aws_lb.front.arn}",
            "web_acl_arn": "${aws_wafv2_web_acl.edge.arn}"
          }
        }
      }
    }
    ```
    """
    late = ""
    for association in balancer.referrers("aws_wafv2_web_acl_association", "resource_arn"):
        match association["resource_arn"], association["web_acl_arn"]:
            case Ref(attribute="arn" | "id"), Ref(target=target) if target.type == "aws_wafv2_web_acl":
                return Passed()
            case (Unknown(expression=expression), _) | (_, Unknown(expression=expression)):
                late = expression
    match balancer["load_balancer_type"], balancer["internal"]:
        case (Known("network" | "gateway"), _) | (_, Known(True)):
            return Passed()
        case ((Unknown(expression=expression) | Ref(expression=expression)), _):
            return Undecided(expression)
        case _, (Unknown(expression=expression) | Ref(expression=expression)):
            return Undecided(expression)
        case _ if late:
            return Undecided(late)
        case _:
            return Failed(
                because="no web ACL of this stack stands in front of it, and the internet reaches it",
                fix="associate a web ACL with it, with resource_arn and web_acl_arn as references, or set internal",
            )
