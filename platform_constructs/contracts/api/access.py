"""
Who may call an operation, as the contract's `security` says: everybody, whoever has one of some OAuth scopes, or
whoever signs the request with credentials of AWS.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from platform_constructs.contracts.api.scopes import MOST_SCOPES, scheme_scopes, security_schemes
from platform_constructs.contracts.api.smuggling import SIGNING
from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.document.references import References
from platform_constructs.contracts.fault import Fault

__all__ = ["Access", "Security"]

_CARRIED: Final = ("oauth2", "openIdConnect")
_OPEN: Final = "name a scope; `security: []` (everybody) also needs a waiver of APIGW-001"


@dataclass(frozen=True, slots=True)
class Access:
    """
    Attributes:
        scopes: Any one of them lets a caller in; sorted.
        is_open: Whether the operation itself says `security: []`.
        is_signed: Whether requests are signed (SigV4) instead of bearing a token.
        named: Where each scope is asked for.
        faults: What API Gateway's Cognito authorizer cannot carry.
    """

    scopes: tuple[str, ...]
    is_open: bool
    named: tuple[tuple[str, Node], ...]
    faults: tuple[Fault, ...]
    is_signed: bool = False


@dataclass(slots=True)
class Security:
    """
    Answers who may call each operation of a contract.

    Attributes:
        root: The document.
        references: Leads from `$ref` to what it names.
    """

    root: Node
    references: References
    _common: Access | None = None
    _scopes: dict[str, frozenset[str]] = field(default_factory=dict)

    def access(self, operation: Node) -> Access:
        """
        Return who may call an operation: what it says itself, or else what the document's root says.

        Raises:
            ContractError: when `security` is not shaped as OpenAPI wants it.
        """
        own = operation.get("security")
        if own is not None:
            requirements = list(own.items())
            return self._read(requirements) if requirements else Access((), True, (), ())
        if self._common is None:
            said = self.root.get("security")
            self._common = self._read(list(said.items()) if said else [])
        if self._common.named or self._common.faults or self._common.is_signed:
            return self._common
        what = "the contract says nothing about who may call this operation"
        return Access((), False, (), (Fault("CON-030", "silent-security", what, operation, "no security", _OPEN),))

    def _read(self, requirements: list[Node]) -> Access:
        named: list[tuple[str, Node]] = []
        signed = [one for one in requirements if self._is_signed(one)]
        others = [one for one in requirements if one not in signed]
        faults = [fault for requirement in others for fault in self._requirement(requirement, named)]
        if signed and others:
            what = "some alternatives are signed and others are not; API Gateway checks one kind of proof"
            fix = "keep one kind; an API for tokens and one for signed requests can share a backend"
            faults.append(Fault("CON-064", "mixed-security", what, signed[0], "two kinds of proof", fix))
        scopes = sorted({scope for scope, _ in named})
        if len(scopes) > MOST_SCOPES:
            what = f"more than {MOST_SCOPES} scopes are asked for, the most that Cognito gives one resource server"
            got, fix = f"{len(scopes)} scopes", "let operations that are granted together share a scope"
            faults.append(Fault("CON-050", "too-many-scopes", what, named[0][1], got, fix))
        return Access(tuple(scopes[:MOST_SCOPES]), False, tuple(named), tuple(faults), bool(signed))

    def _is_signed(self, requirement: Node) -> bool:
        """Whether a requirement is for one scheme alone, and that is AWS's own way to say that requests are signed."""
        schemes = security_schemes(self.root)
        entries = list(requirement.entries())
        entry = schemes.get(entries[0][0]) if schemes and len(entries) == 1 else None
        if entry is None:
            return False
        scheme = self.references.resolve(entry)
        kind, said = scheme.needs("type").text(), scheme.get(SIGNING[0])
        return kind == "apiKey" and said is not None and said.value == SIGNING[1]

    def _requirement(self, requirement: Node, named: list[tuple[str, Node]]) -> Iterator[Fault]:
        entries = list(requirement.entries())
        if not entries:
            what = "an empty alternative lets everybody in, whatever the others ask for"
            fix = "drop it; `security: []` (everybody) also needs a waiver of APIGW-001"
            yield Fault("CON-035", "optional-security", what, requirement, "{}", fix)
        if len(entries) > 1:
            what = "two schemes are asked for at once; API Gateway's authorizer checks one token"
            got = " and ".join(name for name, _ in entries)
            yield Fault(
                "CON-033", "joint-requirement", what, requirement, got, "write them as alternatives, or keep one"
            )
        for name, scopes in entries:
            yield from self._scheme(name, scopes, named)

    def _scheme(self, name: str, scopes: Node, named: list[tuple[str, Node]]) -> Iterator[Fault]:
        asked = [(scope.text(), scope) for scope in scopes.items()]
        schemes = security_schemes(self.root)
        entry = schemes.get(name) if schemes else None
        if schemes is None or entry is None:
            what, fix = "the contract declares no such security scheme", "declare it under components.securitySchemes"
            names = tuple(name for name, _ in schemes.entries()) if schemes else ()
            yield Fault("CON-032", "unknown-scheme", what, scopes, name, fix, names)
            return
        scheme = self.references.resolve(entry)
        kind = scheme.needs("type").text()
        if kind not in _CARRIED:
            yield _not_carried(scheme, kind)
            return
        if not asked:
            what = "no scope is asked for, so that any token of the user pool would do"
            yield Fault("CON-034", "no-scope", what, scopes, f"{name}: []", "name the scope that this operation needs")
        if len(asked) > 1:
            what = "several scopes are asked for at once; API Gateway lets a caller in with any one of them"
            fix = "name one scope for the operation, or list them as alternatives"
            yield Fault("CON-033", "joint-requirement", what, scopes, " and ".join(scope for scope, _ in asked), fix)
        if kind == "oauth2" and name not in self._scopes:
            self._scopes[name] = frozenset(scope for scope, _ in scheme_scopes(scheme))
        known = self._scopes.get(name)
        for scope, at in asked:
            named.append((scope, at))
            if known is not None and scope not in known:
                what = "its scheme does not declare this scope, so no client can ask for it"
                fix = f"declare it under the flows of {name}"
                yield Fault("CON-037", "undeclared-scope", what, at, scope, fix, known)


def _not_carried(scheme: Node, kind: str) -> Fault:
    what = "only OAuth scopes can be checked; this security scheme cannot be carried"
    detail = scheme.get("scheme")
    got = f"{kind} {detail.value}" if detail is not None and isinstance(detail.value, str) else kind
    fix = "use an oauth2 or openIdConnect scheme with scopes of your own resource server"
    if kind == "apiKey":
        fix += f"; for the internal road, say {': '.join(SIGNING)} in the scheme"
    return Fault("CON-031", "uncarried-scheme", what, scheme, got, fix)
