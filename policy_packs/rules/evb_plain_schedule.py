"""
The rule EVB-022, plain-schedule.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "EVB-022",
    "plain-schedule",
    concerns={"aws_scheduler_schedule"},
    severity="low",
    references=("CKV_AWS_297", "PCI DSS 3.5"),
    controls=("EVB-04",),
)
def plain_schedule(schedule: Resource) -> Verdict:
    """
    ## What it does
    Finds schedules whose input is not encrypted with a key of ours.

    ## Why is this bad?
    What a schedule hands to its target stands in it for as long as it exists: customer ids, addresses of
    partners, whatever the job needs. Under AWS's key nobody sees who has read it.

    ## Example
    ```json
    {"schedule_expression": "rate(1 hour)"}
    ```

    Use instead:
    ```json
    {"schedule_expression": "rate(1 hour)", "kms_key_arn": "${aws_kms_key.events.arn}"}
    ```
    """
    match schedule["kms_key_arn"]:
        case Ref(target=target) if "aws_kms_" in target.type:
            return Passed()
        case Known(str() as key) if key and "alias/aws/" not in key:
            return Passed()
        case Unknown(template=key) if key.startswith("arn:"):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(
                because="its input is not encrypted with a key of ours",
                fix="set kms_key_arn to the stack's key",
            )
