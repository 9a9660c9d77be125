"""
The rule DDB-004, endless-outbox.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "DDB-004",
    "endless-outbox",
    concerns={"aws_dynamodb_table"},
    severity="medium",
    references=("PCI DSS 3.2",),
    controls=("EVB-22",),
)
def endless_outbox(table: Resource) -> Verdict:
    """
    ## What it does
    Finds tables whose stream a pipe of the stack reads (an outbox) and whose entries never expire: no time to
    live.

    ## Why is this bad?
    An event is of no use once it is on the bus. Without an expiry the outbox becomes a second copy of all that
    ever happened, paid for and forgotten, and found by whoever looks for personal data.

    ## Example
    ```json
    {"stream_enabled": true, "stream_view_type": "NEW_IMAGE"}
    ```

    Use instead:
    ```json
    {"stream_enabled": true, "stream_view_type": "NEW_IMAGE",
     "ttl": {"attribute_name": "expiresAt", "enabled": true}}
    ```
    """
    if not table.referrers("aws_pipes_pipe", "source"):
        return Passed()
    match table["ttl.enabled"]:
        case Known(True):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(because="what has been sent is never deleted from the outbox", fix="enable ttl")
