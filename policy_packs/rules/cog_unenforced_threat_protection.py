"""
The rule COG-004, unenforced-threat-protection.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_WANTED: Final = {
    "user_pool_add_ons.advanced_security_mode": "ENFORCED",
    "user_pool_add_ons.advanced_security_additional_flows.custom_auth_mode": "ENFORCED",
    "user_pool_tier": "PLUS",
}


@rule(
    "COG-004",
    "unenforced-threat-protection",
    concerns={"aws_cognito_user_pool"},
    severity="medium",
    references=("FSBP Cognito.1", "FSBP Cognito.4", "OWASP API2:2023"),
    controls=("COG-01", "COG-02", "COG-07"),
)
def unenforced_threat_protection(pool: Resource) -> Verdict:
    """
    ## What it does
    Finds user pools whose threat protection is not ENFORCED, for standard and for custom sign-in, or whose
    feature plan is not PLUS, without which AWS refuses it.

    ## Why is this bad?
    A sign-in with a leaked password from a new country is then one like any other: recorded at best, and
    never stopped.

    ## Example
    ```json
    {"user_pool_add_ons": {"advanced_security_mode": "AUDIT"}}
    ```

    Use instead:
    ```json
    {"user_pool_tier": "PLUS", "user_pool_add_ons": {"advanced_security_mode": "ENFORCED",
       "advanced_security_additional_flows": {"custom_auth_mode": "ENFORCED"}}}
    ```
    """
    for name, wanted in _WANTED.items():
        match pool[name]:
            case Known(value) if value == wanted:
                continue
            case Unknown(expression=expression) | Ref(expression=expression):
                return Undecided(expression)
            case value:
                return Failed(
                    because=f"stolen credentials are not stopped: {name} is not {wanted}",
                    fix="keep identity.threat_protection at ENFORCED and identity.tier at PLUS",
                    got=str(value.value) if isinstance(value, Known) else "",
                )
    return Passed()
