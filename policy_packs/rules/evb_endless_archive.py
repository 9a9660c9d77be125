"""
The rule EVB-016, endless-archive.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "EVB-016",
    "endless-archive",
    concerns={"aws_cloudwatch_event_archive"},
    severity="medium",
    references=("PCI DSS 3.2",),
    controls=("EVB-10",),
)
def endless_archive(archive: Resource) -> Verdict:
    """
    ## What it does
    Finds event archives without a number of days after which events are deleted. AWS keeps them for ever then.

    ## Why is this bad?
    Every event ever sent, with whatever personal data was in it, waits for the day the archive leaks, long
    after the data itself had to be deleted.

    ## Example
    ```json
    {"name": "ordering", "retention_days": 0}
    ```

    Use instead:
    ```json
    {"name": "ordering", "retention_days": 30}
    ```
    """
    match archive.number("retention_days"):
        case Known(int() | float() as days) if days > 0:
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(
                because="it keeps events for ever",
                fix="set retention_days to as long as a replay can be of use",
            )
