"""
The contract rule API-008, deprecation-headers.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import OperationPart
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule(
    "API-008",
    "deprecation-headers",
    on=OperationPart,
    references=(
        "Zalando 189",
        "RFC 9745",
        "RFC 8594",
    ),
    options={
        "headers": Option(("Deprecation", "Sunset"), "The headers that a deprecated operation's answers carry."),
    },
)
def deprecation_headers(operation: OperationPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds deprecated operations whose successful responses do not declare the headers `Deprecation` and `Sunset`.

    ## Why is this bad?
    Who wrote a client two years ago does not read the contract again. The answers themselves are the one place where a
    running program, or its gateway, can notice.

    ## Example
    ```yaml
    get:
      deprecated: true
      responses:
        '200': { description: The orders. }
    ```

    Use instead:
    ```yaml
    get:
      deprecated: true
      responses:
        '200':
          description: The orders.
          headers:
            Deprecation: { schema: { type: string } }
            Sunset: { schema: { type: string } }
    ```
    """
    for response in operation.responses if operation.is_deprecated else ():
        missing = [name for name in options.texts("headers") if response.header(name) is None]
        if response.is_success and missing:
            because = f"an answer {response.status} of the deprecated {operation.label} does not say so"
            yield Breach(response.node, because, f"declare the headers {' and '.join(missing)}", ", ".join(missing))
