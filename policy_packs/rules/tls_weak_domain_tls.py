"""
The rule TLS-001, weak-domain-tls.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown

_STRONG: Final = frozenset(
    {
        "SecurityPolicy_TLS12_PFS_2025_EDGE",
        "SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09",
        "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
        "SecurityPolicy_TLS13_1_3_2025_09",
        "SecurityPolicy_TLS13_1_3_FIPS_2025_09",
        "SecurityPolicy_TLS13_2025_EDGE",
        "TLS_1_2",
    }
)
_FIX: Final = "set security_policy to TLS_1_2, or to a SecurityPolicy_TLS13_* with provider 6.28 or newer"


@rule(
    "TLS-001",
    "weak-domain-tls",
    concerns={"aws_api_gateway_domain_name", "aws_apigatewayv2_domain_name"},
    severity="medium",
    references=("FSBP APIGateway.11", "PCI DSS 4.2.1", "CKV_AWS_206"),
    controls=("AGW-19", "AGW-22"),
)
def weak_domain_tls(domain: Resource) -> Verdict:
    """
    ## What it does
    Finds custom domains whose TLS policy allows less than TLS 1.2, or is not said. TLS_1_2 is accepted
    because it is all that the oldest provider in our range knows; the policy that is negotiated is the API's
    own (weak-api-tls).

    ## Why is this bad?
    TLS 1.0 and 1.1 can be broken and downgraded to; which policy a domain gets when none is said has changed
    over the years and may again.

    ## Example
    ```json
    {"domain_name": "api.meridian.example"}
    ```

    Use instead:
    ```json
    {"domain_name": "api.meridian.example", "security_policy": "TLS_1_2"}
    ```
    """
    at = (
        "security_policy"
        if domain.type == "aws_api_gateway_domain_name"
        else "domain_name_configuration.security_policy"
    )
    match domain[at]:
        case Known(str() as policy) if policy in _STRONG:
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case Known(policy):
            return Failed(because="its TLS policy allows less than TLS 1.2", fix=_FIX, got=str(policy))
        case Absent():
            return Failed(because="its TLS policy is whatever AWS takes today", fix=_FIX)
