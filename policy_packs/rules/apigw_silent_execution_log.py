"""
The rule APIGW-023, silent-execution-log.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "APIGW-023",
    "silent-execution-log",
    concerns={"aws_api_gateway_method_settings"},
    severity="medium",
    references=("FSBP APIGateway.1", "PCI DSS 10.2.1", "CKV2_AWS_4"),
    controls=("AGW-01",),
)
def silent_execution_log(settings: Resource) -> Verdict:
    """
    ## What it does
    Finds method settings whose execution log is off, which is AWS's default.

    ## Why is this bad?
    When the authorizer, a mapping or the integration fails, the access log says that it failed; only the
    execution log says why.

    ## Example
    ```json
    {"settings": {"logging_level": "OFF"}}
    ```

    Use instead:
    ```json
    {"settings": {"logging_level": "ERROR"}}
    ```
    """
    match settings["settings.logging_level"]:
        case Known("ERROR" | "INFO"):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(
                because="the execution log is off",
                fix="choose ERROR or INFO for execution_log.level",
            )
