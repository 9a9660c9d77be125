"""
The contract rule API-015, property-casing.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.casing import CASINGS, is_cased, recased
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import PropertyPart
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule(
    "API-015",
    "property-casing",
    on=PropertyPart,
    references=(
        "Zalando 118",
        "IBM ibm-property-casing-convention",
    ),
    options={
        "casing": Option("camelCase", "How the words of a property's name are written.", one_of=tuple(CASINGS)),
        "allowed": Option(
            r"@[A-Za-z]+|_[a-z]+|\$[a-z]+|x-.*",
            "Names that may look otherwise, whole, such as `@type`.",
            is_pattern=True,
        ),
    },
)
def property_casing(prop: PropertyPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds properties whose names are not written in the profile's casing.

    ## Why is this bad?
    Two casings in one API mean that everybody who writes a client looks up every name, and generated
    code has names in two styles.

    ## Example
    ```yaml
    properties:
      order_date: { type: string, format: date }
    ```

    Use instead:
    ```yaml
    properties:
      orderDate: { type: string, format: date }
    ```
    """
    casing = options.text("casing")
    if is_cased(prop.name, casing) or options.pattern("allowed").fullmatch(prop.name):
        return
    yield Breach(prop.written, f"a property's name is not {casing}", f"write {recased(prop.name, casing)}", prop.name)
