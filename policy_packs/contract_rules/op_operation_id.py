"""
The contract rule API-018, operation-id.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import OperationPart
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule(
    "API-018",
    "operation-id",
    on=OperationPart,
    references=("Spectral operation-operationId", "IBM ibm-operationid-casing-convention", "Azure az-operation-id"),
    options={
        "pattern": Option(
            "[a-z]+[A-Z][A-Za-z0-9]*", "What a whole operationId looks like: a verb and a noun.", is_pattern=True
        ),
    },
)
def operation_id(operation: OperationPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds operations without an operationId, and operationIds that are no verb and noun in one word, such as
    `createOrder`.

    ## Why is this bad?
    Generated clients name their methods after it, and waivers, alarms and the catalogue name operations by it.
    Without one each tool invents its own, and the names change whenever a path does.

    ## Example
    ```yaml
    paths:
      /orders:
        post:
          operationId: orders_post
    ```

    Use instead:
    ```yaml
    paths:
      /orders:
        post:
          operationId: createOrder
    ```
    """
    written = operation.get("operationId")
    if written is None:
        yield Breach(
            operation.node,
            "the operation has no operationId",
            "give it one of a verb and a noun, such as createOrder",
            operation.label,
        )
    elif not options.pattern("pattern").fullmatch(operation.id):
        yield Breach(
            written,
            "the operationId is not a verb and a noun in one word",
            "write it like createOrder",
            operation.id,
        )
