"""
The rule ALB-005, lax-desync.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown


@rule(
    "ALB-005",
    "lax-desync",
    concerns={"aws_alb", "aws_lb"},
    severity="medium",
    references=("FSBP ELB.12", "OWASP API8:2023", "PCI DSS 6.2.4", "CKV_AWS_328"),
    controls=("ALB-06",),
)
def lax_desync(balancer: Resource) -> Verdict:
    """
    ## What it does
    Finds application load balancers whose desync mitigation only watches (`monitor`). Saying nothing is
    `defensive`.

    ## Why is this bad?
    Requests that balancer and backend read differently are let through: one caller's request can be glued to
    another's, with the other's token.

    ## Example
    ```json
    {"load_balancer_type": "application", "desync_mitigation_mode": "monitor"}
    ```

    Use instead:
    ```json
    {"load_balancer_type": "application", "desync_mitigation_mode": "strictest"}
    ```
    """
    match balancer["load_balancer_type"], balancer["desync_mitigation_mode"]:
        case (Known("network" | "gateway"), _) | (_, Known("defensive" | "strictest") | Absent()):
            return Passed()
        case ((Unknown(expression=expression) | Ref(expression=expression)), _):
            return Undecided(expression)
        case _, (Unknown(expression=expression) | Ref(expression=expression)):
            return Undecided(expression)
        case _:
            return Failed(
                because="requests that it and its backends read differently are let through",
                fix="drop desync_mitigation_mode, or set it to defensive or strictest",
            )
