"""
The rule KMS-001, unrotated-key.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown

_MOST: Final = 365  # days


@rule(
    "KMS-001",
    "unrotated-key",
    concerns={"aws_kms_key"},
    severity="medium",
    references=("FSBP KMS.4", "CIS v7 4.6", "PCI DSS 3.7.4", "CKV_AWS_7"),
    controls=("KMS-01",),
)
def unrotated_key(key: Resource) -> Verdict:
    """
    ## What it does
    Finds keys that AWS does not rotate every year at least. Asymmetric and HMAC keys cannot be rotated by AWS
    and are left alone.

    ## Why is this bad?
    A key that has leaked, or been copied with a backup, opens everything that was ever encrypted with it, for
    as long as it lives.

    ## Example
    ```json
    {"description": "logs"}
    ```

    Use instead:
    ```json
    {"description": "logs", "enable_key_rotation": true}
    ```
    """
    match key["customer_master_key_spec"], key["enable_key_rotation"], key.number("rotation_period_in_days"):
        case Known(str() as spec), _, _ if spec not in ("", "SYMMETRIC_DEFAULT"):
            return NotConcerned()
        case _, Known(True), (Absent() | Known(0)):
            return Passed()
        case _, Known(True), Known(int() | float() as days) if days <= _MOST:
            return Passed()
        case _, Known(True), Known(days):
            return Failed(
                because="it is rotated less than once a year", fix="rotate it at least every 365 days", got=str(days)
            )
        case (_, (Unknown(expression=expression) | Ref(expression=expression)), _) | (
            _,
            Known(True),
            (Unknown(expression=expression) | Ref(expression=expression)),
        ):
            return Undecided(expression)
        case _:
            return Failed(because="it is never rotated", fix="set enable_key_rotation, as the paved road does")
