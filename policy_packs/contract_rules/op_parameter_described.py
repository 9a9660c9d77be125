"""
The contract rule API-048, parameter-described.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Options
from platform_constructs.contracts.lint.parts import ParameterPart
from platform_constructs.contracts.lint.reading import text_of
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule(
    "API-048",
    "parameter-described",
    on=ParameterPart,
    references=("Spectral oas3-parameter-description", "IBM ibm-parameter-description"),
)
def parameter_described(parameter: ParameterPart, _options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds parameters that neither themselves nor by their schema say in `description` what they do.

    ## Why is this bad?
    `from` and `to`: of what, inclusive or not, in which time zone? Each consumer tries it out, and each comes to
    another end.

    ## Example
    ```yaml
    - { name: from, in: query, schema: { type: string, format: date } }
    ```

    Use instead:
    ```yaml
    - { name: from, in: query, description: The first day looked at., schema: { type: string, format: date } }
    ```
    """
    said = parameter.text("description") or (text_of(parameter.schema.get("description")) if parameter.schema else "")
    if not said.strip():
        fix = "add description: what it does, and what happens without it"
        yield Breach(parameter.node, f"the parameter {parameter.name} says nothing about itself", fix, parameter.name)
