"""
The rule LOG-007, exported-log.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "LOG-007",
    "exported-log",
    concerns={"aws_cloudwatch_log_subscription_filter"},
    severity="high",
    references=("PCI DSS 10.3", "AWS CloudWatch Logs: cross-account subscriptions"),
    controls=("LOG-02",),
)
def exported_log(subscription: Resource) -> Verdict:
    """
    ## What it does
    Finds subscriptions that send a log group to a CloudWatch Logs destination which the stack does not make
    itself. Such a destination is how a log leaves the account; streams and functions can only be our own.

    ## Why is this bad?
    From then on another account reads every line, addresses and tokens included, and no role of ours can stop
    it. Whether that account is ours cannot be seen from here, so somebody has to look.

    ## Example
    ```json
    {"destination_arn": "arn:aws:logs:eu-west-1:222222222222:destination:siem"}
    ```

    Use instead:
    ```json
    {"destination_arn": "${aws_kinesis_firehose_delivery_stream.logs.arn}"}
    ```
    """
    match subscription["destination_arn"]:
        case Ref(target=target) if target.type.startswith("aws_"):
            return Passed()
        case Known(str() as arn) | Unknown(template=arn) if arn.startswith("arn:") and ":destination:" not in arn:
            return Passed()
        case Unknown(expression=expression, template=text) if not text.startswith("arn:"):
            return Undecided(expression)
        case Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(
                because="another account reads along",
                fix="send it to a stream of the account, or ask for a waiver that names the reader",
            )
