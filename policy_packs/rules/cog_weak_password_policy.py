"""
The rule COG-003, weak-password-policy.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown

_LEAST: Final = {"minimum_length": 14, "password_history_size": 24}
_CLASSES: Final = ("require_lowercase", "require_numbers", "require_symbols", "require_uppercase")
_WEEK: Final = 7  # days


@rule(
    "COG-003",
    "weak-password-policy",
    concerns={"aws_cognito_user_pool"},
    severity="medium",
    references=("FSBP Cognito.3", "PCI DSS 8.3.6", "PCI DSS 8.3.7"),
    controls=("COG-04",),
)
def weak_password_policy(pool: Resource) -> Verdict:
    """
    ## What it does
    Finds user pools that accept passwords shorter than 14 characters, without one of the four classes of
    characters, or used again within the last 24; or whose temporary passwords hold longer than a week.

    ## Why is this bad?
    Short and reused passwords are in the lists that are tried first; a temporary password that lies in a
    mailbox for months is a second, forgotten way in.

    ## Example
    ```json
    {"password_policy": {"minimum_length": 8}}
    ```

    Use instead:
    ```json
    {
      "password_policy": {
        "minimum_length": 14,
        "require_lowercase": true,
        "require_numbers": true,
        "require_symbols": true,
        "require_uppercase": true,
        "password_history_size": 24,
        "temporary_password_validity_days": 7
      }
    }
    ```
    """
    at = "password_policy"
    for name, least in _LEAST.items():
        match pool.number(f"{at}.{name}"):
            case Known(int() | float() as number) if number >= least:
                continue
            case Unknown(expression=expression) | Ref(expression=expression):
                return Undecided(expression)
            case _:
                return _failed(name, f"at least {least}")
    for name in _CLASSES:
        match pool[f"{at}.{name}"]:
            case Known(True):
                continue
            case Unknown(expression=expression) | Ref(expression=expression):
                return Undecided(expression)
            case _:
                return _failed(name, "true")
    match pool.number(f"{at}.temporary_password_validity_days"):
        case Absent():
            return Passed()  # a week is AWS's default
        case Known(int() | float() as days) if days <= _WEEK:
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return _failed("temporary_password_validity_days", f"at most {_WEEK}")


def _failed(name: str, wanted: str) -> Failed:
    return Failed(
        because=f"its password policy is weak: {name} is not {wanted}",
        fix="keep the paved road's password policy; identity.password_min_length makes it stricter",
        got=name,
    )
