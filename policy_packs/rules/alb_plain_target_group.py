"""
The rule ALB-015, plain-target-group.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "ALB-015",
    "plain-target-group",
    concerns={"aws_alb_target_group", "aws_lb_target_group"},
    severity="medium",
    references=("FSBP ELB.22", "OWASP API8:2023", "PCI DSS 4.2.1", "CKV_AWS_378"),
    controls=("ALB-12",),
)
def plain_target_group(group: Resource) -> Verdict:
    """
    ## What it does
    Finds target groups whose targets are spoken to over http. Functions and other load balancers as targets
    have no protocol of their own.

    ## Why is this bad?
    Behind the balancer the request travels on with its token and its personal data readable. The protocol of
    a target group cannot be changed later without replacing it.

    ## Example
    ```json
    {"target_type": "ip", "protocol": "HTTP"}
    ```

    Use instead:
    ```json
    {"target_type": "ip", "protocol": "HTTPS"}
    ```
    """
    match group["target_type"], group["protocol"]:
        case Known("lambda" | "alb"), _:
            return Passed()
        case ((Unknown(expression=expression) | Ref(expression=expression)), Known("HTTP")):
            return Undecided(expression)
        case _, (Unknown(expression=expression) | Ref(expression=expression)):
            return Undecided(expression)
        case _, Known("HTTP"):
            return Failed(
                because="requests travel readable between the balancer and its targets",
                fix="set protocol to HTTPS and give the targets certificates",
            )
        case _:
            return Passed()
