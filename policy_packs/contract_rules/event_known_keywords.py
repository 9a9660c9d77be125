"""
The contract rule EVT-017, known-keywords.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.document.nearest import nearest_name
from platform_constructs.contracts.events.parts import EventSchemaPart
from platform_constructs.contracts.events.schema_parts import KEYWORDS
from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Options
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule("EVT-017", "known-keywords", on=EventSchemaPart, references=("JSON Schema 2020-12 core, section 6.5",))
def known_keywords(part: EventSchemaPart, _options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds keys of schemas that are no keywords of JSON Schema 2020-12, and do not begin with `x-`.

    ## Why is this bad?
    Validators pass over what they do not know. `maxlength` checks nothing, and nobody is told.

    ## Example
    ```yaml
    note: { type: string, maxlength: 500 }
    ```

    Use instead:
    ```yaml
    note: { type: string, maxLength: 500 }
    ```
    """
    for key in part.node.value:
        if key not in KEYWORDS and not key.startswith("x-"):
            near = nearest_name(key, KEYWORDS)
            fix = f"did you mean {near}?" if near else "drop it, or start it with x-"
            yield Breach(part.node.child(key), "the schema says something that JSON Schema does not know", fix, key)
