"""
The rule APIGW-036, diverted-stage.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown, Value


@rule(
    "APIGW-036",
    "diverted-stage",
    concerns={"aws_api_gateway_deployment", "aws_api_gateway_stage"},
    severity="high",
    references=("OWASP API9:2023",),
    controls=("AGW-35", "AGW-36"),
)
def diverted_stage(part: Resource) -> Verdict:
    """
    ## What it does
    Finds stages, and canaries on them, that serve anything but a deployment of their own API from this stack;
    and deployments that make a stage by themselves.

    ## Why is this bad?
    What callers reach is then not the API that was judged: another snapshot of it, from a time when an
    operation was open. A stage that a deployment makes has no log, no web ACL and no throttle, and no plan
    shows it.

    ## Example
    ```json
    {"deployment_id": "ab12cd", "canary_settings": {"deployment_id": "ef34gh", "percent_traffic": 100}}
    ```

    Use instead:
    ```json
    {"deployment_id": "${aws_api_gateway_deployment.api.id}"}
    ```
    """
    if part.type == "aws_api_gateway_deployment":
        return _judge_deployment(part)
    for each in (part, *part.blocks("canary_settings")):
        verdict = _judge(each["deployment_id"], part["rest_api_id"])
        if not isinstance(verdict, Passed):
            return verdict
    return Passed()


def _judge(deployment: Value, api: Value) -> Verdict:
    match deployment:
        case Ref(target=target, attribute="id") if target.type == "aws_api_gateway_deployment":
            for each in (api, target["rest_api_id"]):
                if isinstance(each, Unknown):
                    return Undecided(each.expression)
            if isinstance(api, Ref) and target["rest_api_id"] == api:
                return Passed()
            return _failed(deployment.expression)
        case Unknown(expression=expression):
            return Undecided(expression)
        case _:
            return _failed(deployment.expression if isinstance(deployment, Ref) else "")


def _judge_deployment(deployment: Resource) -> Verdict:
    match deployment["stage_name"]:
        case Absent() | Known(""):
            return Passed()
        case Unknown(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(
                because="it makes a stage by itself, without log, web ACL or throttle",
                fix="drop stage_name and canary_settings: the paved road's stage serves this deployment",
            )


def _failed(got: str) -> Failed:
    return Failed(
        because="it serves something other than its own API's deployment of this stack",
        fix="refer to the deployment of the same API, on the stage and on its canary",
        got=got,
    )
