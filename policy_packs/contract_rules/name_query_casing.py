"""
The contract rule API-016, query-casing.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.casing import CASINGS, is_cased, recased
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import ParameterPart
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule(
    "API-016",
    "query-casing",
    on=ParameterPart,
    references=(
        "Zalando 130",
        "IBM ibm-parameter-casing-convention",
    ),
    options={
        "casing": Option("camelCase", "How the words of a query parameter's name are written.", one_of=tuple(CASINGS)),
        "allowed": Option(
            r"[a-zA-Z]+\.(?:gt|gte|lt|lte|eq)|[a-zA-Z]+\[[a-zA-Z]*\]",
            "Names that may look otherwise, whole, such as `orderDate.gt`.",
            is_pattern=True,
        ),
    },
)
def query_casing(parameter: ParameterPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds query and path parameters whose names are not written in the profile's casing.

    ## Why is this bad?
    A parameter that filters by a property is called like the property. With another casing, every client has a table
    that translates between the two.

    ## Example
    ```yaml
    parameters:
      - { name: order_date, in: query, schema: { type: string } }
    ```

    Use instead:
    ```yaml
    parameters:
      - { name: orderDate, in: query, schema: { type: string } }
    ```
    """
    casing = options.text("casing")
    if parameter.place not in ("query", "path") or not parameter.name:
        return
    if not is_cased(parameter.name, casing) and not options.pattern("allowed").fullmatch(parameter.name):
        fix = f"write {recased(parameter.name, casing)}"
        yield Breach(parameter.node, f"a {parameter.place} parameter's name is not {casing}", fix, parameter.name)
