"""
The rule TLS-003, loose-endpoint-access.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown


@rule(
    "TLS-003",
    "loose-endpoint-access",
    concerns={"openapi.document"},
    severity="medium",
    references=("OWASP API8:2023",),
    controls=("AGW-21",),
)
def loose_endpoint_access(document: Resource) -> Verdict:
    """
    ## What it does
    Finds REST APIs whose endpoint access mode is not STRICT.

    ## Why is this bad?
    In the basic mode the name in the TLS handshake need not be the name in the Host header: a caller can
    shake hands with one domain and talk to another, past whatever guards the second (domain fronting).

    ## Example
    ```json
    {"openapi": "3.0.1"}
    ```

    Use instead:
    ```json
    {"openapi": "3.0.1", "x-amazon-apigateway-endpoint-access-mode": "STRICT"}
    ```
    """
    api = document.parent
    if api is None or api.type != "aws_api_gateway_rest_api":
        return NotConcerned()
    mode = document["x-amazon-apigateway-endpoint-access-mode"]
    match api["endpoint_access_mode"] if isinstance(mode, Absent) else mode:
        case Known("STRICT"):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(
                because="TLS handshake and Host header may name different domains",
                fix="drop the override: the paved road sets the endpoint access mode to STRICT",
            )
