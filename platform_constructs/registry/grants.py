"""
Reads `[[grants]]`, and refuses those that cannot be meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from platform_constructs.model.grant import EventGrant, Grant, InvokeGrant, ScopeGrant
from platform_constructs.model.organisation import Organisation
from platform_constructs.model.place import Place
from platform_constructs.model.toml_source import TomlSource
from platform_constructs.registry.faults import Faults, nearest
from platform_constructs.registry.nouns import as_noun, tables_in

__all__ = ["check_grants", "read_grants"]

_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "scope": ("name",),
    "publish": ("source", "detail_type"),
    "subscribe": ("source", "detail_type"),
    "invoke": ("api", "operations"),
}
"""Each kind of grant, with the keys that only it has."""


def read_grants(source: TomlSource, faults: Faults) -> tuple[Grant, ...]:
    """Return the grants in the order of the file; what cannot be read is noted as a fault."""
    found = (
        _grant(source, faults, n, table)
        for n, table in tables_in(source, faults, source.data.get("grants", []), ("grants",))
    )
    return tuple(grant for grant in found if grant is not None)


def _grant(source: TomlSource, faults: Faults, n: int, table: dict[str, Any]) -> Grant | None:
    way = ("grants", n)
    kind = table.get("kind")
    if not isinstance(kind, str) or kind not in _KEYS:
        faults.add(
            "REG-040",
            source.place(*way, "kind") if "kind" in table else source.place(*way),
            "a grant is of the kind scope, publish, subscribe or invoke",
            got=kind if "kind" in table else "no kind",
            fix=nearest(kind, list(_KEYS))
            if isinstance(kind, str)
            else 'add kind = "scope", "publish", "subscribe" or "invoke"',
        )
        return None
    own = _KEYS[kind]
    others = {key for keys in _KEYS.values() for key in keys} - set(own)
    if strange := [key for key in table if key in others]:
        faults.add(
            "REG-040",
            source.place(*way, strange[0]),
            f"a grant of the kind {kind} has no key {strange[0]}",
            got=strange[0],
            fix=f"write {own[0]} = ..., or another kind",
        )
        return None
    given, written = {"place": source.place(*way)}, {"owner": "from"}
    if kind == "scope":
        return as_noun(ScopeGrant, source, faults, table, way, given=given, written=written)
    if kind == "invoke":
        return as_noun(InvokeGrant, source, faults, table, way, given=given, written=written)
    return as_noun(EventGrant, source, faults, table, way, given=given, written=written)


def check_grants(organisation: Organisation, faults: Faults) -> None:
    """
    Note grants of unknown domains, grants to oneself, and what is granted or accepted twice.

    Raises:
        RegistryError: when there are too many to go on.
    """
    known = sorted(organisation.domains)
    seen: dict[tuple[str, str, str, str], Place] = {}
    for grant in organisation.grants:
        for name in (grant.owner, grant.to):
            if name not in organisation.domains:
                faults.add("REG-008", grant.place, f"there is no domain {name}", got=name, fix=nearest(name, known))
        if grant.owner == grant.to:
            faults.add(
                "REG-041",
                grant.place,
                f"{grant.owner} grants {grant.what} to itself",
                got=grant.to,
                fix="remove it: a domain may use all that it owns",
            )
        first = seen.setdefault((grant.kind, grant.owner, grant.to, grant.what), grant.place)
        if first != grant.place:
            faults.add(
                "REG-042",
                grant.place,
                f"{grant.owner} grants {grant.what} to {grant.to} twice",
                got=f"the first is at {first.file}:{first.line}",
                fix="keep one of them, with the reason and the date that hold",
            )
    _accepted_twice(organisation, faults)


def _accepted_twice(organisation: Organisation, faults: Faults) -> None:
    for domain in organisation.domains.values():
        seen: dict[tuple[str, str, str], Place] = {}
        for taken in domain.accepts:
            first = seen.setdefault((taken.host, taken.prefix, taken.owner), taken.place)
            if first != taken.place:
                faults.add(
                    "REG-043",
                    taken.place,
                    f"{domain.name} accepts {taken.prefix} of {taken.owner} twice",
                    got=f"the first is at {first.file}:{first.line}",
                    fix="remove one",
                )
