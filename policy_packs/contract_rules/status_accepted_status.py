"""
The contract rule API-044, accepted-status.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import OperationPart
from platform_constructs.contracts.lint.rule import contract_rule

_LINKS: Final = ("href", "link", "links", "_links", "self", "statusUrl", "statusUri", "status_url", "monitor")


@contract_rule(
    "API-044",
    "accepted-status",
    on=OperationPart,
    references=("Zalando 253", "Azure az-lro-headers", "RFC 9110 section 15.3.3"),
    options={
        "headers": Option(("Location", "Link", "Operation-Location"), "Headers that lead to the status."),
        "properties": Option(_LINKS, "Properties of the answer that lead to the status."),
    },
)
def accepted_status(operation: OperationPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds answers 202 that lead nowhere: no header and no property with the address where the outcome can be read, and
    no id with a GET for it, and no GET on the same path.

    ## Why is this bad?
    "We are working on it" without a place to ask is the same as no answer. Clients send it again.

    ## Example
    ```yaml
    '202': { description: The survey is being arranged. }
    ```

    Use instead:
    ```yaml
    '202':
      description: The survey is being arranged.
      headers: { Location: { schema: { type: string, format: uri-reference, maxLength: 300 } } }
    ```
    """
    accepted = operation.response("202")
    methods = {each.method for each in operation.api.operations_at(operation.path)}
    if accepted is None or (operation.method != "POST" and "GET" in methods):
        return
    schemas = [operation.resolve(media.schema) for media in accepted.content if media.schema is not None]
    properties = {name for schema in schemas for name in operation.api.properties(schema)}
    if "id" in properties and operation.path.rstrip("/") in operation.api.collections:
        return
    headers = [name for name in options.texts("headers") if accepted.header(name) is not None]
    if not headers and not properties & set(options.texts("properties")):
        what = "an answer 202 does not say where the outcome can be read"
        yield Breach(accepted.node, what, f"add the header {options.texts('headers')[0]}", "202")
