"""
The rule SEC-003, hasty-secret-deletion.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown

_LEAST: Final = 7  # days; the least AWS takes, besides none at all


@rule(
    "SEC-003",
    "hasty-secret-deletion",
    concerns={"aws_secretsmanager_secret"},
    severity="medium",
    references=("AWS Secrets Manager: deleting a secret",),
    controls=("SEC-02",),
)
def hasty_secret_deletion(secret: Resource) -> Verdict:
    """
    ## What it does
    Finds secrets that are gone the moment they are destroyed (recovery_window_in_days below 7). AWS's default
    is 30 days.

    ## Why is this bad?
    A renamed construct destroys the secret and makes another: the partner's credential, which only we had, is
    lost, and every call fails until somebody at the partner has time.

    ## Example
    ```json
    {"recovery_window_in_days": 0}
    ```

    Use instead:
    ```json
    {"recovery_window_in_days": 30}
    ```
    """
    match secret.number("recovery_window_in_days"):
        case Absent():
            return Passed()
        case Known(int() | float() as days) if days >= _LEAST:
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(
                because="it cannot be brought back when it has been destroyed",
                fix="drop recovery_window_in_days, or set it to 7 or more",
            )
