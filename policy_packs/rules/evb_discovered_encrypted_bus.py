"""
The rule EVB-007, discovered-encrypted-bus.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Ref, Resource, Unknown


@rule(
    "EVB-007",
    "discovered-encrypted-bus",
    concerns={"aws_schemas_discoverer"},
    severity="low",
    references=("AWS EventBridge: schema discovery is not supported on buses with a customer managed key",),
    controls=("EVB-14",),
)
def discovered_encrypted_bus(discoverer: Resource) -> Verdict:
    """
    ## What it does
    Finds schema discoverers on a bus that is encrypted with a key of ours. Terraform's provider accepts that.

    ## Why is this bad?
    AWS does not discover schemas there: the catalogue stays empty while everybody believes that it fills.
    Where it does work, it writes field names and example values of events into a registry of its own.

    ## Example
    ```json
    {"source_arn": "${aws_cloudwatch_event_bus.encrypted.arn}"}
    ```

    Use instead:
    ```json
    {"source_arn": "${aws_cloudwatch_event_bus.sandbox.arn}"}
    ```
    """
    match discoverer["source_arn"]:
        case Ref(target=bus) if bus.type == "aws_cloudwatch_event_bus":
            pass
        case _:
            return Undecided("whether a bus of another stack is encrypted")
    match bus["kms_key_identifier"]:
        case Absent():
            return Passed()
        case Unknown(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(
                because="schemas are not discovered on an encrypted bus",
                fix="write the schemas of the bus's events into the registry, and drop the discoverer",
            )
