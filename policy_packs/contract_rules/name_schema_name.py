"""
The contract rule API-055, schema-name.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.casing import recased
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import SchemaPart
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule(
    "API-055",
    "schema-name",
    on=SchemaPart,
    references=("IBM ibm-schema-naming-convention", "MEF LSO API guidelines", "TM Forum TMF630"),
    options={"pattern": Option("[A-Z][A-Za-z0-9]*", "What names of schemas look like.", is_pattern=True)},
)
def schema_name(schema: SchemaPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds schemas under `components` that are not called as the profile has it, which is PascalCase where it says
    nothing. MEF and TM Forum add `_Create`, `_FVO` and the like.

    ## Why is this bad?
    The name becomes the class in generated clients and the model in the gateway. What is no name there is changed into
    one, by each tool in its own way.

    ## Example
    ```yaml
    schemas: { new-order: { type: object } }
    ```

    Use instead:
    ```yaml
    schemas: { NewOrder: { type: object } }
    ```
    """
    if schema.name and not options.pattern("pattern").fullmatch(schema.name[:200]):
        right = recased(schema.name, "PascalCase")
        fix = f"call it {right}" if options.pattern("pattern").fullmatch(right) else "rename it as the profile has it"
        yield Breach(schema.node, "a schema is not called as schemas are", fix, schema.name)
