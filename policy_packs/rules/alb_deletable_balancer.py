"""
The rule ALB-007, deletable-balancer.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "ALB-007",
    "deletable-balancer",
    concerns={"aws_alb", "aws_lb"},
    severity="medium",
    references=("FSBP ELB.6", "CKV_AWS_150"),
    controls=("ALB-05",),
)
def deletable_balancer(balancer: Resource) -> Verdict:
    """
    ## What it does
    Finds load balancers without deletion protection.

    ## Why is this bad?
    A change that replaces the balancer, or one wrong click, takes every service behind it off the net. The
    name it gets afterwards is another one: whoever resolved the old name waits.

    ## Example
    ```json
    {"enable_deletion_protection": false}
    ```

    Use instead:
    ```json
    {"enable_deletion_protection": true}
    ```
    """
    match balancer["enable_deletion_protection"]:
        case Known(True):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(
                because="one change can take every service behind it off the net",
                fix="set enable_deletion_protection to true",
            )
