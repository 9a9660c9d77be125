"""
The rule ALB-006, unlogged-balancer.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "ALB-006",
    "unlogged-balancer",
    concerns={"aws_alb", "aws_lb"},
    severity="medium",
    references=("FSBP ELB.5", "CIS v7 4.10", "PCI DSS 10.2", "CKV_AWS_91"),
    controls=("ALB-03",),
)
def unlogged_balancer(balancer: Resource) -> Verdict:
    """
    ## What it does
    Finds application and network load balancers that keep no access log. A block `access_logs` that does not
    say `enabled` keeps none either: the provider's default is false.

    ## Why is this bad?
    Nobody can say afterwards who called what from where, which requests an attack sent or what was answered.

    ## Example
    ```json
    {"access_logs": {"bucket": "${aws_s3_bucket.logs.id}"}}
    ```

    Use instead:
    ```json
    {"access_logs": {"bucket": "${aws_s3_bucket.logs.id}", "enabled": true}}
    ```
    """
    match balancer["load_balancer_type"], balancer["access_logs.enabled"]:
        case (Known("gateway"), _) | (_, Known(True)):
            return Passed()
        case ((Unknown(expression=expression) | Ref(expression=expression)), _):
            return Undecided(expression)
        case _, (Unknown(expression=expression) | Ref(expression=expression)):
            return Undecided(expression)
        case _:
            return Failed(
                because="nobody can say afterwards who called what: it keeps no access log",
                fix="give access_logs with a bucket, and say enabled = true",
            )
