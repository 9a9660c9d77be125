"""
The rule COG-014, loose-redirect.
"""

from __future__ import annotations

import re
from typing import Final

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Known, Ref, Resource, Unknown

_EXACT: Final = re.compile(r"https://(?!localhost\b|127\.|\[::1\])[^*\s]+", re.IGNORECASE)
_WHERE: Final = ("callback_urls", "default_redirect_uri", "logout_urls")


@rule(
    "COG-014",
    "loose-redirect",
    concerns={"aws_cognito_user_pool_client"},
    severity="high",
    references=("OWASP API2:2023", "RFC 9700: exact redirect URIs"),
    controls=("COG-16",),
)
def loose_redirect(client: Resource) -> Verdict:
    """
    ## What it does
    Finds clients that send people back to an address that is not https, has a wildcard, or is the machine the
    browser runs on (localhost).

    ## Why is this bad?
    The code that becomes a token goes to that address. On the way over http everybody reads it; on localhost
    any program of the user, or of whoever sits there, takes it.

    ## Example
    ```json
    {"callback_urls": ["http://localhost:8080/callback"]}
    ```

    Use instead:
    ```json
    {"callback_urls": ["https://shop.meridian.example/callback"]}
    ```
    """
    late: list[str] = []
    for value in (each for name in _WHERE for each in client.elements(name)):
        match value:
            case Known(str() as url) | Unknown(template=url) if _EXACT.fullmatch(url):
                pass
            case Unknown(template=url, expression=expression) if url.startswith("${") and "*" not in url:
                late.append(expression)
            case Ref(expression=expression):
                late.append(expression)
            case _:
                return Failed(
                    because="it sends sign-in codes to an address that others can read or take",
                    fix="redirect to exact https addresses only",
                )
    return Undecided(late[0]) if late else Passed()
