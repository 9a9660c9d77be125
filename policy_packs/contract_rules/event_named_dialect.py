"""
The contract rule EVT-016, named-dialect.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.events.dialect import DIALECT
from platform_constructs.contracts.events.parts import EventPart
from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Options
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule("EVT-016", "named-dialect", on=EventPart, references=("JSON Schema 2020-12 core, section 8.1.1",))
def named_dialect(part: EventPart, _options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds event schemas that do not say in `$schema` which dialect of JSON Schema they are written in.

    ## Why is this bad?
    Editors and generators then guess, and most guess draft 7: `prefixItems`, `dependentRequired` and keywords beside
    `$ref` are passed over there without a word.

    ## Example
    ```yaml
    schema:
      type: object
    ```

    Use instead:
    ```yaml
    schema:
      $schema: https://json-schema.org/draft/2020-12/schema
      type: object
    ```
    """
    value = part.event.schema.value
    if not isinstance(value, dict) or "$schema" not in value:
        yield Breach(part.event.schema, "the schema does not say its dialect", f"add $schema: {DIALECT}", "nothing")
