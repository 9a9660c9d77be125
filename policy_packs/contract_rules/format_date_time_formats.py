"""
The contract rule API-038, date-time-formats.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import PropertyPart
from platform_constructs.contracts.lint.reading import text_of
from platform_constructs.contracts.lint.rule import contract_rule

_FORMATS: Final = frozenset({"date", "date-time", "duration", "time"})
_SAYING: Final = frozenset({"allOf", "format"})  # without these a property says no format


@contract_rule(
    "API-038",
    "date-time-formats",
    on=PropertyPart,
    references=("Zalando 169", "Zalando 235", "Zalando 238", "RFC 3339"),
    options={
        "pattern": Option(
            "(.*[a-z0-9])?(At|Date|DateTime|Timestamp)|(.*_)?(at|date|datetime|timestamp)",
            "What names of properties look like that hold a date or a moment.",
            is_pattern=True,
        ),
        "moments": Option(".+", "What names of properties of format date-time have to look like.", is_pattern=True),
    },
)
def date_time_formats(part: PropertyPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds properties that are called like a date or moment (`createdAt`, `dueDate`) and are a text without `format`, or
    a number, and properties of format `date-time` that are not called as the profile has it, which is in any way where
    it says nothing.

    ## Why is this bad?
    `03/04/26`, seconds or milliseconds since 1970, with or without time zone: each reader guesses, and guesses right
    until the hour changes.

    ## Example
    ```yaml
    createdAt: { type: integer }
    ```

    Use instead:
    ```yaml
    createdAt: { type: string, format: date-time }
    ```
    """
    is_called_so = options.pattern("pattern").fullmatch(part.name[:200]) is not None
    if not is_called_so and _SAYING.isdisjoint(part.node.value):
        return
    types = part.api.types(part.node)
    parts = (part.node, *(part.resolve(one) for one in part.items("allOf")))
    said = {text_of(one.get("format")) for one in parts}
    if "date-time" in said and not options.pattern("moments").fullmatch(part.name[:200]):
        yield Breach(part.written, "a moment is not called as moments are", "rename it", part.name)
    is_plain = bool(types & {"string", "integer", "number"}) and not {"enum", "const"} & part.node.value.keys()
    if is_plain and is_called_so and not said & _FORMATS:
        is_day = part.name.lower().endswith("date")
        right = "format: date or format: date-time" if is_day else "format: date-time"
        what = f"the property {part.name} is called like a {'date' if is_day else 'moment'}, and has no format of one"
        yield Breach(part.written, what, f"make it a string with {right}, or call it something else", part.name)
