"""
The contract rule EVT-010, bounded-data.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.events.parts import EventSchemaPart
from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Options
from platform_constructs.contracts.lint.rule import contract_rule

_LISTED = ("const", "enum")


@contract_rule("EVT-010", "bounded-data", on=EventSchemaPart, references=("OWASP API4:2023", "EventBridge PutEvents"))
def bounded_data(part: EventSchemaPart, _options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds texts without `maxLength` and lists without `maxItems`. A text whose values are listed needs none.

    ## Why is this bad?
    EventBridge refuses an event that is too large, and by then the change it tells of has happened. Bounds let
    publisher and readers know before.

    ## Example
    ```yaml
    note: { type: string }
    ```

    Use instead:
    ```yaml
    note: { type: string, maxLength: 500 }
    ```
    """
    value = part.node.value
    own = value.get("type", ())
    types = {own} if isinstance(own, str) else set(own)
    if "string" in types and "maxLength" not in value and not any(key in value for key in _LISTED):
        yield Breach(part.node, "a text has no greatest length", "add maxLength", "string")
    if "array" in types and "maxItems" not in value:
        yield Breach(part.node, "a list has no greatest number of items", "add maxItems", "array")
