"""
The contract rule API-022, errors-problem-json.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import ResponsePart
from platform_constructs.contracts.lint.reading import items_of
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule(
    "API-022",
    "errors-problem-json",
    on=ResponsePart,
    references=("Zalando 176", "RFC 9457", "OWASP API8:2023"),
    options={
        "media_types": Option(("application/problem+json",), "The media types of errors; one of them is enough."),
        "members": Option(("type", "title", "status", "detail", "instance"), "The properties of an error."),
    },
)
def errors_problem_json(response: ResponsePart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds errors that are no `application/problem+json` with type, title, status, detail and instance.

    ## Why is this bad?
    A consumer writes one place that understands errors. Each API with errors of its own needs another, and what goes
    wrong is told as "something went wrong".

    ## Example
    ```yaml
    '404': { description: There is no such order. }
    ```

    Use instead:
    ```yaml
    '404':
      description: There is no such order.
      content: { application/problem+json: { schema: { $ref: '#/components/schemas/Problem' } } }
    ```
    """
    if not response.is_error or all(user.method == "HEAD" for user in response.users):
        return
    wanted = options.texts("media_types")
    media = next((one for one in response.content if one.type in wanted), None)
    if media is None:
        got = ", ".join(one.type for one in response.content) or "no content"
        fix = f"add content {wanted[0]} with the problem's schema"
        yield Breach(response.node, f"the error is no {wanted[0]}", fix, got)
        return
    if media.schema is None:
        yield Breach(media.node, "the error has no schema", "add the problem's schema", wanted[0])
        return
    schema = response.resolve(media.schema)
    if (entries := schema.get("items")) is not None:  # several errors at once, as MEF answers 422
        schema = response.resolve(entries)
    said = response.api.properties(schema)
    branches = [*items_of(schema.get("oneOf")), *items_of(schema.get("anyOf"))]
    told = [response.api.properties(response.resolve(one)).keys() for one in branches]
    shared = set.intersection(*map(set, told)) if told else set()
    missing = [name for name in options.texts("members") if name not in said and name not in shared]
    if missing:
        names = ", ".join(missing)
        yield Breach(schema, "the error lacks what every problem has", f"add the properties {names}", names)
