"""
The rule APIGW-022, stage-without-method-settings.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown, Value


@rule(
    "APIGW-022",
    "stage-without-method-settings",
    concerns={"aws_api_gateway_stage"},
    severity="high",
    references=("OWASP API4:2023", "FSBP APIGateway.1"),
    controls=("AGW-01", "AGW-17"),
)
def stage_without_method_settings(stage: Resource) -> Verdict:
    """
    ## What it does
    Finds stages that no method settings for `*/*` refer to by their stage name and API.

    ## Why is this bad?
    Without them the stage runs on AWS's defaults: no execution log, no detailed metrics and no throttle of
    its own, so that one caller can use up what all APIs of the account share.

    ## Example
    ```json
    {"resource": {"aws_api_gateway_stage": {"live": {"stage_name": "live"}}}}
    ```

    Use instead:
    ```json
    {
      "resource": {
        "aws_api_gateway_method_settings": {
          "all": {
            "rest_api_id": "${aws_api_gateway_rest_api.api.id}",
            "stage_name": "${aws_api_gateway_stage.live.stage_name}",
            "method_path": "*/*",
            "settings": {
              "logging_level": "ERROR"
            }
          }
        }
      }
    }
    ```
    """
    paths: list[Value] = []
    for settings in stage.referrers("aws_api_gateway_method_settings", "stage_name"):
        match settings["stage_name"], settings["rest_api_id"]:
            case Ref(attribute="stage_name"), api if api == stage["rest_api_id"] != Absent():
                paths.append(settings["method_path"])
            case (Ref(attribute="stage_name"), Unknown() as late) | (Unknown() as late, _):
                paths.append(late)
    if Known("*/*") in paths:
        return Passed()
    everywhere = stage.view.of_type("aws_api_gateway_method_settings") if stage.view is not None else ()
    for each in [*paths, *(settings["stage_name"] for settings in everywhere)]:
        if isinstance(each, Unknown):
            return Undecided(each.expression)
    return Failed(
        because="no method settings hold for all its methods",
        fix="keep the paved road's settings for */*, with references to this stage and its API",
    )
