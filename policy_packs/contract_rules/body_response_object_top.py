"""
The contract rule API-029, response-object-top.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Options
from platform_constructs.contracts.lint.parts import ResponsePart
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule(
    "API-029",
    "response-object-top",
    on=ResponsePart,
    references=("Zalando 110", "AWS API Gateway method responses", "Azure az-response-schema"),
)
def response_object_top(response: ResponsePart, _options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds JSON answers that are a list, text or number by themselves and no object.

    ## Why is this bad?
    An array cannot grow: the day it needs a total, a link to the next page or a warning, every client breaks.

    ## Example
    ```yaml
    schema:
      type: array
      items: { $ref: '#/components/schemas/Order' }
    ```

    Use instead:
    ```yaml
    schema:
      type: object
      required: [items]
      properties:
        items: { type: array, maxItems: 100, items: { $ref: '#/components/schemas/Order' } }
    ```
    """
    for media in response.content:
        if media.is_json and media.schema is not None:
            schema = response.resolve(media.schema)
            types = response.api.types(schema) - {"null"}
            if types and "object" not in types:
                kind = sorted(types)[0]
                fix = "put it into a property of an object, such as items"
                yield Breach(media.schema, f"the answer is of type {kind} and no object", fix, kind)
