"""
The rule APIGW-029, shared-account-role.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Resource


@rule(
    "APIGW-029",
    "shared-account-role",
    concerns={"aws_api_gateway_account"},
    severity="high",
    references=("AWS API Gateway logging set-up",),
    controls=("AGW-01",),
)
def shared_account_role(account: Resource) -> Verdict:
    """
    ## What it does
    Finds the account's log role in a stack that also holds an API.

    ## Why is this bad?
    There is one such setting per account and region. A stack that owns it overwrites it for everybody when it
    is applied and takes everybody's execution logs away when it is destroyed.

    ## Example
    ```json
    {"resource": {"aws_api_gateway_account": {"this": {}}, "aws_api_gateway_rest_api": {"orders": {}}}}
    ```

    Use instead:
    ```json
    {"resource": {"aws_api_gateway_account": {"this": {"cloudwatch_role_arn": "${aws_iam_role.log.arn}"}}}}
    ```
    """
    view = account.view
    apis = (
        [*view.of_type("aws_api_gateway_rest_api"), *view.of_type("aws_apigatewayv2_api")] if view is not None else []
    )
    if not apis:
        return Passed()
    if all(api.conditional for api in apis):
        return Undecided(apis[0].conditional)
    return Failed(
        because="an API's stack owns the log role of the whole account",
        fix="take it out: the platform's account stack owns it",
        got=next(api.address for api in apis if not api.conditional),
    )
