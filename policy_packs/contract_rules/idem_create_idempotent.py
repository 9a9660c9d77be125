"""
The contract rule API-041, create-idempotent.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import OperationPart
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule(
    "API-041",
    "create-idempotent",
    on=OperationPart,
    references=("Zalando 229", "Zalando 230", "IETF draft-ietf-httpapi-idempotency-key-header"),
    options={"headers": Option(("Idempotency-Key",), "The header that carries the key; one of them is enough.")},
)
def create_idempotent(operation: OperationPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds POST operations that make something, by their answers 201 or 202, and take no `Idempotency-Key`, unless
    `x-idempotent: true` says that sending the same request twice makes one thing anyhow.

    ## Why is this bad?
    A client that got no answer does not know whether the order was placed. Without a key its only choices are to
    order twice, or not at all.

    ## Example
    ```yaml
    post:
      operationId: createOrder
      responses: { '201': { description: The order. } }
    ```

    Use instead:
    ```yaml
    post:
      operationId: createOrder
      parameters: [{ $ref: '#/components/parameters/IdempotencyKey' }]
      responses: { '201': { description: The order. } }
    ```
    """
    statuses = {response.status for response in operation.responses}
    if operation.method != "POST" or not statuses & {"201", "202"}:
        return
    names = {name.lower() for name in options.texts("headers")}
    taken = {parameter.name.lower() for parameter in operation.parameters if parameter.place == "header"}
    if not names & taken and operation.node.value.get("x-idempotent") is not True:
        what = "the operation makes a second one when it is sent again"
        fix = f"add {options.texts('headers')[0]} (header, string), or x-idempotent: true where it does not"
        yield Breach(operation.node, what, fix, operation.label)
