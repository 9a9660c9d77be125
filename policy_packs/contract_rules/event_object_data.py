"""
The contract rule EVT-009, object-data.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.events.parts import EventPart
from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Options
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule("EVT-009", "object-data", on=EventPart, references=("Zalando 110",))
def object_data(part: EventPart, _options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds events whose data may be something else than a JSON object.

    ## Why is this bad?
    A list or a plain text can never say more without breaking its readers; an object takes a new property. Rules of
    EventBridge match on properties, too.

    ## Example
    ```yaml
    schema:
      type: array
      items: { type: string }
    ```

    Use instead:
    ```yaml
    schema:
      type: object
      properties:
        orderIds: { type: array, items: { type: string } }
    ```
    """
    types = part.api.types(part.event.schema)
    if types != {"object"}:
        yield Breach(
            part.event.schema,
            "the event's data need not be an object",
            "write type: object, and put the data into a property of it",
            ", ".join(sorted(types)) or "no type",
        )
