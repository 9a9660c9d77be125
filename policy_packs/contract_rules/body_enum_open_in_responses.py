"""
The contract rule API-021, enum-open-in-responses.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Options
from platform_constructs.contracts.lint.parts import SchemaPart
from platform_constructs.contracts.lint.reading import values_of
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule(
    "API-021",
    "enum-open-in-responses",
    on=SchemaPart,
    references=("Zalando 112", "oasdiff response-property-enum-value-added"),
)
def enum_open_in_responses(schema: SchemaPart, _options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds lists of values in answers that do not say in `x-extensible-enum` that they may grow. Lists of one value are
    left alone.

    ## Why is this bad?
    Generated clients refuse a value they do not know, so that a new state breaks everybody who was never told that
    there may be one. Requests may stay closed: beside `enum`, `x-extensible-enum: true` says that only answers grow.

    ## Example
    ```yaml
    state: { type: string, enum: [OPEN, DONE] }
    ```

    Use instead:
    ```yaml
    state: { type: string, enum: [OPEN, DONE], x-extensible-enum: true }
    ```
    """
    if not (schema.in_responses and schema.says("enum")):
        return
    values = [value for value in values_of(schema.node.get("enum")) if value is not None]
    if len(values) > 1 and all(isinstance(value, str) for value in values):
        opened = schema.node.get("x-extensible-enum")
        if opened is None or not (opened.value is True or isinstance(opened.value, list)):
            what = "the values in answers are fixed for ever: a new one breaks clients"
            yield Breach(schema.node, what, "add x-extensible-enum: true", "enum")
