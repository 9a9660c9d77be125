"""
The rule ALB-014, secret-in-listener.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Resource, Unknown


@rule(
    "ALB-014",
    "secret-in-listener",
    concerns={"aws_alb_listener", "aws_alb_listener_rule", "aws_lb_listener", "aws_lb_listener_rule"},
    severity="critical",
    references=("PCI DSS 8.6.2",),
    controls=("SEC-03",),
)
def secret_in_listener(listener: Resource) -> Verdict:
    """
    ## What it does
    Finds sign-in actions whose client secret is written into the stack. A reference to where the secret is kept
    is none.

    ## Why is this bad?
    The secret is in the repository and in every plan that a pipeline prints. Whoever has it can pass for the
    balancer at the identity provider and redeem other people's codes.

    ## Example
    ```json
    {"action": {"type": "authenticate-oidc", "authenticate_oidc": {"client_secret": "4f9d1c7be0"}}}
    ```

    Use instead:
    ```json
    {
      "action": {
        "type": "authenticate-oidc",
        "authenticate_oidc": {
          "client_secret": "${data.aws_secretsmanager_secret_version.sign_in.secret_string}"
        }
      }
    }
    ```
    """
    for action in (*listener.blocks("default_action"), *listener.blocks("action")):
        match action["authenticate_oidc.client_secret"]:
            case Known():
                return Failed(
                    because="the client secret stands in the code and in every plan",
                    fix="keep it in Secrets Manager and refer to its secret_string",
                )
            case Unknown(expression=expression) if "data.aws_secretsmanager_secret_version." not in expression:
                return Undecided(expression)
    return Passed()
