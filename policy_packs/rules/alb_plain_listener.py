"""
The rule ALB-001, plain-listener.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "ALB-001",
    "plain-listener",
    concerns={"aws_alb_listener", "aws_alb_listener_rule", "aws_lb_listener", "aws_lb_listener_rule"},
    severity="high",
    references=("FSBP ELB.1", "FSBP ELB.18", "OWASP API8:2023", "PCI DSS 4.2.1", "CKV2_AWS_20"),
    controls=("ALB-01", "ALB-10"),
)
def plain_listener(listener: Resource) -> Verdict:
    """
    ## What it does
    Finds listeners that speak http and do anything but redirect to https or answer by themselves, in their
    default action or in a rule. A redirect that names no protocol goes to http again.

    ## Why is this bad?
    Tokens and personal data cross the internet readable. A rule on the http listener is the quiet way: the
    listener redirects, as every review sees, and one path is served in the clear all the same.

    ## Example
    ```json
    {"protocol": "HTTP", "default_action": {"type": "forward"}}
    ```

    Use instead:
    ```json
    {
      "protocol": "HTTP",
      "default_action": {
        "type": "redirect",
        "redirect": {
          "protocol": "HTTPS",
          "port": "443",
          "status_code": "HTTP_301"
        }
      }
    }
    ```
    """
    match listener["listener_arn"]:
        case Ref(target=target, attribute="arn" | "id"):
            protocol = target["protocol"]
        case other:
            protocol = other if listener.type.endswith("_rule") else listener["protocol"]
    for action in (*listener.blocks("default_action"), *listener.blocks("action")):
        match action["type"], action["redirect.protocol"]:
            case (Known("fixed-response"), _) | (Known("redirect"), Known("HTTPS")):
                continue
        match protocol, action["type"], action["redirect.protocol"]:
            case ((Unknown(expression=expression) | Ref(expression=expression)), _, _):
                return Undecided(expression)
            case Known("HTTP"), (Unknown(expression=expression) | Ref(expression=expression)), _:
                return Undecided(expression)
            case Known("HTTP"), Known("redirect"), (Unknown(expression=expression) | Ref(expression=expression)):
                return Undecided(expression)
            case Known("HTTP"), _, _:
                return Failed(
                    because="it serves requests over http, readable and changeable on the way",
                    fix="redirect to https, with redirect.protocol HTTPS, and serve from the https listener only",
                )
    return Passed()
