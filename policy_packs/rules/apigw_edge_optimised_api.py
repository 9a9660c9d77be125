"""
The rule APIGW-014, edge-optimised-api.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "APIGW-014",
    "edge-optimised-api",
    concerns={"aws_api_gateway_rest_api"},
    severity="high",
    references=("OWASP API8:2023", "PCI DSS 1.3.1"),
    controls=("AGW-24",),
)
def edge_optimised_api(api: Resource) -> Verdict:
    """
    ## What it does
    Finds REST APIs of endpoint type EDGE, which is what AWS takes when no type is given.

    ## Why is this bad?
    An edge-optimised API stands behind a CloudFront distribution that AWS owns: its logs, its TLS negotiation
    and its caches are out of our hands, and moving to REGIONAL later changes every address.

    ## Example
    ```json
    {"name": "orders"}
    ```

    Use instead:
    ```json
    {"name": "orders", "endpoint_configuration": {"types": ["REGIONAL"]}}
    ```
    """
    types = api.elements("endpoint_configuration.types")
    for each in types:
        if isinstance(each, Unknown | Ref):
            return Undecided(each.expression)
    if types and all(each in (Known("REGIONAL"), Known("PRIVATE")) for each in types):
        return Passed()
    return Failed(
        because="it is edge-optimised: AWS's own CloudFront distribution stands in front of it",
        fix='say endpoint_configuration.types = ["REGIONAL"], as the paved road does',
    )
