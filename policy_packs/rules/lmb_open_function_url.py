"""
The rule LMB-001, open-function-url.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "LMB-001",
    "open-function-url",
    concerns={"aws_lambda_function_url"},
    severity="critical",
    references=("CKV_AWS_258", "OWASP API2:2023", "PCI DSS 7.2"),
    controls=("LMB-09",),
)
def open_function_url(url: Resource) -> Verdict:
    """
    ## What it does
    Finds function URLs that anyone may call: authorization NONE, or nothing said.

    ## Why is this bad?
    The URL is a way into the backend beside the gateway: no token, no web ACL, no throttle and no access log
    stand in front of it.

    ## Example
    ```json
    {"authorization_type": "NONE"}
    ```

    Use instead:
    ```json
    {"authorization_type": "AWS_IAM"}
    ```
    """
    match url["authorization_type"]:
        case Known("AWS_IAM"):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(
                because="anyone may call the function, past the gateway",
                fix="drop the URL and let the gateway call the function, or set authorization_type to AWS_IAM",
            )
