"""
The rule KMS-002, hasty-key-deletion.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown

_LEAST: Final = 30  # days; AWS allows 7 to 30


@rule(
    "KMS-002",
    "hasty-key-deletion",
    concerns={"aws_kms_key"},
    severity="critical",
    references=("FSBP KMS.3",),
    controls=("KMS-02",),
)
def hasty_key_deletion(key: Resource) -> Verdict:
    """
    ## What it does
    Finds keys that can be gone in less than 30 days after their deletion was ordered. AWS's default is 30.

    ## Why is this bad?
    What a deleted key encrypted is lost for good: the window is all the time there is to notice a mistake, or
    an attacker's last act.

    ## Example
    ```json
    {"deletion_window_in_days": 7}
    ```

    Use instead:
    ```json
    {"deletion_window_in_days": 30}
    ```
    """
    match key.number("deletion_window_in_days"):
        case Absent():
            return Passed()
        case Known(int() | float() as days) if days >= _LEAST:
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case Known(days):
            return Failed(
                because="it can be gone in less than 30 days",
                fix="keep kms.deletion_window_days at 30",
                got=str(days),
            )
