"""
The rule SNS-002, plain-http-subscription.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "SNS-002",
    "plain-http-subscription",
    concerns={"aws_sns_topic_subscription"},
    severity="high",
    references=("PCI DSS 4.2.1", "OWASP API10:2023"),
    controls=("EVB-16",),
)
def plain_http_subscription(subscription: Resource) -> Verdict:
    """
    ## What it does
    Finds subscriptions that deliver over http instead of https.

    ## Why is this bad?
    Every notification travels readable for everybody on the way, together with the address by which the
    subscription can be ended.

    ## Example
    ```json
    {"protocol": "http", "endpoint": "http://hooks.partner.example/orders"}
    ```

    Use instead:
    ```json
    {"protocol": "https", "endpoint": "https://hooks.partner.example/orders"}
    ```
    """
    match subscription["protocol"]:
        case Known("http"):
            return Failed(because="it delivers in the clear", fix="subscribe an https endpoint")
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Passed()
