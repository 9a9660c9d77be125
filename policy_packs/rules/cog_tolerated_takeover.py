"""
The rule COG-018, tolerated-takeover.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_ENOUGH: Final = {
    "high_action": (Known("BLOCK"), Known("MFA_REQUIRED")),
    "medium_action": (Known("BLOCK"), Known("MFA_REQUIRED"), Known("MFA_IF_CONFIGURED")),
}


@rule(
    "COG-018",
    "tolerated-takeover",
    concerns={"aws_cognito_risk_configuration"},
    severity="medium",
    references=("Prowler cognito_user_pool_blocks_potential_malicious_sign_in_attempts", "OWASP API2:2023"),
    controls=("COG-23",),
)
def tolerated_takeover(configuration: Resource) -> Verdict:
    """
    ## What it does
    Finds risk configurations that let a sign-in go on although Cognito takes it for a takeover: at high risk
    anything but BLOCK or MFA_REQUIRED, at medium risk nothing at all.

    ## Why is this bad?
    Threat protection is paid for and right: a new device, a new country, a thousand failures before. And the
    sign-in goes through.

    ## Example
    ```json
    {"account_takeover_risk_configuration": {"actions": {"high_action": {"event_action": "NO_ACTION"}}}}
    ```

    Use instead:
    ```json
    {"account_takeover_risk_configuration": {"actions": {
      "high_action": {"event_action": "BLOCK", "notify": true},
      "medium_action": {"event_action": "MFA_REQUIRED", "notify": true}},
      "notify_configuration": {"source_arn": "${aws_ses_email_identity.security.arn}"}}}
    ```
    """
    for name, enough in _ENOUGH.items():
        action = configuration[f"account_takeover_risk_configuration.actions.{name}.event_action"]
        if isinstance(action, Unknown | Ref):
            return Undecided(action.expression)
        if action not in enough:
            return Failed(
                because=f"what looks like a takeover is let in: its {name} is no obstacle",
                fix=f"set event_action of {name} to BLOCK or MFA_REQUIRED",
                got=str(action.value) if isinstance(action, Known) else "",
            )
    return Passed()
