"""
The contract rule API-037, write-models-closed.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.lint.branches import parts_of_wholes
from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import ApiPart
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule(
    "API-037",
    "write-models-closed",
    on=ApiPart,
    references=("OWASP API3:2023 no-additionalProperties", "Zalando 111"),
    options={"closed": Option(True, "Whether what only clients send has to be closed.")},
)
def write_models_closed(part: ApiPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds objects that only clients send and that say nothing about properties nobody declared, and objects that only
    the API sends and that forbid them. Branches of allOf, and wholes made of them in OpenAPI 3.0, are left alone: they
    cannot be closed.

    ## Why is this bad?
    A misspelt optional property that is silently taken is a wish that is silently dropped, and one that happens to
    exist in the database is written by strangers. Answers, though, have to be able to grow.

    ## Example
    ```yaml
    NewOrder: { type: object, properties: { product: { type: string } } }
    ```

    Use instead:
    ```yaml
    NewOrder: { type: object, additionalProperties: false, properties: { product: { type: string } } }
    ```
    """
    branches = parts_of_wholes(part.api)
    for schema in part.api.schemas:
        said = schema.node.value
        is_whole = part.api.is_31 and "allOf" in said
        if ("properties" not in said and not is_whole) or schema.in_parameters or id(said) in branches:
            continue
        if ("allOf" in said and not is_whole) or {"discriminator", "if", "not"} & said.keys():
            continue
        answers = {"additionalProperties", "unevaluatedProperties", "patternProperties"} & said.keys()
        if schema.in_requests and not schema.in_responses and not answers and options.flag("closed"):
            keyword = "unevaluatedProperties" if is_whole else "additionalProperties"
            what = "an object that clients send takes whatever nobody declared"
            yield Breach(schema.node, what, f"add {keyword}: false", keyword)
        for key in sorted(answers) if schema.in_responses and not schema.in_requests else ():
            if said[key] is False:
                what = "an object that only the API sends can never grow"
                yield Breach(schema.node.child(key), what, f"drop {key}: false", key)
