"""
The rule EVB-001, plain-bus.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "EVB-001",
    "plain-bus",
    concerns={"aws_cloudwatch_event_bus"},
    severity="medium",
    references=("PCI DSS 3.5", "AWS EventBridge: encrypting event buses"),
    controls=("EVB-04",),
)
def plain_bus(bus: Resource) -> Verdict:
    """
    ## What it does
    Finds event buses that are not encrypted with a key of ours.

    ## Why is this bad?
    Events wait on the bus and in its archive under a key of AWS's own: nobody can say who opened it, and there
    is no key to take away when an event should not have been sent.

    ## Example
    ```json
    {"name": "ordering"}
    ```

    Use instead:
    ```json
    {"name": "ordering", "kms_key_identifier": "${aws_kms_key.events.arn}"}
    ```
    """
    match bus["kms_key_identifier"]:
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
                because="it is not encrypted with a key of ours",
                fix="set kms_key_identifier to a key whose policy lets events.amazonaws.com use it",
            )
