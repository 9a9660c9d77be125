"""
The rule COG-006, tolerated-stolen-password.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown


@rule(
    "COG-006",
    "tolerated-stolen-password",
    concerns={"aws_cognito_user_pool"},
    severity="medium",
    references=("Prowler cognito_user_pool_blocks_compromised_credentials_sign_in", "OWASP API2:2023"),
    controls=("COG-22",),
)
def tolerated_stolen_password(pool: Resource) -> Verdict:
    """
    ## What it does
    Finds user pools without a risk configuration that blocks passwords known to be stolen at sign-in. The
    configuration is found by its reference to the pool; one for a single client does not count.

    ## Why is this bad?
    Threat protection that is switched on without actions recognises a password from a published breach, and
    lets it in.

    ## Example
    ```json
    {"resource": {"aws_cognito_user_pool": {"consumers": {}}}}
    ```

    Use instead:
    ```json
    {
      "resource": {
        "aws_cognito_risk_configuration": {
          "consumers": {
            "user_pool_id": "${aws_cognito_user_pool.consumers.id}",
            "compromised_credentials_risk_configuration": {
              "actions": {
                "event_action": "BLOCK"
              }
            }
          }
        }
      }
    }
    ```
    """
    view = pool.view
    configurations = pool.referrers("aws_cognito_risk_configuration", "user_pool_id")
    late = ""
    for each in configurations:
        if not isinstance(each["user_pool_id"], Ref) or each["client_id"] != Absent():
            continue  # only mentions the pool, or holds for one client of it
        match each["compromised_credentials_risk_configuration.actions.event_action"]:
            case Known("BLOCK"):
                events = each.elements("compromised_credentials_risk_configuration.event_filter")
                if not events or Known("SIGN_IN") in events:
                    return Passed()  # no filter is every event
            case Unknown(expression=expression) | Ref(expression=expression):
                late = expression
    for each in view.of_type("aws_cognito_risk_configuration") if view is not None else ():
        match each["user_pool_id"]:
            case Unknown(expression=expression):
                late = expression  # it may well be this pool's
    if late:
        return Undecided(late)
    return Failed(
        because="passwords known to be stolen are let in",
        fix="keep the paved road's risk configuration, with user_pool_id as a reference to this pool",
    )
