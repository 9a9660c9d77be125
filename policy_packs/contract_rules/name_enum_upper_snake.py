"""
The contract rule API-020, enum-upper-snake.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.casing import is_cased, recased
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import SchemaPart
from platform_constructs.contracts.lint.reading import values_of
from platform_constructs.contracts.lint.rule import contract_rule

_KEYS: Final = frozenset({"enum", "x-extensible-enum"})
_MOST_TOLD: Final = 5


@contract_rule(
    "API-020",
    "enum-upper-snake",
    on=SchemaPart,
    references=("Zalando 240", "IBM ibm-enum-casing-convention", "Spectral duplicated-entry-in-enum"),
    options={
        "casing": Option(
            "UPPER_SNAKE_CASE",
            "How values are written.",
            one_of=("UPPER_SNAKE_CASE", "camelCase", "snake_case", "kebab-case", "PascalCase", "any"),
        ),
    },
)
def enum_upper_snake(schema: SchemaPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds texts to choose from in another casing than the profile's, which is UPPER_SNAKE_CASE where it says nothing,
    and values that are listed twice. Lists of numbers, and of schemas' names, are left alone.

    ## Why is this bad?
    Values are compared letter by letter. In one casing they are known for constants, and a text for people is not
    taken for one.

    ## Example
    ```yaml
    type: string
    enum: [InProgress, done]
    ```

    Use instead:
    ```yaml
    type: string
    enum: [IN_PROGRESS, DONE]
    ```
    """
    if _KEYS.isdisjoint(schema.node.value):
        return
    casing = options.text("casing")
    for key in sorted(_KEYS):
        written = schema.node.get(key)
        texts = [value for value in values_of(written) if isinstance(value, str)]
        if written is None or not texts:
            continue
        if twice := sorted(text for text, count in Counter(texts).items() if count > 1):
            yield Breach(written, "a value is listed twice", "keep one of them", ", ".join(twice[:_MOST_TOLD]))
        odd = [] if casing == "any" else [text for text in dict.fromkeys(texts) if not is_cased(text, casing)]
        if odd and not _are_schemas(schema, texts):
            right = ", ".join(filter(None, (recased(text, casing) for text in odd[:_MOST_TOLD])))
            fix = f"write {right}" if right else f"write them in {casing}"
            yield Breach(written, f"values are not in {casing}", fix, ", ".join(odd[:_MOST_TOLD]))


def _are_schemas(schema: SchemaPart, values: list[str]) -> bool:
    names = schema.api.get(schema.api.root, "components", "schemas")
    return names is not None and all(value in names.value for value in values)
