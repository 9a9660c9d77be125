"""
The contract rule API-025, errors-429-headers.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import ResponsePart
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule(
    "API-025",
    "errors-429-headers",
    on=ResponsePart,
    references=("Zalando 153", "OWASP API4:2023 rate-limit-retry-after", "RFC 9110 section 10.2.3"),
    options={
        "headers": Option(
            ("Retry-After", "RateLimit", "RateLimit-Reset", "X-RateLimit-Reset"), "Headers that say it; one is enough."
        )
    },
)
def errors_429_headers(response: ResponsePart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds answers 429 that do not say in a header when to come back.

    ## Why is this bad?
    A client that does not know how long to wait tries again at once, and so does every other: the limit that was to
    protect the API brings the storm.

    ## Example
    ```yaml
    '429': { description: Too many requests. }
    ```

    Use instead:
    ```yaml
    '429':
      description: Too many requests.
      headers:
        Retry-After: { schema: { type: integer, minimum: 1, maximum: 3600 } }
    ```
    """
    names = options.texts("headers")
    if response.status == "429" and all(response.header(name) is None for name in names):
        what = "the answer 429 does not say when to come back"
        yield Breach(response.node, what, f"add the header {names[0]}", "429")
