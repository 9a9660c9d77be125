"""
The rule SEC-002, unrotated-secret.
"""

from __future__ import annotations

import re
from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_MOST: Final = 90  # days
_RATE: Final = re.compile(r"rate\((\d{1,6}) (hour|day)s?\)")
_EVERY_MONTH: Final = re.compile(r"cron\(\S+ \S+ \S+ \* \S+ \S+\)")
_DAYS: Final = {"hour": 1 / 24, "day": 1}


@rule(
    "SEC-002",
    "unrotated-secret",
    concerns={"aws_secretsmanager_secret"},
    severity="medium",
    references=("FSBP SecretsManager.1", "FSBP SecretsManager.4", "CKV_AWS_304", "CKV2_AWS_57", "PCI DSS 8.6.3"),
    controls=("SEC-01", "COG-18"),
)
def unrotated_secret(secret: Resource) -> Verdict:
    """
    ## What it does
    Finds secrets that nothing in the stack rotates every 90 days at least. A schedule counts when it is a rate,
    or a cron expression that runs every month.

    ## Why is this bad?
    Whoever copied it once, a former colleague or a log that should not have had it, still has it next year.

    ## Example
    ```json
    {"secret_id": "${aws_secretsmanager_secret.partner.id}", "rotation_rules": {"automatically_after_days": 365}}
    ```

    Use instead:
    ```json
    {"secret_id": "${aws_secretsmanager_secret.partner.id}", "rotation_rules": {"automatically_after_days": 90}}
    ```
    """
    for rotation in secret.referrers("aws_secretsmanager_secret_rotation", "secret_id"):
        days, schedule = (
            rotation.number("rotation_rules.automatically_after_days"),
            rotation["rotation_rules.schedule_expression"],
        )
        match days, schedule:
            case Known(int() | float() as every), _ if 0 < every <= _MOST:
                return Passed()
            case _, Known(str() as text) if _is_often(text):
                return Passed()
            case (Unknown(expression=expression) | Ref(expression=expression), _) | (
                _,
                Unknown(expression=expression) | Ref(expression=expression),
            ):
                return Undecided(expression)
    return Failed(
        because="it is not rotated every 90 days",
        fix="add an aws_secretsmanager_secret_rotation with automatically_after_days of at most 90",
    )


def _is_often(schedule: str) -> bool:
    if rate := _RATE.fullmatch(schedule):
        return int(rate[1]) * _DAYS[rate[2]] <= _MOST
    return _EVERY_MONTH.fullmatch(schedule) is not None
