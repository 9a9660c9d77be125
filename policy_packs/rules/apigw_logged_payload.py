"""
The rule APIGW-024, logged-payload.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown


@rule(
    "APIGW-024",
    "logged-payload",
    concerns={"aws_api_gateway_method_settings"},
    severity="high",
    references=("OWASP API8:2023", "PCI DSS 3.3", "PCI DSS 10.3", "CKV_AWS_276"),
    controls=("AGW-02",),
)
def logged_payload(settings: Resource) -> Verdict:
    """
    ## What it does
    Finds method settings that trace data: whole requests and answers go to the execution log.

    ## Why is this bad?
    Bodies and headers with their tokens and personal data are then kept for a year, in the clear, where
    neither the contract nor the data's owner expects them.

    ## Example
    ```json
    {"settings": {"data_trace_enabled": true}}
    ```

    Use instead:
    ```json
    {"settings": {"data_trace_enabled": false}}
    ```
    """
    match settings["settings.data_trace_enabled"]:
        case Absent() | Known(False):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case Known():
            return Failed(
                because="whole requests and answers go to the execution log",
                fix="leave data tracing off; log the one field you need from the service",
            )
