"""
The contract rule API-035, ids-not-numeric.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import ParameterPart
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule(
    "API-035",
    "ids-not-numeric",
    on=ParameterPart,
    references=("OWASP API1:2023 no-numeric-ids", "Zalando 144"),
    options={"pattern": Option("(.*[a-z0-9])?(Id|ID)|(.*[_-])?id", "What names of ids look like.", is_pattern=True)},
)
def ids_not_numeric(parameter: ParameterPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds ids in paths and queries that are numbers.

    ## Why is this bad?
    Whoever has order 4711 tries 4712 next. One missing check is then a leak of everything, and the numbers tell
    competitors how much is sold.

    ## Example
    ```yaml
    - { name: orderId, in: path, required: true, schema: { type: integer } }
    ```

    Use instead:
    ```yaml
    - { name: orderId, in: path, required: true, schema: { type: string, format: uuid } }
    ```
    """
    if parameter.place not in ("path", "query") or parameter.schema is None:
        return
    kinds = parameter.api.types(parameter.schema) & {"integer", "number"}
    if kinds and options.pattern("pattern").fullmatch(parameter.name[:200]):
        fix = "make it a string that cannot be guessed, such as one of format: uuid"
        what = f"the parameter {parameter.name} is an id that can be counted through"
        yield Breach(parameter.schema, what, fix, parameter.name)
