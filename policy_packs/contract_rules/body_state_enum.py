"""
The contract rule API-054, state-enum.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import PropertyPart
from platform_constructs.contracts.lint.reading import is_mapping
from platform_constructs.contracts.lint.rule import contract_rule

# Beside these a state is one of a country.
_OF_PLACES: Final = frozenset({"city", "country", "countryCode", "postalCode", "postcode", "street", "zip", "zipCode"})


@contract_rule(
    "API-054",
    "state-enum",
    on=PropertyPart,
    references=("TM Forum TMF630", "MEF LSO API guidelines", "Zalando 112"),
    options={
        "pattern": Option(
            "state|[a-z][a-zA-Z0-9]*State|[a-z_]+_state", "What names of states look like.", is_pattern=True
        )
    },
)
def state_enum(part: PropertyPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds states in answers that are any text: no `enum` and no `x-extensible-enum` says which there are.

    ## Why is this bad?
    Consumers drive their own process by the state. When nobody lists the states, they find them one by one in
    production.

    ## Example
    ```yaml
    state: { type: string }
    ```

    Use instead:
    ```yaml
    state: { type: string, enum: [OPEN, DONE], x-extensible-enum: true }
    ```
    """
    is_called_so = options.pattern("pattern").fullmatch(part.name[:200]) is not None
    if not (is_called_so and part.owner.in_responses and "string" in part.api.types(part.node)):
        return
    if _OF_PLACES & {one.name for one in part.owner.properties}:
        return
    branches = [part.node, *(part.api.resolve(one) for key in ("allOf", "oneOf", "anyOf") for one in part.items(key))]
    listed = any({"enum", "x-extensible-enum", "const"} & one.value.keys() for one in branches if is_mapping(one))
    if not listed:
        fix = "add enum with the states there are, and x-extensible-enum: true when there may be more"
        yield Breach(part.written, f"nobody says which values {part.name} has", fix, part.name)
