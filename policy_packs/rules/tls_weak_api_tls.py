"""
The rule TLS-002, weak-api-tls.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown

_ENHANCED: Final = frozenset(
    {
        "SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09",
        "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
        "SecurityPolicy_TLS13_1_3_2025_09",
        "SecurityPolicy_TLS13_1_3_FIPS_2025_09",
    }
)


@rule(
    "TLS-002",
    "weak-api-tls",
    concerns={"openapi.document"},
    severity="medium",
    references=("FSBP APIGateway.11", "PCI DSS 4.2.1"),
    controls=("AGW-20",),
)
def weak_api_tls(document: Resource) -> Verdict:
    """
    ## What it does
    Finds REST APIs without one of AWS's enhanced TLS policies (TLS 1.3, or 1.2 with forward secrecy) in their
    OpenAPI body, or as their own argument.

    ## Why is this bad?
    When an API with its own policy is called through a custom domain, the API's policy is the one that is
    negotiated. Without it, older cipher suites without forward secrecy are on offer, and recorded traffic can
    be read once the key leaks.

    ## Example
    ```json
    {"openapi": "3.0.1"}
    ```

    Use instead:
    ```json
    {"openapi": "3.0.1", "x-amazon-apigateway-security-policy": "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09"}
    ```
    """
    api = document.parent
    if api is None or api.type != "aws_api_gateway_rest_api":
        return NotConcerned()  # an HTTP API knows one policy only
    policy = document["x-amazon-apigateway-security-policy"]
    match api["security_policy"] if isinstance(policy, Absent) else policy:
        case Known(str() as name) if name in _ENHANCED:
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case value:
            return Failed(
                because="it has no enhanced TLS policy",
                fix="choose a tls.api_policy that the packs allow",
                got=str(value.value) if isinstance(value, Known) else "",
            )
