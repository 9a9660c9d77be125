"""
The rule LMB-014, frozen-runtime.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "LMB-014",
    "frozen-runtime",
    concerns={"aws_lambda_runtime_management_config"},
    severity="medium",
    references=("PCI DSS 6.3.3",),
    controls=("LMB-02",),
)
def frozen_runtime(config: Resource) -> Verdict:
    """
    ## What it does
    Finds functions whose runtime version is held by hand (`Manual`). Saying nothing is `Auto`.

    ## Why is this bad?
    AWS mends runtimes without being asked. A function that holds on to one version keeps every fault that was
    known on the day it was written, until somebody remembers it.

    ## Example
    ```json
    {"update_runtime_on": "Manual"}
    ```

    Use instead:
    ```json
    {"update_runtime_on": "FunctionUpdate"}
    ```
    """
    match config["update_runtime_on"]:
        case Known("Manual"):
            return Failed(
                because="its runtime gets no security fixes any more",
                fix="set update_runtime_on to Auto or FunctionUpdate",
            )
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Passed()
