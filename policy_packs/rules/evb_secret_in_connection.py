"""
The rule EVB-014, secret-in-connection.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown, Value

_SECRETS: Final = ("api_key.value", "basic.password", "oauth.client_parameters.client_secret")
_PLACES: Final = tuple(
    f"{group}.{place}"
    for group in ("invocation_http_parameters", "oauth.oauth_http_parameters")
    for place in ("body", "header", "query_string")
)
_STORE: Final = "data.aws_secretsmanager_secret_version."


@rule(
    "EVB-014",
    "secret-in-connection",
    concerns={"aws_cloudwatch_event_connection"},
    severity="critical",
    references=("PCI DSS 8.6.2", "OWASP API2:2023"),
    controls=("SEC-03", "EVB-16"),
)
def secret_in_connection(connection: Resource) -> Verdict:
    """
    ## What it does
    Finds connections whose client secret, password, API key or secret header stands in the code instead of
    being read from Secrets Manager.

    ## Why is this bad?
    The partner's credential is in the repository, its history, every plan and every copy of the state: whoever
    may read one of them may act as us.

    ## Example
    ```json
    {"auth_parameters": {"api_key": {"key": "x-api-key", "value": "9f8e7d6c"}}}
    ```

    Use instead:
    ```json
    {"auth_parameters": {"api_key": {"key": "x-api-key",
      "value": "${data.aws_secretsmanager_secret_version.partner.secret_string}"}}}
    ```
    """
    late: list[str] = []
    for at, value in _values(connection):
        match value:
            case Known():
                return Failed(
                    because="its credential stands in the code",
                    fix="read it from an aws_secretsmanager_secret_version",
                    got=at,
                )
            case Unknown(expression=expression) | Ref(expression=expression) if _STORE not in expression:
                late.append(expression)
    return Undecided(late[0]) if late else Passed()


def _values(connection: Resource) -> Iterator[tuple[str, Value]]:
    for block in connection.blocks("auth_parameters"):
        yield from ((at, block[at]) for at in _SECRETS)
        for at in _PLACES:
            yield from ((at, each["value"]) for each in block.blocks(at) if each["is_value_secret"] != Known(False))
