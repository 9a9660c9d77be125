"""
The contract rule EVT-014, text-ids.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.events.parts import EventPropertyPart
from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule(
    "EVT-014",
    "text-ids",
    on=EventPropertyPart,
    references=("OWASP API1:2023", "RFC 8259, section 6"),
    options={"pattern": Option("id|.*([a-z0-9]I[dD]|_id)", "Names of properties that identify.", is_pattern=True)},
)
def text_ids(part: EventPropertyPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds identifiers that are numbers, or may be.

    ## Why is this bad?
    JSON readers in JavaScript round numbers beyond 2^53, leading zeros vanish, and a number cannot become a UUID
    without breaking every reader.

    ## Example
    ```yaml
    orderId: { type: integer }
    ```

    Use instead:
    ```yaml
    orderId: { type: string, format: uuid, maxLength: 36 }
    ```
    """
    if not options.pattern("pattern").fullmatch(part.name):
        return
    types = {kind for each in part.meant for kind in part.api.types(each)}
    if types and types - {"null", "object", "string"}:
        yield Breach(
            part.written, f"{part.name} identifies and is no text", "write type: string", ", ".join(sorted(types))
        )
