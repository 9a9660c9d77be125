"""
The rule ALB-010, forgeable-client-address.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown


@rule(
    "ALB-010",
    "forgeable-client-address",
    concerns={"aws_alb", "aws_lb"},
    severity="medium",
    references=("AWS: preserve hands X-Forwarded-For on as it came",),
    controls=("ALB-19",),
)
def forgeable_client_address(balancer: Resource) -> Verdict:
    """
    ## What it does
    Finds application load balancers that hand the header X-Forwarded-For on as the caller wrote it
    (`preserve`). Saying nothing is `append`.

    ## Why is this bad?
    Backends read the caller's address there: for limits per address, for lists of allowed networks, for the
    audit trail. With `preserve` the caller chooses it.

    ## Example
    ```json
    {"load_balancer_type": "application", "xff_header_processing_mode": "preserve"}
    ```

    Use instead:
    ```json
    {"load_balancer_type": "application", "xff_header_processing_mode": "append"}
    ```
    """
    match balancer["load_balancer_type"], balancer["xff_header_processing_mode"]:
        case (Known("network" | "gateway"), _) | (_, Known("append" | "remove") | Absent()):
            return Passed()
        case ((Unknown(expression=expression) | Ref(expression=expression)), _):
            return Undecided(expression)
        case _, (Unknown(expression=expression) | Ref(expression=expression)):
            return Undecided(expression)
        case _:
            return Failed(
                because="its callers choose the address that backends and logs take them for",
                fix="drop xff_header_processing_mode, or set it to append",
            )
