"""
The rule COG-008, impure-machine-client.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown


@rule(
    "COG-008",
    "impure-machine-client",
    concerns={"aws_cognito_user_pool_client"},
    severity="high",
    references=("OWASP API2:2023", "AWS: client_credentials must be the only flow"),
    controls=("COG-12", "COG-17"),
)
def impure_machine_client(client: Resource) -> Verdict:
    """
    ## What it does
    Finds machine clients (client_credentials) that are something else as well: another OAuth flow, no secret,
    redirect addresses, sign-in flows for people (AWS's default when none are said), or the scope by which
    users administer themselves.

    ## Why is this bad?
    A client with two purposes gives a stolen secret two uses: the partner's server credentials also sign
    people in, and the audit cannot tell one from the other.

    ## Example
    ```json
    {"allowed_oauth_flows": ["client_credentials"]}
    ```

    Use instead:
    ```json
    {"allowed_oauth_flows": ["client_credentials"], "generate_secret": true, "explicit_auth_flows": []}
    ```
    """
    flows = client.elements("allowed_oauth_flows")
    if Known("client_credentials") not in flows:
        for each in flows:
            if isinstance(each, Unknown | Ref):
                return Undecided(each.expression)
        return NotConcerned()
    if len(flows) > 1:
        return _failed("client_credentials is not its only flow")
    match client["generate_secret"]:
        case Unknown(expression=expression) | Ref(expression=expression):
            return Undecided(expression)
        case value if value != Known(True):
            return _failed("it has no secret")
    if client.elements("callback_urls"):
        return _failed("it has redirect addresses")
    if Known("aws.cognito.signin.user.admin") in client.elements("allowed_oauth_scopes"):
        return _failed("it may administer users as themselves")
    signs_in = client.elements("explicit_auth_flows")
    if client["explicit_auth_flows"] == Absent():
        return _failed("people may sign in with it, which is AWS's default")
    for each in signs_in:
        if isinstance(each, Unknown | Ref):
            return Undecided(each.expression)
        if each != Known("ALLOW_REFRESH_TOKEN_AUTH"):
            return _failed("people may sign in with it")
    return Passed()


def _failed(why: str) -> Failed:
    return Failed(
        because=f"a machine client is something else as well: {why}",
        fix="keep client_credentials only, with a secret, explicit_auth_flows = [] and no redirect addresses",
    )
