"""
Reads platform.toml, table by table. The package's docstring shows the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict

from platform_constructs.errors import RegistryError
from platform_constructs.model.catalogue import Catalogue
from platform_constructs.model.contract_standard import ContractStandard
from platform_constructs.model.delivery import Delivery
from platform_constructs.model.environment import Environment, LocalState, S3State
from platform_constructs.model.host import Audience, Host
from platform_constructs.model.organisation import (
    Acceptance,
    Claim,
    Classification,
    Delegation,
    Domain,
    Identity,
    Organisation,
    Reserved,
)
from platform_constructs.model.place import Place
from platform_constructs.model.quota import QUOTAS
from platform_constructs.model.toml_source import TomlFault, TomlSource, parse_toml
from platform_constructs.model.words import Name
from platform_constructs.registry.agree import check_agreement
from platform_constructs.registry.balancer import read_balancer
from platform_constructs.registry.faults import Faults, nearest
from platform_constructs.registry.grants import read_grants
from platform_constructs.registry.nouns import as_noun, checked_table, entries, table_at, tables_in

__all__ = ["read_registry"]

E = TypeVar("E", bound=Enum)
N = TypeVar("N", bound=BaseModel)
_TABLES = (
    "audiences",
    "balancer",
    "catalogue",
    "classifications",
    "contracts",
    "delegations",
    "delivery",
    "domains",
    "environments",
    "grants",
    "hosts",
    "identity",
    "organisation",
    "quotas",
    "reserved",
)


def read_registry(text: str, file: str = "platform.toml") -> Organisation:
    """
    Read the registry.

    Args:
        text: The whole file.
        file: Its name in places and errors.

    Raises:
        RegistryError: for the first fault in the file; it says how many more there are, and carries them as notes.
    """
    try:
        source = parse_toml(text, file)
    except TomlFault as fault:
        raise RegistryError(
            "REG-001",
            f"{file} is not TOML: {fault.why}",
            at=Place(file, fault.line),
            got=_line(text, fault.line),
            fix="correct that line; texts need quotes, lists [ ], and every key stands once",
        ) from fault
    faults = Faults()
    organisation = _Reader(source, faults).organisation()
    faults.raise_any()
    if organisation is None:
        raise AssertionError("what cannot be read is noted as a fault, and the line above raises it")
    check_agreement(organisation, source, faults)
    faults.raise_any()
    return organisation


def _line(text: str, number: int) -> str:
    lines = text[:2_000_000].splitlines()
    return lines[number - 1].strip() if 0 < number <= len(lines) else "the end of the file"


class _Packs(BaseModel):
    """`[audiences.external]` and its like: nothing but packs."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    packs: Mapping[Name, str]


class _Reader:
    def __init__(self, source: TomlSource, faults: Faults) -> None:
        self._source, self._faults = source, faults

    def organisation(self) -> Organisation | None:
        for key in sorted(self._source.data.keys() - set(_TABLES)):
            fix = nearest(key, list(_TABLES))
            place = self._source.place(key)
            self._faults.add("REG-002", place, f"the registry has no table {key}", got=key, fix=fix)
        domains = self._domains()
        given = {
            "identity": self._identity(),
            "delivery": self._optional(Delivery, "delivery"),
            "balancer": read_balancer(self._source, self._faults),
            "catalogue": self._optional(Catalogue, "catalogue"),
            "contracts": self._optional(ContractStandard, "contracts"),
            "environments": self._environments(),
            "hosts": self._hosts(),
            "domains": domains,
            "delegations": self._delegations(domains),
            "grants": read_grants(self._source, self._faults),
            "reserved": self._reserved(),
            "audience_packs": self._packs("audiences", Audience),
            "classification_packs": self._packs("classifications", Classification),
            "quotas": self._quotas(),
            "file": self._source.file,
        }
        table = table_at(self._source, self._faults, "organisation", required=True)
        if table is None:
            return None
        if given["identity"] is None:
            given["identity"] = Identity(domain_prefix="unknown")  # its own fault is noted; read on for the others
        return as_noun(Organisation, self._source, self._faults, table, ("organisation",), given=given)

    def _identity(self) -> Identity | None:
        table = table_at(self._source, self._faults, "identity", required=True)
        if table is None:
            return None
        return as_noun(Identity, self._source, self._faults, table, ("identity",))

    def _optional(self, kind: type[N], name: str) -> N | None:
        table = table_at(self._source, self._faults, name)
        return None if table is None else as_noun(kind, self._source, self._faults, table, (name,))

    def _environments(self) -> dict[str, Environment]:
        found = {}
        for name, table in entries(self._source, self._faults, "environments", required=True).items():
            way = ("environments", name)
            given: dict[str, Any] = {"name": name}
            if "state" in table:
                given["state"] = self._state(table["state"], name)
            noun = as_noun(Environment, self._source, self._faults, table, way, given=given, also=("state",))
            if noun is not None:
                found[name] = noun
        return found

    def _state(self, value: Any, environment: str) -> LocalState | S3State:
        way = ("environments", environment, "state")
        table = checked_table(self._source, self._faults, value, way)
        read: LocalState | S3State | None = None
        if table is not None and table.get("kind", "s3" if "bucket" in table else "local") == "s3":
            read = as_noun(S3State, self._source, self._faults, table, way)
        elif table is not None:
            read = as_noun(LocalState, self._source, self._faults, table, way)
        return read or LocalState(kind="local")  # its own fault is noted; read on for the others

    def _hosts(self) -> dict[str, Host]:
        found = {}
        for name, table in entries(self._source, self._faults, "hosts", required=True).items():
            table = _with_enum(table, "audience", Audience)
            noun = as_noun(Host, self._source, self._faults, table, ("hosts", name), given={"name": name})
            if noun is not None:
                found[name] = _sorted_names(noun)
        return found

    def _domains(self) -> dict[str, Domain]:
        found = {}
        for name, table in entries(self._source, self._faults, "domains", required=True).items():
            table = _with_enum(table, "classification", Classification)
            given = {
                "name": name,
                "claims": self._claims(table.get("paths", []), name),
                "accepts": self._accepts(table.get("accepts", []), name),
                "place": self._source.place("domains", name),
            }
            way = ("domains", name)
            noun = as_noun(Domain, self._source, self._faults, table, way, given=given, also=("paths", "accepts"))
            if noun is not None:
                found[name] = noun
        return found

    def _claims(self, value: Any, domain: str) -> tuple[Claim, ...]:
        way = ("domains", domain, "paths")
        found = []
        for n, table in tables_in(self._source, self._faults, value, way):
            place = self._source.place(*way, n)
            found.append(as_noun(Claim, self._source, self._faults, table, (*way, n), given={"place": place}))
        return tuple(claim for claim in found if claim is not None)

    def _accepts(self, value: Any, domain: str) -> tuple[Acceptance, ...]:
        way = ("domains", domain, "accepts")
        found = []
        for n, table in tables_in(self._source, self._faults, value, way):
            given, written = {"place": self._source.place(*way, n)}, {"owner": "from"}
            found.append(
                as_noun(Acceptance, self._source, self._faults, table, (*way, n), given=given, written=written)
            )
        return tuple(acceptance for acceptance in found if acceptance is not None)

    def _delegations(self, domains: Mapping[str, Domain]) -> tuple[Delegation, ...]:
        found = []
        tables = tables_in(self._source, self._faults, self._source.data.get("delegations", []), ("delegations",))
        for n, table in tables:
            way = ("delegations", n)
            given, written = {"place": self._source.place(*way)}, {"owner": "from"}
            noun = as_noun(Delegation, self._source, self._faults, table, way, given=given, written=written)
            if noun is not None:
                found.append(noun.model_copy(update={"accepted": _is_accepted(noun, domains.get(noun.to))}))
        return tuple(found)

    def _reserved(self) -> tuple[Reserved, ...]:
        found = []
        tables = tables_in(self._source, self._faults, self._source.data.get("reserved", []), ("reserved",))
        for n, table in tables:
            given = {"place": self._source.place("reserved", n)}
            found.append(as_noun(Reserved, self._source, self._faults, table, ("reserved", n), given=given))
        return tuple(prefix for prefix in found if prefix is not None)

    def _packs(self, section: str, kind: type[E]) -> dict[E, dict[str, str]]:
        """Read `[audiences.external.packs]` and its like."""
        found: dict[E, dict[str, str]] = {}
        members = {str(member.value): member for member in kind}
        for name, table in entries(self._source, self._faults, section).items():
            place = self._source.place(section, name)
            if name not in members:
                fix = nearest(name, sorted(members))
                self._faults.add("REG-005", place, f"{section} has no {name}", got=name, fix=fix)
                continue
            noun = as_noun(_Packs, self._source, self._faults, table, (section, name))
            if noun is not None:
                found[members[name]] = dict(sorted(noun.packs.items()))
        return found

    def _quotas(self) -> dict[str, int]:
        found = {}
        for name, value in sorted((table_at(self._source, self._faults, "quotas") or {}).items()):
            place = self._source.place("quotas", name)
            if name not in QUOTAS:
                fix = nearest(name, list(QUOTAS))
                self._faults.add("REG-016", place, "no check reads this quota", got=name, fix=fix)
                continue
            if not QUOTAS[name].adjustable:
                what = f"AWS grants nobody another {name} than {QUOTAS[name].limit}"
                self._faults.add("REG-045", place, what, got=value, fix="remove the line")
                continue
            if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
                found[name] = value
                continue
            self._faults.add(
                "REG-004",
                place,
                f"{name} must be a whole number of 0 or more",
                got=value,
                fix="write the number that AWS granted, without quotes",
            )
        return found


def _with_enum(table: dict[str, Any], key: str, kind: type[Enum]) -> dict[str, Any]:
    """Return the table with a text turned into the member it names; anything else is left for the noun to refuse."""
    members = {str(member.value): member for member in kind}
    value = table.get(key)
    return table | {key: members[value]} if isinstance(value, str) and value in members else table


def _sorted_names(host: Host) -> Host:
    return host.model_copy(
        update={
            "domain_name": dict(sorted(host.domain_name.items())),
            "zone": dict(sorted(host.zone.items())),
        }
    )


def _is_accepted(delegation: Delegation, receiver: Domain | None) -> bool:
    wanted = (delegation.host, delegation.prefix, delegation.owner)
    return receiver is not None and any((one.host, one.prefix, one.owner) == wanted for one in receiver.accepts)
