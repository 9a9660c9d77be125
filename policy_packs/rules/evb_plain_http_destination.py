"""
The rule EVB-011, plain-http-destination.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_AT: Final = {
    "aws_cloudwatch_event_api_destination": "invocation_endpoint",
    "aws_cloudwatch_event_connection": "auth_parameters.oauth.authorization_endpoint",
}


@rule(
    "EVB-011",
    "plain-http-destination",
    concerns={"aws_cloudwatch_event_api_destination", "aws_cloudwatch_event_connection"},
    severity="high",
    references=("OWASP API10:2023", "PCI DSS 4.2.1"),
    controls=("EVB-16",),
)
def plain_http_destination(destination: Resource) -> Verdict:
    """
    ## What it does
    Finds API destinations, and token endpoints of connections, whose address is not https. Terraform's provider
    accepts http.

    ## Why is this bad?
    Events and the credential that goes with each of them travel readable for everybody on the way to the
    partner, and whoever answers first is the partner.

    ## Example
    ```json
    {"invocation_endpoint": "http://api.partner.example/orders"}
    ```

    Use instead:
    ```json
    {"invocation_endpoint": "https://api.partner.example/orders"}
    ```
    """
    match destination[_AT[destination.type]]:
        case Known(str() as url) | Unknown(template=url) if url.lower().startswith("https://"):
            return Passed()
        case Known(str() as url) | Unknown(template=url) if not url.startswith("${"):
            return Failed(
                because="what it sends travels in the clear",
                fix="give it an https:// address",
                got=url.partition("?")[0],
            )
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Passed()
