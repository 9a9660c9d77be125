"""
The contract rule API-053, entity-href.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import OperationPart
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule(
    "API-053",
    "entity-href",
    on=OperationPart,
    references=("TM Forum TMF630", "MEF LSO API guidelines"),
    options={
        "members": Option(("id", "href"), "What everything that can be read by its id says about itself."),
        "exceptions": Option(("hub",), "First segments of paths that are no such thing."),
    },
)
def entity_href(operation: OperationPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds what can be read by its id and does not say its own `id` and `href`.

    ## Why is this bad?
    In the manner of TM Forum and MEF things refer to one another by id and href. What does not say its own cannot be
    referred to by whoever got it in an answer or a notification.

    ## Example
    ```yaml
    ProductOrder: { type: object, properties: { id: { type: string } } }
    ```

    Use instead:
    ```yaml
    ProductOrder: { type: object, properties: { id: { type: string }, href: { type: string, format: uri } } }
    ```
    """
    first = operation.path.strip("/").partition("/")[0]
    is_entity = operation.path.rstrip("/").endswith("}") and first not in options.texts("exceptions")
    if operation.method != "GET" or not is_entity:
        return
    answer = operation.response("200")
    for media in answer.content if answer is not None else ():
        if not media.is_json or media.schema is None:
            continue
        schema = operation.resolve(media.schema)
        said = operation.api.properties(schema)
        missing = [name for name in options.texts("members") if name not in said]
        if said and missing:
            what = "what can be read by its id does not say where it is"
            yield Breach(schema, what, f"add {' and '.join(missing)}", ", ".join(missing))
