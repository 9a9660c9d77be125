"""
Find the event contracts of a project as they are and as they were at a commit: the same, moved, new, or gone.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from functools import partial
from typing import Final

from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.document.source import parse
from platform_constructs.contracts.events.event import EventContract
from platform_constructs.errors import PlatformError
from platform_constructs.flows.contracts.consumer_file import Consumer
from platform_constructs.flows.contracts.events import grants_to_read
from platform_constructs.flows.contracts.history import History, side_then
from platform_constructs.flows.contracts.side import Pair, Published, Side
from platform_constructs.flows.contracts.since import DOMAINS
from platform_constructs.flows.ports import EVENT_SUFFIXES, ProjectSource
from platform_constructs.model.organisation import Organisation
from platform_constructs.ownership.event_ground import EventGround

__all__ = ["event_files_then", "events_since", "published_by"]

_EVENTS: Final = "events"


def event_files_then(history: History, commit: str) -> Mapping[str, str]:
    """Return the domain of each event contract at a commit, by its path."""
    found: dict[str, str] = {}
    for file in history.files(commit, DOMAINS):
        folder, _, name = file.rpartition("/")
        above, _, last = folder.rpartition("/")
        if last == _EVENTS and posixpath.dirname(above) == DOMAINS and posixpath.splitext(name)[1] in EVENT_SUFFIXES:
            found[file] = posixpath.basename(above)
    return found


def published_by(organisation: Organisation, *, today: date) -> Published:
    """Return what a registry says of the readers of events: the domains that were granted them, and by which grant."""
    ground = EventGround(organisation, today=today)

    def readers(event: EventContract) -> tuple[Consumer, ...]:
        granted = {one.to: one.place for one in grants_to_read(ground, event)}
        return tuple(
            Consumer(name, organisation.domains[name].contact, "", event.id, granted[name], ())
            for name in sorted(granted)
        )

    return Published(readers, today)


def events_since(
    source: ProjectSource,
    history: History,
    commit: str,
    *,
    then: Mapping[str, str],
    domains: Iterable[str],
    wanted: Callable[[str], bool],
    published: Published,
) -> tuple[Pair, ...]:
    """
    Return every event contract of some domains with what it was, sorted by event.

    An event is told by its source and its name, as EventBridge does: whatever its file is called, the same event is
    compared with itself, and a renamed one is an old one that went and a new one that came. Where one of two files of
    the same path cannot be read, they are taken for the same event.

    Args:
        source: The project's files.
        history: The repository.
        commit: What to compare with.
        then: What `event_files_then` returned for that commit.
        domains: Every domain there is now.
        wanted: Whether a domain's events are asked for.
        published: Who reads them.

    Raises:
        ContractError: if a wanted domain's folder of events cannot be read.
    """
    now = dict(_now(source, domains, wanted))
    old = {path: (domain, side_then(history, commit, path)) for path, domain in then.items()}
    before, after = ({path: _id(side) for path, (_, side) in sides.items()} for sides in (old, now))
    matched = _matched(before, after)
    pairs = []
    for path, (domain, side) in now.items():
        was = matched.get(path, "")
        if wanted(domain):
            moved = was if was != path else ""
            pairs.append(Pair(after[path] or path, domain, old[was][1] if was else None, side, moved, published))
    here = set(after.values())
    for path in sorted(old.keys() - matched.values()):
        domain, side = old[path]
        if wanted(domain) and (not before[path] or before[path] not in here):
            pairs.append(Pair(before[path] or path, domain, side, None, published=published))
    return tuple(sorted(pairs, key=lambda pair: pair.name))


def _now(
    source: ProjectSource, domains: Iterable[str], wanted: Callable[[str], bool]
) -> Iterable[tuple[str, tuple[str, Side]]]:
    for domain in sorted(set(domains)):
        try:
            files = source.event_files(domain)
        except PlatformError:
            if wanted(domain):
                raise
            continue
        for text, path in files:
            yield path, (domain, Side(path, partial(str, text), partial(source.beside, path)))


def _id(side: Side) -> str:
    """Return which event a file is about, whatever else is wrong with it; empty when it does not say."""
    try:
        root = parse(side.text(), side.path)
    except PlatformError:
        return ""
    said = [_text(root, key) for key in ("source", "event")]
    return "/".join(said) if all(said) else ""


def _text(root: Node, key: str) -> str:
    found = root.get(key) if isinstance(root.value, dict) else None
    return found.value if found is not None and isinstance(found.value, str) else ""


def _matched(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """Return the old path of each new one: of the same event, in the same file where there is a choice."""
    found = {path: path for path in after if path in before and (after[path] == before[path] or not after[path])}
    found |= {path: path for path in after if path in before and not before[path]}
    free = _by_id(before, set(found.values()))
    for path in sorted(after.keys() - found.keys()):
        if after[path] and (candidates := free.get(after[path])):
            found[path] = candidates.pop(0)
    return found


def _by_id(ids: Mapping[str, str], taken: Collection[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in sorted(ids.keys() - taken):
        found.setdefault(ids[path], []).append(path)
    return found
