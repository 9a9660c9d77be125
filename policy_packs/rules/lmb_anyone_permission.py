"""
The rule LMB-002, anyone-permission.
"""

from __future__ import annotations

import re
from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown

_ONE_SOURCE: Final = re.compile(r"arn:[^:*?]*:[^:*?]+:[^:]*:(\d{12}):.+|arn:[^:*?]*:s3:::[^*?]+")


@rule(
    "LMB-002",
    "anyone-permission",
    concerns={"aws_lambda_permission"},
    severity="critical",
    references=("FSBP Lambda.1", "CKV_AWS_301", "CKV_AWS_364", "CIS v7 2.21"),
    controls=("AGW-41", "LMB-01"),
)
def anyone_permission(permission: Resource) -> Verdict:
    """
    ## What it does
    Finds permissions that let anyone call a function: principal `*` without an organisation, or an AWS service
    without the ARN of the one API, queue or rule on whose behalf it may.

    ## Why is this bad?
    A service acts for every customer of AWS: without a source, an API in a stranger's account can call the
    function, with whatever claims it likes in the request.

    ## Example
    ```json
    {"action": "lambda:InvokeFunction", "principal": "apigateway.amazonaws.com"}
    ```

    Use instead:
    ```json
    {
      "action": "lambda:InvokeFunction",
      "principal": "apigateway.amazonaws.com",
      "source_arn": "${aws_api_gateway_rest_api.api.execution_arn}/live/POST/orders"
    }
    ```
    """
    match permission["principal"]:
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case Known("*"):
            return _judge_organisation(permission)
        case Known(str() as who) if ".amazonaws.com" in who:
            return _judge_source(permission, who)
        case Known(str() as who) if who:
            return Passed()
        case _:
            return _failed("it names no principal", "")


def _judge_organisation(permission: Resource) -> Verdict:
    match permission["principal_org_id"]:
        case Known(str() as organisation) if organisation.startswith("o-"):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return _failed("anyone in the world may call the function", "*")


def _judge_source(permission: Resource, who: str) -> Verdict:
    match permission["source_arn"]:
        case Ref():
            return Passed()
        case Known(str() as arn) if _ONE_SOURCE.fullmatch(arn):
            return Passed()
        case Unknown(expression=expression, template=text) if text.startswith("${") and expression.startswith(
            ("aws_", "data.aws_")
        ):
            return Passed()
        case Unknown(expression=expression):
            return Undecided(expression)
        case Absent() | Known():
            return _failed("an AWS service may call the function on anybody's behalf", who)


def _failed(why: str, got: str) -> Failed:
    return Failed(because=why, fix="name the caller, with source_arn as a reference to the one API or queue", got=got)
