"""
Who may call an operation, as the contract's `security` says: open, or any one of some OAuth scopes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from platform_constructs.contracts.fault import Fault
from platform_constructs.contracts.node import Node
from platform_constructs.contracts.references import References

__all__ = ["Access", "declared_scopes", "read_access"]

_CARRIED: Final = ("oauth2", "openIdConnect")
_OPEN: Final = "write `security: []` at this operation if everybody may call it, or name a scope"


@dataclass(frozen=True, slots=True)
class Access:
    """
    Attributes:
        scopes: Any one of them lets a caller in; sorted.
        is_open: Whether the operation itself says `security: []`.
        named: Where each scope is asked for.
        faults: What API Gateway's Cognito authorizer cannot carry.
    """

    scopes: tuple[str, ...]
    is_open: bool
    named: tuple[tuple[str, Node], ...]
    faults: tuple[Fault, ...]


def read_access(operation: Node, root: Node, references: References) -> Access:
    """
    Return who may call an operation: what it says itself, or else what the document's root says.

    Raises:
        ContractError: when `security` is not shaped as OpenAPI wants it.
    """
    own, common = operation.get("security"), root.get("security")
    said = own or common
    requirements = list(said.items()) if said else []
    if own is not None and not requirements:
        return Access((), True, (), ())
    if not requirements:
        what = "the contract says nothing about who may call this operation"
        return Access((), False, (), (Fault("CON-030", "silent-security", what, operation, "no security", _OPEN),))
    named: list[tuple[str, Node]] = []
    faults: list[Fault] = []
    for requirement in requirements:
        faults.extend(_requirement(requirement, root, references, named))
    return Access(tuple(sorted({scope for scope, _ in named})), False, tuple(named), tuple(faults))


def _requirement(
    requirement: Node, root: Node, references: References, named: list[tuple[str, Node]]
) -> Iterator[Fault]:
    entries = list(requirement.entries())
    if not entries:
        what = "an empty alternative lets everybody in, whatever the others ask for"
        fix = "drop it, or open the operation: `security: []`"
        yield Fault("CON-035", "optional-security", what, requirement, "{}", fix)
    if len(entries) > 1:
        what = "two schemes are asked for at once; API Gateway's authorizer checks one token"
        got = " and ".join(name for name, _ in entries)
        yield Fault("CON-033", "joint-requirement", what, requirement, got, "write them as alternatives, or keep one")
    for name, scopes in entries:
        names = [scope.text() for scope in scopes.items()]
        scheme = _scheme(name, root, references)
        if scheme is None:
            fix = "declare it under components.securitySchemes, or correct the name"
            yield Fault("CON-032", "unknown-scheme", "the contract declares no such security scheme", scopes, name, fix)
            continue
        kind = scheme.needs("type").text()
        if kind not in _CARRIED:
            yield _not_carried(scheme, kind)
            continue
        if not names:
            what = "no scope is asked for, so that any token of the user pool would do"
            yield Fault("CON-034", "no-scope", what, scopes, f"{name}: []", "name the scope that this operation needs")
        if len(names) > 1:
            what = "several scopes are asked for at once; API Gateway lets a caller in with any one of them"
            fix = "name one scope for the operation, or list them as alternatives"
            yield Fault("CON-033", "joint-requirement", what, scopes, " and ".join(names), fix)
        known = dict(_scopes_of(scheme)) if kind == "oauth2" else None
        for scope, at in zip(names, scopes.items(), strict=True):
            named.append((scope, at))
            if known is not None and scope not in known:
                what = f"scheme {name} does not declare this scope, so no client can ask for it"
                yield Fault("CON-037", "undeclared-scope", what, at, scope, "declare it under the scheme's flows")


def _not_carried(scheme: Node, kind: str) -> Fault:
    what = "only OAuth scopes can be checked; this security scheme cannot be carried"
    detail = scheme.get("scheme")
    got = f"{kind} {detail.value}" if detail is not None and isinstance(detail.value, str) else kind
    fix = "use an oauth2 or openIdConnect scheme with scopes of your own resource server"
    return Fault("CON-031", "uncarried-scheme", what, scheme, got, fix)


def _scheme(name: str, root: Node, references: References) -> Node | None:
    scheme = (schemes := _schemes(root)) and schemes.get(name)
    return references.resolve(scheme) if scheme else None


def _schemes(root: Node) -> Node | None:
    components = root.get("components")
    return components.get("securitySchemes") if components else None


def _scopes_of(scheme: Node) -> Iterator[tuple[str, str]]:
    for key, flow in scheme.needs("flows").entries():
        if not key.startswith("x-"):
            yield from ((scope, purpose.text()) for scope, purpose in flow.needs("scopes").entries())


def declared_scopes(root: Node, references: References) -> dict[str, str]:
    """
    Return the scopes that the oauth2 schemes declare, with their descriptions.

    Raises:
        ContractError: when a scheme is not shaped as OpenAPI wants it.
    """
    found: dict[str, str] = {}
    schemes = _schemes(root)
    for _, entry in schemes.entries() if schemes else ():
        scheme = references.resolve(entry)
        if scheme.needs("type").text() == "oauth2":
            found.update(_scopes_of(scheme))
    return found
