"""
The contract rule API-034, admin-separate-security.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.lint.access import demands_of
from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import ApiPart
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
    elsewhere, inside = set(), []
    for operation in part.api.operations:
        demands = {(one.scheme, frozenset(one.scopes)) for one in demands_of(operation)}
        if any(segment.lower() in options.texts("segments") for segment in operation.path.split("/")):
            inside.append((operation, demands))
        else:
            elsewhere |= demands
    for operation, demands in inside:
        for scheme, scopes in sorted(demands & elsewhere, key=str):
            said = ", ".join(sorted(scopes)) or scheme
            what = "the operation asks administrators for no more than everybody is asked for"
            fix = "ask for a scope that only administrators hold, such as ordering/orders.admin"
            yield Breach(operation.node.get("security") or operation.node, what, fix, said)
