"""
The contract rule API-043, created-location.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Options
from platform_constructs.contracts.lint.parts import OperationPart
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule(
    "API-043",
    "created-location",
    on=OperationPart,
    references=("RFC 9110 section 10.2.2", "IBM ibm-create-response-location"),
)
def created_location(operation: OperationPart, _options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds POST operations whose answer 201 does not declare the header `Location`, where what was made can be read by
    itself.

    ## Why is this bad?
    The client knows that something was made, and has to put together its address by itself. When addresses change,
    all of these clients break.

    ## Example
    ```yaml
    '201': { description: The order. }
    ```

    Use instead:
    ```yaml
    '201':
      description: The order.
      headers: { Location: { schema: { type: string, format: uri-reference, maxLength: 300 } } }
    ```
    """
    created = operation.response("201")
    can_be_read = operation.path.rstrip("/") in operation.api.collections
    if operation.method == "POST" and can_be_read and created is not None and created.header("Location") is None:
        what = "an answer 201 does not say where the new one is"
        yield Breach(created.node, what, "add the header Location (string, format: uri-reference)", "201")
