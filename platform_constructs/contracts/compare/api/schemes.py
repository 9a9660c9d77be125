"""
The security schemes: how clients get and show their credentials.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from platform_constructs.contracts.compare.api.comparing import BREAKING, INFO, WARN, Comparing
from platform_constructs.contracts.compare.api.shape import entries, said, text
from platform_constructs.contracts.compare.api.subject import Subject
from platform_constructs.contracts.compare.change import Severity
from platform_constructs.contracts.document.document import Document
from platform_constructs.contracts.document.node import Node

__all__ = ["compare_schemes", "renamed_schemes", "schemes_of"]

_ID: Final = "api-security-component"
_URLS: Final = (("authorizationUrl", "oauth-url"), ("tokenUrl", "oauth-token-url"), ("refreshUrl", "oauth-refresh-url"))
_KEYS: Final = (("name", "name"), ("in", "in"), ("scheme", "http-scheme"), ("openIdConnectUrl", "openid-url"))
_ELSEWHERE: Final = "clients that are set up as before look for it in vain"


def schemes_of(document: Document) -> dict[str, Node]:
    """Return the declared security schemes by name."""
    declared = entries(said(said(document.root, "components"), "securitySchemes"))
    return {name: document.references.resolve(entry) for name, entry in declared.items()}


def renamed_schemes(old: Mapping[str, Node], new: Mapping[str, Node]) -> dict[str, str]:
    """Return the new names of schemes that are the same but for their name."""
    found: dict[str, str] = {}
    come = {name: _substance(scheme) for name, scheme in new.items() if name not in old}
    for name, scheme in old.items():
        same = [other for other, substance in come.items() if substance == _substance(scheme)]
        if name not in new and len(same) == 1 and same[0] not in found.values():
            found[name] = same[0]
    return found


def _substance(scheme: Node) -> Any:
    flows = {}
    for name, flow in entries(said(scheme, "flows")).items():
        urls = {key: said_value.value for key, said_value in entries(flow).items() if key != "scopes"}
        flows[name] = (urls, sorted(entries(said(flow, "scopes"))))
    kept = {key: node.value for key, node in entries(scheme).items() if key not in ("description", "flows")}
    return kept, flows


def compare_schemes(on: Comparing, asked: Mapping[str, frozenset[str]], renamed: Mapping[str, str]) -> None:
    """
    Tell how the security schemes changed; what no operation asks for breaks nobody.

    Args:
        on: The comparison.
        asked: The scopes that operations of the old version ask for, by scheme.
        renamed: The new names of schemes.
    """
    old, new = schemes_of(on.old), schemes_of(on.new)
    for name in sorted(old.keys() | new.keys()):
        component = f"securitySchemes/{name}"
        subject = Subject(old.get(name), new.get(name), component, component)
        if subject.new is None:
            goes_on = f" and goes on as `{renamed[name]}`" if name in renamed else ""
            what = f"the security scheme `{name}` was removed{goes_on}"
            on.tell(subject, f"{_ID}-removed", INFO, what, "the operations say whom that turns away", name)
        elif subject.old is None:
            what = f"the security scheme `{name}` was added"
            on.tell(subject, f"{_ID}-added", INFO, what, "the operations say who needs it", name)
        else:
            _compare(on, subject, name, name in asked, asked.get(name, frozenset()))


def _compare(on: Comparing, subject: Subject, name: str, is_used: bool, scopes: frozenset[str]) -> None:
    worst = BREAKING if is_used and on.terms.security_breaks else INFO
    old, new = text(subject.old, "type"), text(subject.new, "type")
    if old != new:
        what = f"the type of the security scheme `{name}` changed from `{old}` to `{new}`"
        why = "credentials of the old type are not understood"
        on.tell(subject, f"{_ID}-type-changed", worst, what, why, name, old, new, at="type")
        return
    for key, word in _KEYS:
        before, after = text(subject.old, key), text(subject.new, key)
        if key == "scheme":
            before, after = before.lower(), after.lower()
        if before != after:
            what = f"`{key}` of the security scheme `{name}` changed from `{before}` to `{after}`"
            on.tell(subject, f"{_ID}-{word}-changed", worst, what, _ELSEWHERE, name, before, after, at=key)
    flows = entries(said(subject.old, "flows")), entries(said(subject.new, "flows"))
    for flow in sorted(flows[0].keys() | flows[1].keys()):
        part = subject.inner(flows[0].get(flow), flows[1].get(flow), flow)
        if part.new is None:
            what, why = f"the flow {flow} of `{name}` was removed", "clients that get their tokens so get none"
            on.tell(part, f"{_ID}-oauth-flow-removed", worst, what, why, name, flow)
        elif part.old is None:
            what, why = f"the flow {flow} of `{name}` was added", "clients may go on with theirs"
            on.tell(part, f"{_ID}-oauth-flow-added", INFO, what, why, name, flow)
        else:
            _urls(on, part, name, worst)
    _scopes(on, subject, name, scopes)


def _urls(on: Comparing, part: Subject, name: str, worst: Severity) -> None:
    for key, word in _URLS:
        before, after = text(part.old, key), text(part.new, key)
        if before == after:
            continue
        severity, why = (worst, _ELSEWHERE) if before else (INFO, "it was not said before")
        what = f"`{key}` of the security scheme `{name}` changed from `{before}` to `{after}`"
        on.tell(part, f"{_ID}-{word}-changed", severity, what, why, name, before, after, at=key)


def _scopes(on: Comparing, subject: Subject, name: str, asked: frozenset[str]) -> None:
    old, new = dict(_declared(subject.old)), dict(_declared(subject.new))
    for scope in sorted(old.keys() | new.keys()):
        told = subject.inner(old.get(scope), new.get(scope), "")
        if scope not in new:
            worst = BREAKING if scope in asked else WARN
            severity = worst if on.terms.security_breaks else INFO
            what = f"the security scheme `{name}` no longer declares the scope `{scope}`"
            why = "clients that ask for it get no token"
            on.tell(told, f"{_ID}-oauth-scope-removed", severity, what, why, name, scope)
        elif scope not in old:
            what, why = f"the security scheme `{name}` declares the scope `{scope}`", "the operations say who needs it"
            on.tell(told, f"{_ID}-oauth-scope-added", INFO, what, why, name, scope)
        elif (before := str(old[scope].value)) != (after := str(new[scope].value)):
            what = f"the scope `{scope}` of the security scheme `{name}` is described otherwise"
            why = "a description grants nothing"
            on.tell(told, f"{_ID}-oauth-scope-changed", INFO, what, why, name, scope, before, after)


def _declared(scheme: Node | None) -> Iterator[tuple[str, Node]]:
    for flow in entries(said(scheme, "flows")).values():
        yield from entries(said(flow, "scopes")).items()
