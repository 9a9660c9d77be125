"""
The rule ALB-017, bare-listener.
"""

from __future__ import annotations

import re
from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_HEADERS: Final = {
    "routing_http_response_server_enabled": r"False",
    "routing_http_response_strict_transport_security_header_value": r"max-age=[1-9][0-9]{6,}.*",
    "routing_http_response_x_content_type_options_header_value": r"nosniff",
}


@rule(
    "ALB-017",
    "bare-listener",
    concerns={"aws_alb_listener", "aws_lb_listener"},
    severity="low",
    references=("OWASP API8:2023",),
    controls=("ALB-18",),
)
def bare_listener(listener: Resource) -> Verdict:
    """
    ## What it does
    Finds https listeners whose answers carry no HSTS (of at least 1000000 seconds) or no nosniff, or that name
    the server's software.

    ## Why is this bad?
    A browser that was not told to stay on https can be led to http by one link; one that guesses types can be
    made to run an upload; and the name of the software tells an attacker where to begin.

    ## Example
    ```json
    {"protocol": "HTTPS"}
    ```

    Use instead:
    ```json
    {
      "protocol": "HTTPS",
      "routing_http_response_server_enabled": false,
      "routing_http_response_strict_transport_security_header_value": "max-age=31536000; includeSubDomains",
      "routing_http_response_x_content_type_options_header_value": "nosniff"
    }
    ```
    """
    for name, wanted in _HEADERS.items():
        match listener["protocol"], listener[name]:
            case _, Known(value) if re.fullmatch(wanted, str(value)):
                continue
            case Known("HTTPS"), (Unknown(expression=expression) | Ref(expression=expression)):
                return Undecided(expression)
            case ((Unknown(expression=expression) | Ref(expression=expression)), _):
                return Undecided(expression)
            case Known("HTTPS"), _:
                return Failed(
                    because="its answers do not tell browsers to stay on https and not to guess, or name the server",
                    fix="switch the server header off; send max-age of at least 1000000 and nosniff",
                    got=name,
                )
    return Passed()
