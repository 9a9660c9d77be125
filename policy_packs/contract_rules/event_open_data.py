"""
The contract rule EVT-011, open-data.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.events.parts import EventSchemaPart
from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Options
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule("EVT-011", "open-data", on=EventSchemaPart, references=("Zalando 210", "Zalando 111"))
def open_data(part: EventSchemaPart, _options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds objects of an event that allow no other properties than those listed.

    ## Why is this bad?
    Readers that check what they receive would refuse the next version of the event for its one new property. What is
    closed can never be extended without breaking somebody.

    ## Example
    ```yaml
    type: object
    additionalProperties: false
    properties:
      orderId: { type: string }
    ```

    Use instead:
    ```yaml
    type: object
    properties:
      orderId: { type: string }
    ```
    """
    for key in ("additionalProperties", "unevaluatedProperties"):
        if part.node.value.get(key) is False:
            yield Breach(
                part.node.child(key),
                "the object is closed, so that readers would refuse the next property",
                f"drop {key}: readers pass over what they do not know",
                f"{key}: false",
            )
