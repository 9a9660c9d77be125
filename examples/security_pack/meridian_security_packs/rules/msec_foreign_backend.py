"""
The rule MSEC-001, foreign-backend.
"""

from __future__ import annotations

import re
from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown

_OURS: Final = "meridian.example"
_HOST: Final = re.compile(r"https?://([^/?#]*)", re.IGNORECASE)


@rule(
    "MSEC-001",
    "foreign-backend",
    concerns={"aws_api_gateway_integration", "openapi.operation"},
    severity="high",
    references=("OWASP API10:2023",),
    controls=("SEC-01",),
)
def foreign_backend(subject: Resource) -> Verdict:
    """
    ## What it does
    Finds operations whose backend is reached under a host name that is not Meridian's. Integrations with AWS services
    and those that the gateway answers by itself have no host name, and are left alone.

    ## Why is this bad?
    Whoever holds that host name sees every request with its access token, and answers our customers in our name. A
    supplier is called by a service of ours, which checks what comes back.

    ## Example
    ```json
    {"type": "HTTP_PROXY", "uri": "https://api.supplier.example/orders"}
    ```

    Use instead:
    ```json
    {"type": "HTTP_PROXY", "uri": "https://ordering.internal.meridian.example/orders"}
    ```
    """
    part = subject.type == "openapi.operation"
    match subject["x-amazon-apigateway-integration.uri" if part else "uri"]:
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case Known(str() as uri) if found := _HOST.match(uri):
            return _judge(found[1])
        case Absent() | Known():
            return Passed()


def _judge(authority: str) -> Verdict:
    if "$" in authority:  # a stage variable: the gateway fills it in for each request
        return Undecided(authority)
    host = authority.rpartition("@")[2].partition(":")[0].lower().rstrip(".")
    if host == _OURS or host.endswith(f".{_OURS}"):
        return Passed()
    return Failed(
        because="its backend is reached under a host name that is not ours",
        fix=f"call a service of ours under {_OURS}, and let that one call the supplier",
        got=host,
    )
