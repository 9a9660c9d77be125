"""
The contract rule API-031, security-scopes.
"""

from __future__ import annotations

from collections.abc import Iterator

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.lint.access import demands_of
from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import ApiPart, SecuritySchemePart
from platform_constructs.contracts.lint.reading import entries_of
from platform_constructs.contracts.lint.rule import contract_rule


@contract_rule(
    "API-031",
    "security-scopes",
    on=ApiPart,
    references=("Zalando 105", "Zalando 225", "Spectral oas3-operation-security-defined", "OWASP API5:2023"),
    options={
        "pattern": Option(
            "[a-z][a-z0-9-]*/[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)+", "What a whole scope looks like.", is_pattern=True
        ),
    },
)
def security_scopes(part: ApiPart, options: Options) -> Iterator[Breach]:
    """
    ## What it does
    Finds operations with OAuth that ask for no scope or for one that the scheme does not define, and scopes that are
    not written as the profile has it: `<domain>/<resource>.<permission>` where it says nothing.

    ## Why is this bad?
    Without a scope every client that has any token may do everything. A scope that nobody defined is granted to
    nobody, so that the operation answers 403 for ever.

    ## Example
    ```yaml
    security:
      - oauth: []
    ```

    Use instead:
    ```yaml
    security:
      - oauth: [ordering/orders.read]
    ```
    """
    defined = {scheme.name: list(_scopes(scheme)) for scheme in part.api.security_schemes}
    pattern = options.pattern("pattern")
    for scopes in defined.values():
        for name, at in scopes:
            if not pattern.fullmatch(name):
                fix = "write it like ordering/orders.read: domain, resource, permission"
                yield Breach(at, "a scope is not written as scopes are", fix, name)
    for operation in part.api.operations:
        for demand in demands_of(operation):
            known = {name for name, _ in defined.get(demand.scheme, ())}
            if demand.scheme not in defined:
                fix = f"define {demand.scheme} under components.securitySchemes, or correct it"
                yield Breach(demand.at, "nobody defines the security scheme", fix, demand.scheme)
            if demand.kind == "oauth2" and not demand.scopes:
                fix = f"name one of {', '.join(sorted(known)[:5])}" if known else "define scopes, and name one"
                yield Breach(demand.at, "an operation with OAuth asks for no scope", fix, demand.scheme)
            for scope in demand.scopes if demand.kind == "oauth2" else ():
                if scope not in known:
                    fix = f"define it under components.securitySchemes.{demand.scheme}, or correct it"
                    yield Breach(demand.at, "the scheme does not define the scope", fix, scope)


def _scopes(scheme: SecuritySchemePart) -> Iterator[tuple[str, Node]]:
    for _, flow in scheme.entries("flows"):
        yield from entries_of(flow.get("scopes"))
