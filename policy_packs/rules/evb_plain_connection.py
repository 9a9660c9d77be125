"""
The rule EVB-015, plain-connection.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "EVB-015",
    "plain-connection",
    concerns={"aws_cloudwatch_event_connection"},
    severity="medium",
    references=("PCI DSS 3.5",),
    controls=("EVB-18",),
)
def plain_connection(connection: Resource) -> Verdict:
    """
    ## What it does
    Finds connections whose stored credential is not encrypted with a key of ours.

    ## Why is this bad?
    EventBridge keeps the partner's credential in a secret of its own. Under AWS's key nobody sees who opened
    it, and it cannot be locked away while the partner asks what has happened.

    ## Example
    ```json
    {"authorization_type": "OAUTH_CLIENT_CREDENTIALS"}
    ```

    Use instead:
    ```json
    {"authorization_type": "OAUTH_CLIENT_CREDENTIALS", "kms_key_identifier": "${aws_kms_key.events.arn}"}
    ```
    """
    match connection["kms_key_identifier"]:
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
                because="the credential it keeps is not encrypted with a key of ours",
                fix="set kms_key_identifier to the stack's key",
            )
