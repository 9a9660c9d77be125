"""
The rule APIGW-032, stray-execution-log.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_PREFIX: Final = "API-Gateway-Execution-Logs_"


@rule(
    "APIGW-032",
    "stray-execution-log",
    concerns={"aws_api_gateway_stage"},
    severity="medium",
    references=("PCI DSS 10.3.2", "PCI DSS 10.5.1"),
    controls=("LOG-01", "AGW-45"),
)
def stray_execution_log(stage: Resource) -> Verdict:
    """
    ## What it does
    Finds stages of REST APIs whose execution log has no log group in the stack: one named
    API-Gateway-Execution-Logs_<api id>/<stage>, with the id as a reference to the API.

    ## Why is this bad?
    API Gateway then makes the group itself: without a key of ours, kept for ever, and left behind when the
    API is gone. No plan shows it, and no other check can see it.

    ## Example
    ```json
    {"resource": {"aws_api_gateway_stage": {"live": {"rest_api_id": "${aws_api_gateway_rest_api.api.id}"}}}}
    ```

    Use instead:
    ```json
    {
      "resource": {
        "aws_cloudwatch_log_group": {
          "execution": {
            "name": "API-Gateway-Execution-Logs_${aws_api_gateway_rest_api.api.id}/live"
          }
        }
      }
    }
    ```
    """
    match stage["rest_api_id"]:
        case Ref(target=api, attribute="id", expression=api_id) if api.type == "aws_api_gateway_rest_api":
            names = [group["name"] for group in api.referrers("aws_cloudwatch_log_group", "name")]
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            names, api_id = [], ""
    texts = [name.template for name in names if isinstance(name, Unknown)]
    group = f"{_PREFIX}${{{api_id}}}/"
    match stage["stage_name"]:
        case Known(str() as name) if f"{group}{name}" in texts:
            return Passed()
        case Unknown(template=name) | Ref(expression=name) if texts:
            return Undecided(name)
    if any(text.startswith(group) and "{" in text.removeprefix(group) for text in texts):
        return Undecided(texts[0])
    return Failed(
        because="its execution log is in a group that API Gateway makes: unencrypted, and kept for ever",
        fix="keep the paved road's log group, whose name is made of a reference to the API's id and the stage's name",
    )
