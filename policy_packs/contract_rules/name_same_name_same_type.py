"""
The contract rule API-019, same-name-same-type.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import ApiPart, PropertyPart
from platform_constructs.contracts.lint.rule import contract_rule

_MEANS_ANYTHING: Final = ("content", "data", "default", "items", "result", "value", "values")
_MOST_TOLD: Final = 3
_PROBLEM: Final = frozenset({"type", "title", "status", "detail"})  # named by RFC 9457, not by the author


@contract_rule(
    "API-019",
    "same-name-same-type",
    on=ApiPart,
    references=("IBM ibm-property-consistent-name-and-type",),
    options={"exceptions": Option(_MEANS_ANYTHING, "Names that may be anything.")},
)
def same_name_same_type(part: ApiPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds properties whose type is not the one that most properties of the same name have in the document. Whether it
    may be null does not count, nor do properties that say no type, nor those of a problem.

    ## Why is this bad?
    Consumers who have seen `quantity` as a number expect a number. The one schema in which it is a text breaks them
    where nobody looks.

    ## Example
    ```yaml
    Order: { properties: { quantity: { type: integer } } }
    Item: { properties: { quantity: { type: string } } }
    ```

    Use instead:
    ```yaml
    Order: { properties: { quantity: { type: integer } } }
    Item: { properties: { quantity: { type: integer } } }
    ```
    """
    found: defaultdict[str, defaultdict[str, list[PropertyPart]]] = defaultdict(lambda: defaultdict(list))
    exceptions = frozenset(options.texts("exceptions"))
    for schema in part.api.schemas:
        properties = schema.properties
        if {one.name for one in properties} >= _PROBLEM:
            continue
        for one in properties:
            types = part.api.types(one.node) - {"null"}
            if len(types) == 1 and one.name not in exceptions:
                found[one.name][next(iter(types))].append(one)
    for name, by_type in found.items():
        usual = max(by_type, key=lambda kind: len(by_type[kind]))
        for kind, places in by_type.items():
            for odd in places[:_MOST_TOLD] if kind != usual else ():
                others = len(by_type[usual])
                elsewhere = f"{others} other place{'' if others == 1 else 's'}"
                what = f"the property {name} is of type {kind} here, and of type {usual} in {elsewhere}"
                yield Breach(odd.written, what, f"make it of type {usual} as well, or call it something else", kind)
