"""
The rule ALB-009, shield-failing-open.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown


@rule(
    "ALB-009",
    "shield-failing-open",
    concerns={"aws_alb", "aws_lb"},
    severity="medium",
    references=("PCI DSS 6.4.2",),
    controls=("ALB-13",),
)
def shield_failing_open(balancer: Resource) -> Verdict:
    """
    ## What it does
    Finds application load balancers that let requests through when the web ACL cannot be asked.

    ## Why is this bad?
    The moment in which AWS WAF does not answer is the moment of an attack that overloads it: the shield is
    gone exactly then, and nothing says so.

    ## Example
    ```json
    {"load_balancer_type": "application", "enable_waf_fail_open": true}
    ```

    Use instead:
    ```json
    {"load_balancer_type": "application", "enable_waf_fail_open": false}
    ```
    """
    match balancer["load_balancer_type"], balancer["enable_waf_fail_open"]:
        case (Known("network" | "gateway"), _) | (_, Known(False) | Absent()):
            return Passed()
        case ((Unknown(expression=expression) | Ref(expression=expression)), _):
            return Undecided(expression)
        case _, (Unknown(expression=expression) | Ref(expression=expression)):
            return Undecided(expression)
        case _:
            return Failed(
                because="requests pass unseen while the web ACL does not answer",
                fix="drop enable_waf_fail_open",
            )
