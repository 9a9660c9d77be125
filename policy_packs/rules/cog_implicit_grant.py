"""
The rule COG-007, implicit-grant.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown


@rule(
    "COG-007",
    "implicit-grant",
    concerns={"aws_cognito_user_pool_client"},
    severity="high",
    references=("OWASP API2:2023", "RFC 9700 2.1.2"),
    controls=("COG-11",),
)
def implicit_grant(client: Resource) -> Verdict:
    """
    ## What it does
    Finds clients that may use the implicit grant. The provider accepts it without a word, even beside
    client_credentials.

    ## Why is this bad?
    The token travels in the address bar: it stays in the browser's history, in proxies' logs and in the
    Referer of the next page.

    ## Example
    ```json
    {"allowed_oauth_flows": ["implicit"]}
    ```

    Use instead:
    ```json
    {"allowed_oauth_flows": ["code"]}
    ```
    """
    flows = client.elements("allowed_oauth_flows")
    if Known("implicit") in flows:
        return Failed(because="it may have tokens put into an address bar", fix="use the code flow with PKCE")
    for each in flows:
        if isinstance(each, Unknown | Ref):
            return Undecided(each.expression)
    return Passed()
