"""
The rule LMB-003, outdated-runtime.
"""

from __future__ import annotations

import re
from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown

_KEPT: Final = re.compile(r"nodejs2[24]\.x|python3\.1[1-4]|java(17|21|25)|dotnet10|ruby3\.[34]|provided\.al2023")
"""What AWS still mended in November 2026, without the runtimes for Java 8 and 11: they stand on Amazon Linux 2."""


@rule(
    "LMB-003",
    "outdated-runtime",
    concerns={"aws_lambda_function"},
    severity="medium",
    references=("FSBP Lambda.2", "PCI DSS 6.3.3", "CKV_AWS_363"),
    controls=("LMB-02",),
)
def outdated_runtime(function: Resource) -> Verdict:
    """
    ## What it does
    Finds functions on a runtime that is not on the list of those that AWS still mends.
    A container image brings its own runtime and is left alone.

    ## Why is this bad?
    Faults that become known in the language or its libraries stay in the function for good, and one day AWS
    refuses every change to it: also the one that would have been urgent.

    ## Example
    ```json
    {"runtime": "nodejs18.x"}
    ```

    Use instead:
    ```json
    {"runtime": "python3.13"}
    ```
    """
    match function["runtime"]:
        case Absent():
            return Passed()
        case Known(str() as runtime) if _KEPT.fullmatch(runtime):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case Known(runtime):
            return Failed(
                because="nobody mends the runtime it stands on",
                fix="move to a runtime that AWS mends, such as python3.13, nodejs22.x or java21",
                got=str(runtime),
            )
