"""
The range by which somebody takes a version: as narrow as it leads there, and wide enough for those who stay behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from packaging.version import Version

from platform_constructs.errors import PackError
from platform_constructs.flows.adopter import Bound
from platform_constructs.flows.packs.amend_registry import range_for, ranges_between
from platform_constructs.model.organisation import Organisation
from platform_constructs.model.toml_source import TomlSource
from platform_constructs.policy.packs.shelf import Shelf
from platform_constructs.policy.packs.terms import Pack
from platform_constructs.registry.assign import packs_for
from platform_constructs.registry.parties import Party

__all__ = ["adopted_range"]


def adopted_range(
    organisation: Organisation,
    registry: TomlSource,
    table: tuple[str, ...],
    wanted: Pack,
    shelf: Shelf,
    pinned: Sequence[tuple[Bound, tuple[Party, ...]]],
) -> str:
    """
    Return what a table of the registry is to say, so that whoever follows it gets a version.

    Args:
        organisation: The registry.
        registry: Its text.
        table: The keys of the table.
        wanted: The version.
        shelf: Every released pack.
        pinned: Those bound by the table whom other ranges keep on another version, with whose ranges these are. They
            get no other version than they have.

    Raises:
        PackError: PACK-059, when no range does that; a domain's own range can never.
    """
    own = _packs_at(registry, table)
    style = own.get(wanted.name) or next(iter(own.values()), "")
    narrow = range_for(wanted, shelf, style=style)
    if not pinned:
        return narrow
    if table[0] != "domains":
        today = [packs_for(organisation, one.domain, one.audience).get(wanted.name) for one, _ in pinned]
        in_force = [shelf.newest(wanted.name, text) if text is not None else "" for text in today]
        lowest = min((text for text in in_force if text), key=Version, default=wanted.version)
        said = [own[wanted.name]] if wanted.name in own else []
        for candidate in (*said, narrow, *ranges_between(lowest, wanted, style=style)):
            kept = [_newest(shelf, wanted.name, candidate, parties) for _, parties in pinned]
            if shelf.newest(wanted.name, candidate) == wanted.version and kept == in_force:
                return candidate
    one, parties = pinned[0]
    raise _excluded(registry, one, parties[0], wanted, organisation, shelf)


def _newest(shelf: Shelf, pack: str, text: str, parties: tuple[Party, ...]) -> str:
    return shelf.newest(pack, ",".join([text, *(party.packs[pack] for party in parties)]))


def _packs_at(registry: TomlSource, table: tuple[str, ...]) -> dict[str, str]:
    found: Any = registry.data
    for key in table:
        found = found.get(key, {})
    return dict(found)


def _excluded(
    registry: TomlSource, bound: Bound, party: Party, wanted: Pack, organisation: Organisation, shelf: Shelf
) -> PackError:
    text, name = party.packs[wanted.name], wanted.name
    pin = shelf.newest(name, text)
    first = (
        ""
        if party.way[0] == "domains" or not pin
        else f", after `paved packs adopt DOMAIN {name}@{pin}` of whoever is to stay"
    )
    return PackError(
        "PACK-059",
        f"{party.label} binds {bound.domain} to other versions of {name}, and every range holds",
        at=registry.place(*party.way, name),
        got=f"{text}, which leaves out {wanted.version}",
        fix=f"ask {' or '.join(organisation.platform.owners)} to move that range first: "
        f"`paved packs adopt {party.who} {name}@{wanted.version}`{first}",
    )
