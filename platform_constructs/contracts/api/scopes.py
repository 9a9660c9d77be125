"""
The scopes that a contract declares: which names and descriptions may reach Cognito.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from platform_constructs.contracts.api.smuggling import is_token
from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.document.references import References
from platform_constructs.contracts.fault import Fault
from platform_constructs.contracts.notes import Notes

__all__ = [
    "MOST_SCOPES",
    "carried_scopes",
    "declared_scopes",
    "foreign_scope",
    "scheme_scopes",
    "scope_faults",
    "security_schemes",
]

MOST_SCOPES: Final = 100
"""Custom scopes of one Cognito resource server."""

# Narrower than Cognito, which takes nearly every printable character: what reads as code has no place in a name.
_NAME: Final = r"[A-Za-z0-9._:-]{1,128}"
_CARRIED: Final = re.compile(f"{_NAME}/{_NAME}")
_HARMLESS: Final = re.compile(r"[A-Za-z0-9._:/-]{1,300}")  # others' scopes, such as `openid`: declared, never built
_LONGEST_PURPOSE: Final = 256  # Cognito's own limit, counted as UTF-16 does, to be safe


def security_schemes(root: Node) -> Node | None:
    """Return `components.securitySchemes`, if there is one."""
    components = root.get("components")
    return components.get("securitySchemes") if components else None


def scheme_scopes(scheme: Node) -> Iterator[tuple[str, Node]]:
    """
    Yield the scopes that an oauth2 scheme declares, with the descriptions as written.

    Raises:
        ContractError: when the scheme is not shaped as OpenAPI wants it.
    """
    for key, flow in scheme.needs("flows").entries():
        if not key.startswith("x-"):
            yield from flow.needs("scopes").entries()


def declared_scopes(root: Node, references: References) -> tuple[tuple[str, Node], ...]:
    """
    Return the scopes that all oauth2 schemes declare, as written, malformed ones included.

    Raises:
        ContractError: when a scheme is not shaped as OpenAPI wants it, or a description is no text.
    """
    found: list[tuple[str, Node]] = []
    schemes = security_schemes(root)
    for _, entry in schemes.entries() if schemes else ():
        scheme = references.resolve(entry)
        if scheme.needs("type").text() == "oauth2":
            found += scheme_scopes(scheme)
    for _, purpose in found:
        purpose.text()
    return tuple(found)


def carried_scopes(declared: Iterable[tuple[str, Node]], asked: Iterable[str]) -> dict[str, str]:
    """
    Return what the identity stack may be built from: scopes with well-formed names, and fit descriptions.

    It is built from every contract, also from those that nobody compiles; so a malformed name never gets there,
    and a scope whose description is missing or unfit is described by its own name. Both are findings once the
    contract is compiled.
    """
    found = {scope: _purpose(purpose.text()) or scope for scope, purpose in declared if _CARRIED.fullmatch(scope)}
    for scope in asked:
        if _CARRIED.fullmatch(scope):
            found.setdefault(scope, scope)
    return dict(sorted(found.items()))


def scope_faults(
    declared: Iterable[tuple[str, Node]], carried: Iterable[str], prefix: str, root: Node, notes: Notes
) -> Iterator[Fault]:
    """
    Yield what is wrong with the scopes that are declared, whether or not an operation asks for them.

    Args:
        declared: As written.
        carried: Every well-formed scope that the contract declares or asks for.
        prefix: The domain's own resource server.
        root: The document.
        notes: Takes descriptions that are cut.
    """
    for scope, purpose in declared:
        if scope.startswith(f"{prefix}/") or not _HARMLESS.fullmatch(scope):
            yield from foreign_scope(scope, purpose, prefix)
        said = purpose.text()
        fit = _purpose(said)
        if fit is None:
            what = "a scope's description holds control characters or a token of the engine"
            yield Fault("CON-051", "unfit-description", what, purpose, said, "write one plain sentence")
        elif fit != _one_line(said):
            notes.add(purpose, f"scope descriptions of more than {_LONGEST_PURPOSE} characters are cut")
    own = sum(scope.startswith(f"{prefix}/") for scope in carried)
    if own > MOST_SCOPES:
        what = f"the contract has more than {MOST_SCOPES} scopes, the most that Cognito gives one resource server"
        fix = "let operations that are granted together share a scope"
        yield Fault("CON-050", "too-many-scopes", what, root, f"{own} scopes", fix)


def foreign_scope(scope: str, at: Node, prefix: str) -> Iterator[Fault]:
    """Yield a fault when a scope is not one that the domain itself can grant."""
    server, _, _ = scope.partition("/")
    if server != prefix or not _CARRIED.fullmatch(scope):
        what = f"scopes of this domain are written {prefix}/<name>, with up to 128 letters, digits and . _ : -"
        fix = f"name a scope under {prefix}/: a contract may use its own domain's scopes only"
        yield Fault("CON-036", "foreign-scope", what, at, scope, fix)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _purpose(text: str) -> str | None:
    """Return a description as Cognito takes it; None when it holds what no description needs."""
    line = _one_line(text)
    if not line.isprintable() or is_token(line):
        return None
    units = line.encode("utf-16-le")
    if len(units) <= 2 * _LONGEST_PURPOSE:
        return line
    return units[: 2 * (_LONGEST_PURPOSE - 3)].decode("utf-16-le", "ignore").rstrip() + "..."
