"""
The contract rule API-045, guarded-update.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import PathPart
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule(
    "API-045",
    "guarded-update",
    on=PathPart,
    references=("Zalando 182", "IBM ibm-etag-header", "RFC 9110 section 13.1.1"),
    options={"demanded": Option(True, "Whether updates have to be guarded where nobody reads an ETag yet.")},
)
def guarded_update(path: PathPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds PUT and PATCH operations without `If-Match` on what can be read at the same path, those that take it and do
    not declare 412, and reads that give no `ETag` although an update there asks for it.

    ## Why is this bad?
    Two people read, both change, the later one wins, and nobody ever learns that the first change was lost.

    ## Example
    ```yaml
    /orders/{orderId}:
      get: { operationId: getOrder }
      patch: { operationId: updateOrder }
    ```

    Use instead:
    ```yaml
    /orders/{orderId}:
      get: { operationId: getOrder } # 200 with the header ETag
      patch:
        operationId: updateOrder
        parameters: [{ $ref: '#/components/parameters/IfMatch' }] # and 412
    ```
    """
    by_method = {operation.method: operation for operation in path.operations}
    read = by_method.get("GET")
    answer = read.response("200") if read is not None else None
    updates = [by_method[method] for method in ("PUT", "PATCH") if method in by_method]
    if answer is None or not updates:
        return
    has_tag = answer.header("ETag") is not None
    takes_match = False
    for update in updates:
        guarded = any((p.place, p.name.lower()) == ("header", "if-match") for p in update.parameters)
        takes_match = takes_match or guarded
        if not guarded and (has_tag or options.flag("demanded")):
            what = "the operation overwrites what somebody else has changed in the meantime"
            yield Breach(update.node, what, "add If-Match (header, string), and the answer 412", "If-Match")
        elif guarded and not {"412", "4XX", "default"} & {one.status for one in update.responses}:
            what = "the operation does not declare what it answers when If-Match is too old"
            yield Breach(update.node.get("responses") or update.node, what, "add 412", "412")
    if takes_match and not has_tag:
        what = "an update asks for If-Match, and nobody is told the ETag"
        yield Breach(answer.node, what, "add the header ETag", "ETag")
