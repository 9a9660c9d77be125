"""
The contract rule API-015, property-casing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.casing import is_cased, recased
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import PropertyPart
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule(
    "API-015",
    "property-casing",
    on=PropertyPart,
    references=("Zalando 118", "IBM ibm-property-casing-convention", "TM Forum TMF630"),
    options={
        "casing": Option("camelCase", "How properties are written.", one_of=("camelCase", "snake_case", "PascalCase")),
        "allowed": Option(
            ("@[A-Za-z]+", "_links", "_embedded"), "Names that may be written as they are.", is_pattern=True
        ),
    },
)
def property_casing(part: PropertyPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds properties in another casing than the profile's, which is camelCase where it says nothing. What is deprecated
    is left alone: it is on its way out.

    ## Why is this bad?
    Consumers map properties to fields of their own. Two casings in one API need two mappings, and a typo in one of
    them is a value that silently stays empty.

    ## Example
    ```yaml
    properties:
      placed_at: { type: string, format: date-time }
    ```

    Use instead:
    ```yaml
    properties:
      placedAt: { type: string, format: date-time }
    ```
    """
    casing = options.text("casing")
    if is_cased(part.name, casing) or any(re.fullmatch(one, part.name) for one in options.texts("allowed")):
        return
    if not any(at.value.get("deprecated") is True for at in (part.node, part.written)):
        right = recased(part.name, casing)
        fix = f"call it {right}" if right else f"write it in {casing}"
        yield Breach(part.written, f"a property is not in {casing}", fix, part.name)
