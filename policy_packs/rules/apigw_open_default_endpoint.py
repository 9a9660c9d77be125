"""
The rule APIGW-013, open-default-endpoint.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "APIGW-013",
    "open-default-endpoint",
    concerns={"aws_api_gateway_rest_api", "aws_apigatewayv2_api"},
    severity="medium",
    references=("OWASP API9:2023",),
    controls=("AGW-23",),
)
def open_default_endpoint(api: Resource) -> Verdict:
    """
    ## What it does
    Finds APIs that can still be called at the address AWS gave them (execute-api). Private APIs are reached
    through it and are left alone.

    ## Why is this bad?
    The default endpoint has its own TLS policy and is in nobody's catalogue: callers who find it go round the
    host name, its certificate and everything that is attached to it.

    ## Example
    ```json
    {"disable_execute_api_endpoint": false}
    ```

    Use instead:
    ```json
    {"disable_execute_api_endpoint": true}
    ```
    """
    if Known("PRIVATE") in api.elements("endpoint_configuration.types"):
        return NotConcerned()
    match api["disable_execute_api_endpoint"]:
        case Known(True):
            return Passed()
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case _:
            return Failed(
                because="it can be called at its execute-api address, past the public host",
                fix="drop the override: the paved road sets disable_execute_api_endpoint",
            )
