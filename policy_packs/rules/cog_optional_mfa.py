"""
The rule COG-001, optional-mfa.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown


@rule(
    "COG-001",
    "optional-mfa",
    concerns={"aws_cognito_user_pool"},
    severity="medium",
    references=("FSBP Cognito.5", "PCI DSS 8.4", "OWASP API2:2023"),
    controls=("COG-05",),
)
def optional_mfa(pool: Resource) -> Verdict:
    """
    ## What it does
    Finds user pools that do not demand a second factor, or accept SMS as the only one. AWS's default is OFF.

    ## Why is this bad?
    One reused password opens the account; a code by SMS falls to whoever talks a phone company into a new
    SIM.

    ## Example
    ```json
    {"mfa_configuration": "OPTIONAL"}
    ```

    Use instead:
    ```json
    {"mfa_configuration": "ON", "software_token_mfa_configuration": {"enabled": true}}
    ```
    """
    match pool["mfa_configuration"], pool["software_token_mfa_configuration.enabled"]:
        case Known("ON"), Known(True):
            return Passed()
        case Known("ON"), (Absent() | Known()):
            return Failed(because="SMS is the only second factor", fix="enable software_token_mfa_configuration")
        case ((Unknown(expression=expression) | Ref(expression=expression)), _):
            return Undecided(expression)
        case Known("ON"), (Unknown(expression=expression) | Ref(expression=expression)):
            return Undecided(expression)
        case _:
            return Failed(because="it does not demand a second factor", fix="keep identity.mfa at ON")
