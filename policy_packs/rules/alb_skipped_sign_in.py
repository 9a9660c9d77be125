"""
The rule ALB-013, skipped-sign-in.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "ALB-013",
    "skipped-sign-in",
    concerns={"aws_alb_listener", "aws_alb_listener_rule", "aws_lb_listener", "aws_lb_listener_rule"},
    severity="critical",
    references=("OWASP API2:2023",),
    controls=("ALB-15",),
)
def skipped_sign_in(listener: Resource) -> Verdict:
    """
    ## What it does
    Finds sign-in actions of listeners and their rules that let people through who have not signed in
    (`on_unauthenticated_request` is `allow`).

    ## Why is this bad?
    The action looks like a lock and is none: a request without a session goes on to the backend, which was
    told that the balancer asks.

    ## Example
    ```json
    {"action": {"type": "authenticate-oidc", "authenticate_oidc": {"on_unauthenticated_request": "allow"}}}
    ```

    Use instead:
    ```json
    {"action": {"type": "authenticate-oidc", "authenticate_oidc": {"on_unauthenticated_request": "deny"}}}
    ```
    """
    for action in (*listener.blocks("default_action"), *listener.blocks("action")):
        for kind in ("authenticate_cognito", "authenticate_oidc"):
            match action[f"{kind}.on_unauthenticated_request"]:
                case Known("allow"):
                    return Failed(
                        because="people who have not signed in are let through",
                        fix="set on_unauthenticated_request to deny, or to authenticate where browsers sign in",
                    )
                case Unknown(expression=expression) | Ref(expression=expression):
                    return Undecided(expression)
    return Passed()
