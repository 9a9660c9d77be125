"""
The contract rule API-016, query-casing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.casing import is_cased, recased
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import ParameterPart
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule(
    "API-016",
    "query-casing",
    on=ParameterPart,
    references=("Zalando 130", "IBM ibm-query-parameter-casing-convention", "Azure az-parameter-names-convention"),
    options={
        "casing": Option(
            "camelCase", "How query parameters are written.", one_of=("camelCase", "snake_case", "kebab-case")
        ),
        "allowed": Option(("@[A-Za-z]+", "\\$[a-z]+"), "Names that may be written as they are.", is_pattern=True),
    },
)
def query_casing(parameter: ParameterPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds query parameters in another casing than the profile's, which is camelCase where it says nothing. Each part of
    a name such as `orderDate.gt` or `filter[state]` counts by itself.

    ## Why is this bad?
    A server takes no notice of a query parameter it does not know. Whoever guesses the casing wrong gets everything
    instead of what was asked for, and no error.

    ## Example
    ```yaml
    parameters:
      - { name: order_state, in: query }
    ```

    Use instead:
    ```yaml
    parameters:
      - { name: orderState, in: query }
    ```
    """
    if parameter.place != "query" or parameter.node.value.get("deprecated") is True:
        return
    casing, name = options.text("casing"), parameter.name
    pieces = [piece for piece in re.split(r"[.\[\]]", name) if piece]
    if all(is_cased(piece, casing) for piece in pieces):
        return
    if not any(re.fullmatch(one, name) for one in options.texts("allowed")):
        right = recased(name, casing) if len(pieces) == 1 else ""
        fix = f"call it {right}" if right else f"write it in {casing}"
        yield Breach(parameter.node, f"a query parameter is not in {casing}", fix, name)
