"""
Reads the file of partners, table by table. The package's docstring shows one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from platform_constructs.errors import RegistryError
from platform_constructs.model.partner import MOST_OVERLAP_DAYS, MOST_ROTATION_DAYS, Partner
from platform_constructs.model.place import Place
from platform_constructs.model.quota import QUOTAS
from platform_constructs.model.toml_source import TomlFault, TomlSource, parse_toml
from platform_constructs.registry.faults import Faults, nearest
from platform_constructs.registry.partners.keys import KEYS, Keys
from platform_constructs.registry.partners.ranges import Range, as_range, why_not

__all__ = ["LARGEST", "MOST_PARTNERS", "NAME", "read_partners"]

LARGEST: Final = 256 * 1024
"""Characters of the file: 250 partners take a third of it."""

MOST_PARTNERS: Final = 250
"""Of 300 usage plans in an account, each public API has one too."""

NAME: Final = re.compile(r"(?=.{1,24}\Z)[a-z][a-z0-9]*(-[a-z0-9]+)*")
"""What a partner may be called."""

_TITLE: Final = re.compile(r"\S(.{0,98}\S)?")
_MAIL: Final = re.compile(
    r"(?=.{3,254}\Z)[A-Za-z0-9_+-]{1,64}(\.[A-Za-z0-9_+-]{1,64}){0,8}@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,63}"
)
_SCOPE: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*/[A-Za-z0-9._:-]{1,128}")
_LONGEST_SERVER: Final = 24
_SCOPES: Final = QUOTAS["cognito.scopes-per-app-client"].limit
_MOST_RANGES: Final = 50
_NAMED: Final = "lower-case words joined by hyphens, at most 24 characters"


def read_partners(text: str, file: str, *, environments: Collection[str]) -> tuple[Partner, ...]:
    """
    Read the file of partners.

    Args:
        text: The whole file.
        file: Its name in places and errors.
        environments: Names of the registry's environments.

    Returns:
        The partners, sorted by name.

    Raises:
        RegistryError: PTR-001 to PTR-015, for the first fault in the file; it says how many more there are, and
            carries them as notes.
    """
    try:
        if len(text) > LARGEST:
            raise TomlFault(1, f"the file has {len(text)} characters, at most {LARGEST} are read")
        source = parse_toml(text, file)
    except TomlFault as fault:
        raise RegistryError(
            "PTR-001",
            "the file of partners cannot be read as TOML",
            at=Place(file, fault.line),
            got=fault.why,
            fix="correct that line; texts need quotes, lists [ ], and every name stands once",
        ) from fault
    faults = Faults()
    reader = _Reader(source, faults, sorted(environments))
    found = [reader.partner(name, table) for name, table in _tables(source, faults)]
    _refuse_lookalikes(source, faults, [one.name for one in found])
    faults.raise_any()
    return tuple(found)


def _tables(source: TomlSource, faults: Faults) -> list[tuple[str, dict[str, Any]]]:
    for key in sorted(source.data.keys() - {"partners"}):
        fix = "did you mean partners?" if key.startswith("partn") else f"write [partners.{key[:24]}] above a partner"
        faults.add("PTR-002", source.place(key), "the file holds [partners.NAME] tables only", got=key, fix=fix)
    tables = source.data.get("partners", {})
    if not isinstance(tables, dict):
        fix = "write [partners.NAME] above each"
        faults.add("PTR-004", source.place("partners"), "partners must be tables", got=tables, fix=fix)
        return []
    if len(tables) > MOST_PARTNERS:
        what, fix = f"the file holds at most {MOST_PARTNERS} partners", "remove those whose agreement is over"
        faults.add("PTR-015", source.place("partners"), what, got=f"{len(tables)} partners", fix=fix)
        return []
    found = []
    for name in sorted(tables):
        place = source.place("partners", name)
        if not isinstance(tables[name], dict):
            fix = f"write [partners.{name[:24]}] and its keys below"
            faults.add("PTR-004", place, "a partner is a table", got=tables[name], fix=fix)
        elif not NAME.fullmatch(name):
            faults.add(
                "PTR-005", place, f"a partner's name must be {_NAMED}", got=name, fix="rename it, like northwind"
            )
        else:
            found.append((name, tables[name]))
    return found


def _refuse_lookalikes(source: TomlSource, faults: Faults, names: list[str]) -> None:
    known: dict[str, str] = {}
    for name in names:
        other = known.setdefault(name.replace("-", ""), name)
        if other != name:
            what = f"{name} and {other} differ in their hyphens only"
            faults.add("PTR-013", source.place("partners", name), what, got=name, fix="rename the newer one")


@dataclass(frozen=True, slots=True)
class _Reader:
    source: TomlSource
    faults: Faults
    environments: list[str]

    def partner(self, name: str, table: Mapping[str, Any]) -> Partner:
        """Return what a table says; where that cannot be read, its faults are noted and raised later."""
        keys = Keys(self.source, self.faults, name, table)
        for key in sorted(table.keys() - set(KEYS)):
            keys.refuse("PTR-002", key, f"partners.{name} has no key {key}", key, nearest(key, sorted(KEYS)))
        rotation = keys.number("rotation_days", 1, MOST_ROTATION_DAYS, "days", 60)
        overlap = keys.number("overlap_days", 0, MOST_OVERLAP_DAYS, "days", 7)
        if rotation and overlap >= rotation:
            what = "both secrets are valid for fewer days than a rotation takes"
            fix = f"write overlap_days = {max(0, rotation // 4)}, or rotate less often"
            keys.refuse("PTR-011", "overlap_days", what, f"{overlap} of {rotation} days", fix)
        if mtls := keys.flag("mtls"):
            what = "no host of the registry asks for client certificates yet, so none would be checked"
            keys.refuse("PTR-012", "mtls", what, "true", "write mtls = false; the access token is the partner's proof")
        return Partner(
            name=name,
            title=keys.text("title", _TITLE, "one line of at most 100 characters", "Northwind Telecom"),
            contact=keys.text("contact", _MAIL, "a mail address", "api-team@northwind.example", "PTR-006"),
            scopes=self._scopes(keys),
            rate_per_second=keys.number("rate_per_second", 1, 10_000, "requests per second", 10),
            burst=keys.number("burst", 1, 5_000, "requests", 20),
            requests_per_day=keys.number("requests_per_day", 1, 1_000_000_000, "requests", 10_000),
            rotation_days=rotation,
            overlap_days=overlap,
            tenant=keys.text("tenant", NAME, _NAMED, "northwind") if keys.has("tenant") else name,
            expires=keys.day("expires"),
            addresses=self._addresses(keys),
            mtls=mtls,
            environments=self._environments(keys),
            place=self.source.place("partners", name),
        )

    def _scopes(self, keys: Keys) -> tuple[str, ...]:
        found: set[str] = set()
        said = keys.texts("scopes", "ordering/orders.read", required=True)
        for n, scope in said:
            server = scope.partition("/")[0]
            if not _SCOPE.fullmatch(scope) or len(server) > _LONGEST_SERVER:
                what = "a scope is a server's name, a slash and a name, as contracts declare it"
                keys.refuse("PTR-007", "scopes", what, scope, 'write it like "ordering/orders.read"', n)
            elif scope in found:
                keys.refuse("PTR-007", "scopes", "this scope stands twice", scope, "remove one of the two", n)
            found.add(scope)
        if keys.has("scopes") and not said:
            what, fix = "a partner without a scope can open nothing", 'add what it may, like ["ordering/orders.read"]'
            keys.refuse("PTR-007", "scopes", what, "no scope", fix)
        if len(found) > _SCOPES:
            what = f"an app client has at most {_SCOPES} scopes"
            fix = "give each application of the partner a table of its own"
            keys.refuse("PTR-008", "scopes", what, f"{len(found)} scopes", fix)
        return tuple(sorted(found))

    def _addresses(self, keys: Keys) -> tuple[str, ...]:
        found: list[Range] = []
        said = keys.texts("addresses", "203.0.113.0/28")
        if len(said) > _MOST_RANGES:
            what, fix = f"a partner has at most {_MOST_RANGES} ranges of addresses", "name wider ranges"
            keys.refuse("PTR-009", "addresses", what, f"{len(said)} ranges", fix)
            return ()
        for n, text in said:
            range = as_range(text)
            if range is None:
                fix = 'write it like "203.0.113.0/28", with no bits set behind its prefix'
                keys.refuse("PTR-009", "addresses", "this is no range of addresses", text, fix, n)
            elif why := why_not(range):
                fix = "ask the partner for the addresses that its requests leave from"
                keys.refuse("PTR-010", "addresses", f"{range} {why}", text, fix, n)
            elif any(range.overlaps(each) for each in found):
                keys.refuse("PTR-009", "addresses", "these addresses stand twice", text, "keep the wider range", n)
            else:
                found.append(range)
        return tuple(str(one) for one in sorted(found, key=lambda one: (one.version, int(one.network_address))))

    def _environments(self, keys: Keys) -> tuple[str, ...]:
        said = keys.texts("environments", "sandbox")
        for n, name in said:
            if name not in self.environments:
                fix = nearest(name, self.environments)
                keys.refuse("PTR-014", "environments", "the registry has no such environment", name, fix, n)
        if keys.has("environments") and not said:
            fix = "name one, or leave environments out for all of them"
            keys.refuse("PTR-014", "environments", "a partner is a partner somewhere", "no environment", fix)
        return tuple(sorted({name for _, name in said}))
