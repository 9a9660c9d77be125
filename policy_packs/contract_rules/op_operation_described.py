"""
The contract rule API-047, operation-described.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import OperationPart
from platform_constructs.contracts.lint.rule import contract_rule

_LONGEST: Final = 120


@contract_rule(
    "API-047",
    "operation-described",
    on=OperationPart,
    references=("Spectral operation-description", "IBM ibm-operation-summary"),
    options={"required": Option(("summary",), "What each operation has to say.", one_of=("summary", "description"))},
)
def operation_described(operation: OperationPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds operations without a summary (or a description, where the profile asks for one), and summaries of more than
    120 characters or several lines.

    ## Why is this bad?
    The summary is the line by which somebody finds the operation in the catalogue, in documentation and in generated
    code. The description says what the name cannot: what happens, and what does not.

    ## Example
    ```yaml
    post:
      operationId: createOrder
    ```

    Use instead:
    ```yaml
    post:
      operationId: createOrder
      summary: Place an order
      description: The order is checked and confirmed within an hour.
    ```
    """
    for field in options.texts("required"):
        if not operation.text(field).strip():
            fix = f"add one: {'what it does, in a few words' if field == 'summary' else 'what happens, and what not'}"
            yield Breach(operation.node, f"the operation has no {field}", fix, field)
    summary = operation.text("summary").strip()
    if len(summary) > _LONGEST or "\n" in summary:
        fix = "keep one short line, and move the rest to description"
        yield Breach(operation.node.child("summary"), "the summary is no short line", fix, f"{len(summary)} characters")
