"""
The rule APIGW-018, unlogged-stage.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_DESTINATIONS: Final = ("aws_cloudwatch_log_group", "aws_kinesis_firehose_delivery_stream")


@rule(
    "APIGW-018",
    "unlogged-stage",
    concerns={"aws_api_gateway_stage", "aws_apigatewayv2_stage"},
    severity="medium",
    references=("FSBP APIGateway.9", "PCI DSS 10.4.2", "CKV_AWS_76", "CIS v7 4.10"),
    controls=("AGW-03",),
)
def unlogged_stage(stage: Resource) -> Verdict:
    """
    ## What it does
    Finds stages that keep no access log, or keep it in a place that the stack does not hold: a literal ARN.

    ## Why is this bad?
    Nobody can say afterwards who called what, whether an attack succeeded or whose request failed: support,
    forensics and the error budget all read this log. Behind a literal ARN it may be in another account, with
    nobody's key and nobody's retention.

    ## Example
    ```json
    {"stage_name": "live"}
    ```

    Use instead:
    ```json
    {
      "stage_name": "live",
      "access_log_settings": {
        "destination_arn": "${aws_cloudwatch_log_group.access.arn}",
        "format": "{}"
      }
    }
    ```
    """
    match stage["access_log_settings.destination_arn"]:
        case Ref(target=target, attribute="arn") if target.type in _DESTINATIONS:
            return Passed()
        case Known(str() as arn) if arn:
            return Failed(
                because="its access log goes to a place that is not of this stack, maybe of another account",
                fix="keep the paved road's log group, with destination_arn as a reference to it",
                got=arn,
            )
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(
                because="it keeps no access log",
                fix="drop the override: the paved road logs every stage to a group of its own",
            )
