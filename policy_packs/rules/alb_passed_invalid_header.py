"""
The rule ALB-004, passed-invalid-header.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "ALB-004",
    "passed-invalid-header",
    concerns={"aws_alb", "aws_lb"},
    severity="medium",
    references=("FSBP ELB.4", "OWASP API8:2023", "PCI DSS 6.4", "CKV_AWS_131"),
    controls=("ALB-02",),
)
def passed_invalid_header(balancer: Resource) -> Verdict:
    """
    ## What it does
    Finds application load balancers that hand invalid header fields on to the backend. Saying nothing does.

    ## Why is this bad?
    A header that the balancer reads one way and the backend another is how requests are smuggled: the second
    half of one caller's request becomes the beginning of another's.

    ## Example
    ```json
    {"load_balancer_type": "application", "drop_invalid_header_fields": false}
    ```

    Use instead:
    ```json
    {"load_balancer_type": "application", "drop_invalid_header_fields": true}
    ```
    """
    match balancer["load_balancer_type"], balancer["drop_invalid_header_fields"]:
        case (Known("network" | "gateway"), _) | (_, Known(True)):
            return Passed()
        case ((Unknown(expression=expression) | Ref(expression=expression)), _):
            return Undecided(expression)
        case _, (Unknown(expression=expression) | Ref(expression=expression)):
            return Undecided(expression)
        case _:
            return Failed(
                because="header fields that no server should read reach its backends",
                fix="set drop_invalid_header_fields to true",
            )
