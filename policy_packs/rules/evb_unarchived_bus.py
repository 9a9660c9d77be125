"""
The rule EVB-017, unarchived-bus.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Ref, Resource, Unknown


@rule(
    "EVB-017",
    "unarchived-bus",
    concerns={"aws_cloudwatch_event_bus"},
    severity="medium",
    references=("AWS EventBridge: archiving and replaying events",),
    controls=("EVB-10",),
)
def unarchived_bus(bus: Resource) -> Verdict:
    """
    ## What it does
    Finds event buses without an archive in the same stack.

    ## Why is this bad?
    A consumer that has thrown events away for an afternoon cannot get them again: what was not archived when
    it was sent can never be replayed.

    ## Example
    ```json
    {"name": "ordering"}
    ```

    Use instead:
    ```json
    {"name": "ordering-archive", "event_source_arn": "${aws_cloudwatch_event_bus.ordering.arn}", "retention_days": 30}
    ```
    """
    for archive in bus.referrers("aws_cloudwatch_event_archive", "event_source_arn"):
        match archive["event_source_arn"], archive["event_pattern"]:
            case Ref(), Absent():
                return Passed()
            case Unknown(expression=expression), _:
                return Undecided(expression)
    return Failed(
        because="nothing that is sent on it can be replayed",
        fix="add an archive of the whole bus, as the paved road does",
    )
