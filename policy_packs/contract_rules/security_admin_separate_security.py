"""
The contract rule API-034, admin-separate-security.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import ApiPart, OperationPart
from platform_constructs.contracts.lint.reading import entries_of, items_of, text_of
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule(
    "API-034",
    "admin-separate-security",
    on=ApiPart,
    references=("OWASP API5:2023 admin-security-unique",),
    options={"segments": Option(("admin", "administration", "backoffice"), "Segments that only administrators call.")},
)
def admin_separate_security(part: ApiPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds operations under `/admin` that ask for nothing more than operations elsewhere do: the same scheme with the
    same scopes.

    ## Why is this bad?
    Whoever holds a token for everyday use then holds one for everything.

    ## Example
    ```yaml
    /orders: { get: { security: [{ oauth: [ordering/orders.read] }] } }
    /admin/orders: { get: { security: [{ oauth: [ordering/orders.read] }] } }
    ```

    Use instead:
    ```yaml
    /orders: { get: { security: [{ oauth: [ordering/orders.read] }] } }
    /admin/orders: { get: { security: [{ oauth: [ordering/orders.admin] }] } }
    ```
    """
    elsewhere: set[frozenset[tuple[str, str]]] = set()
    inside: list[tuple[OperationPart, set[frozenset[tuple[str, str]]]]] = []
    for operation in part.api.operations:
        asked = {_asked(requirement) for requirement in items_of(operation.security)}
        if any(segment.lower() in options.texts("segments") for segment in operation.path.split("/")):
            inside.append((operation, asked))
        else:
            elsewhere |= asked
    for operation, asked in inside:
        for one in sorted(asked, key=sorted):
            if one and any(one <= other for other in elsewhere):
                what = "the operation asks administrators for no more than everybody is asked for"
                fix = "ask for a scope that only administrators hold, such as ordering/orders.admin"
                said = ", ".join(sorted(scope or scheme for scheme, scope in one))
                yield Breach(operation.node.get("security") or operation.node, what, fix, said)


def _asked(requirement: Node) -> frozenset[tuple[str, str]]:
    """Every scheme and scope that one way in asks for; a scheme without scopes counts by itself."""
    asked = ((name, [text_of(scope) for scope in items_of(scopes)]) for name, scopes in entries_of(requirement))
    return frozenset((name, scope) for name, scopes in asked for scope in (scopes or [""]))
