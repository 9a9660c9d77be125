"""
The rule APIGW-015, lenient-import.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown


@rule(
    "APIGW-015",
    "lenient-import",
    concerns={"aws_api_gateway_rest_api"},
    severity="medium",
    references=("OWASP API8:2023",),
    controls=("AGW-34",),
)
def lenient_import(api: Resource) -> Verdict:
    """
    ## What it does
    Finds REST APIs whose OpenAPI body is imported without fail_on_warnings.

    ## Why is this bad?
    API Gateway drops what it does not understand, a security scheme or a model among it, and calls that a
    warning which nobody sees. The API then runs without what its contract promises.

    ## Example
    ```json
    {"body": "{}", "fail_on_warnings": false}
    ```

    Use instead:
    ```json
    {"body": "{}", "fail_on_warnings": true}
    ```
    """
    if api["body"] == Absent():
        return NotConcerned()
    match api["fail_on_warnings"]:
        case Known(True):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(
                because="what API Gateway cannot import from its contract is dropped without a word",
                fix="drop the override: the paved road sets fail_on_warnings",
            )
