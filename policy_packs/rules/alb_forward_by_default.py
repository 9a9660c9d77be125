"""
The rule ALB-003, forward-by-default.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "ALB-003",
    "forward-by-default",
    concerns={"aws_alb_listener", "aws_lb_listener"},
    severity="medium",
    references=("OWASP API9:2023",),
    controls=("ALB-14",),
)
def forward_by_default(listener: Resource) -> Verdict:
    """
    ## What it does
    Finds https listeners whose default action forwards to a target group.

    ## Why is this bad?
    Every host name and path that no rule knows reaches a backend: scanners that call the bare address, names
    of services that have moved, pages that nobody meant to publish. And whoever adds a rule with a slip in it
    notices nothing, because something answers.

    ## Example
    ```json
    {"protocol": "HTTPS", "default_action": {"type": "forward", "target_group_arn": "${aws_lb_target_group.a.arn}"}}
    ```

    Use instead:
    ```json
    {
      "protocol": "HTTPS",
      "default_action": {
        "type": "fixed-response",
        "fixed_response": {
          "content_type": "application/problem+json",
          "status_code": "404"
        }
      }
    }
    ```
    """
    for action in listener.blocks("default_action"):
        match listener["protocol"], action["type"]:
            case _, Known(kind) if kind != "forward":
                continue
            case Known("HTTPS"), Known():
                return Failed(
                    because="requests that no rule knows reach a backend",
                    fix="answer 404 with a fixed-response by default, and forward in rules",
                )
            case ((Unknown(expression=expression) | Ref(expression=expression)), _):
                return Undecided(expression)
            case Known("HTTPS"), (Unknown(expression=expression) | Ref(expression=expression)):
                return Undecided(expression)
    return Passed()
