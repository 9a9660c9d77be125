"""
The claims of `flows.contracts.events_since`: an event is found in the past by what it is called, not by its file.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Mapping
from datetime import date

import pytest

from platform_constructs.contracts.events.event import EventContract
from platform_constructs.errors import ContractError
from platform_constructs.flows.contracts.compare_events import event_of as read
from platform_constructs.flows.contracts.comparer import comparer
from platform_constructs.flows.contracts.contract_diff import ContractDiff
from platform_constructs.flows.contracts.diff import compare_pair, with_version
from platform_constructs.flows.contracts.events_since import event_files_then, events_since, published_by
from platform_constructs.flows.contracts.history import side_then
from platform_constructs.flows.contracts.side import Pair
from platform_constructs.registry.read import read_registry
from tests.pure.contracts.events.reading import event_of
from tests.pure.flows.contracts.small_contracts import side
from tests.pure.flows.contracts.test_events import Changed
from tests.pure.flows.contracts.test_since import Then
from tests.pure.flows.small_world import ROOT

ORGANISATION = read_registry((ROOT / "platform.toml").read_text(encoding="utf-8"), "platform.toml")
TODAY = date(2026, 12, 1)
FOLDER = "stacks/domains/ordering/events"
ELSEWHERE = "stacks/domains/quoting/events"
COMMIT = "c" * 40


class Held(Changed):
    """A project with these files and no others."""

    def event_files(self, domain: str) -> tuple[tuple[str, str], ...]:
        folder = f"stacks/domains/{domain}/events"
        if domain == "broken":
            raise ContractError("CON-090", "the file is no UTF-8 text", at=folder, got="bytes", fix="save it as UTF-8")
        return tuple((text, file) for file, text in sorted(self._texts.items()) if posixpath.dirname(file) == folder)


def text_of(**said: object) -> str:
    """A contract as JSON, which is YAML, too."""
    return json.dumps(event_of(**said), indent=1)


A, B = text_of(), text_of(event="OrderHeld")


def pairs(now: Mapping[str, str], then: Mapping[str, str], *wanted: str) -> tuple[Pair, ...]:
    """What is compared."""
    history = Then(then)
    return events_since(
        Held(now),
        history,
        COMMIT,
        then=event_files_then(history, COMMIT),
        domains=["broken", "ordering", "quoting"],
        wanted=lambda domain: domain in (wanted or ("ordering", "quoting")),
        published=published_by(ORGANISATION, today=TODAY),
    )


def found(now: Mapping[str, str], then: Mapping[str, str], *wanted: str) -> list[tuple[str, str, str, str]]:
    """Name, owner, file before and file after of each."""
    return [
        (
            one.name.removeprefix("meridian.ordering/"),
            one.owner,
            posixpath.basename(one.old.path) if one.old else "",
            posixpath.basename(one.new.path) if one.new else "",
        )
        for one in pairs(now, then, *wanted)
    ]


def test_events_come_go_and_stay_by_their_names() -> None:
    """The same in another file or another domain's folder; a renamed one is one that went and one that came."""
    a, b = f"{FOLDER}/a.yaml", f"{FOLDER}/b.json"

    assert [("OrderPlaced", "ordering", "a.yaml", "a.yaml")] == found({a: A}, {a: A})
    assert [("OrderPlaced", "ordering", "a.yaml", "b.json")] == found({b: A}, {a: A})
    assert [("OrderPlaced", "quoting", "a.yaml", "a.yaml")] == found({f"{ELSEWHERE}/a.yaml": A}, {a: A})
    assert [
        ("OrderHeld", "ordering", "", "a.yaml"),
        ("OrderPlaced", "ordering", "a.yaml", ""),
    ] == found({a: B}, {a: A})
    assert [
        ("OrderHeld", "ordering", "b.json", "a.yaml"),
        ("OrderPlaced", "ordering", "a.yaml", "b.json"),
    ] == found({a: B, b: A}, {a: A, b: B})


def test_an_event_told_twice_is_kept_as_long_as_one_is_left() -> None:
    """Dropping the twin takes nothing from readers, and the file that stays is compared with itself."""
    a, b = f"{FOLDER}/a.yaml", f"{FOLDER}/b.yaml"

    assert [("OrderPlaced", "ordering", "b.yaml", "b.yaml")] == found({b: A}, {a: A, b: A})
    assert [
        ("OrderPlaced", "ordering", "a.yaml", "a.yaml"),
        ("OrderPlaced", "ordering", "", "b.yaml"),
    ] == found({a: A, b: A}, {a: A})


def test_a_domain_that_was_not_asked_for_is_looked_at_and_not_told() -> None:
    """An event that moved into another domain has not gone, whichever of the two is asked."""
    there, here = {f"{ELSEWHERE}/a.yaml": A}, {f"{FOLDER}/a.yaml": A}

    assert [] == found(there, here, "ordering")
    assert [("OrderPlaced", "quoting", "a.yaml", "a.yaml")] == found(there, here, "quoting")
    with pytest.raises(ContractError):
        found(there, here, "broken")


def test_what_lies_deeper_or_is_no_contract_is_no_event() -> None:
    """Shared schemas, other files, and files called events in other folders."""
    others = {f"{FOLDER}/schemas/a.yaml": A, f"{FOLDER}/a.md": A, "stacks/domains/ordering/x/events/a.yaml": A}

    assert [] == found({}, others)


def outcomes(now: Mapping[str, str], then: Mapping[str, str]) -> list[ContractDiff]:
    """What the comparison answers."""
    compare = comparer(today=TODAY, tolerant=False)
    return [compare_pair(pair, compare) for pair in pairs(now, then)]


def test_a_file_that_cannot_be_read_is_never_taken_for_nothing() -> None:
    """Now, nobody can accept it; in the past, a waiver can; gone, it is told as well; each is the file's own error."""
    a, broken = f"{FOLDER}/a.yaml", "event: ["

    [now] = outcomes({a: broken}, {a: A})
    [then] = outcomes({a: A}, {a: broken})
    [gone] = outcomes({}, {a: broken})

    assert [True] * 3 == [one.error is not None and one.is_event for one in (now, then, gone)]
    assert [[], ["CON-161"], ["CON-161"]] == [[each.code for each in one.findings] for one in (now, then, gone)]


def test_readers_are_named_by_the_grants_of_the_day() -> None:
    """Whoever was granted the event stands beside what breaks it, with the grant's place; nobody after its last day."""
    file = f"{FOLDER}/a.yaml"
    placed = text_of(event="ServiceOrderPlaced")

    [gone] = outcomes({}, {file: placed})
    [new] = outcomes({file: placed}, {})

    [view] = gone.consumers
    assert ("delivery", "delivery@meridian.example", "platform.toml", "BROKEN") == (
        view.consumer.name,
        view.consumer.contact,
        view.consumer.place.file,
        view.hit.name,
    )
    assert ["UNTOUCHED"] == [one.hit.name for one in new.consumers]
    [change] = gone.changes
    assert ("SUBSCRIBE delivery",) == change.operations
    late = published_by(ORGANISATION, today=date(2028, 1, 1))
    assert () == late.readers(event_in(file, placed))


def event_in(file: str, text: str) -> EventContract:
    """The contract in a text."""
    return read(side_then(Then({file: text}), COMMIT, file))


def test_what_nobody_touched_is_not_compared() -> None:
    """The same text with the same shared schemas is quiet; a shared schema that changed is not."""
    file, shared = f"{FOLDER}/a.yaml", f"{FOLDER}/schemas/s.yaml"
    text = text_of(schema={"$ref": "schemas/s.yaml"}, compatibility="FULL")

    class Beside(Held):
        """With a schema that events share."""

        def beside(self, contract: str, path: str) -> str:
            return self._texts[posixpath.join(posixpath.dirname(contract), path)]

    def ids(now: str, then: str) -> list[str]:
        history = Then({file: text, shared: then})
        [pair] = events_since(
            Beside({file: text, shared: now}),
            history,
            COMMIT,
            then=event_files_then(history, COMMIT),
            domains=["ordering"],
            wanted=bool,
            published=published_by(ORGANISATION, today=TODAY),
        )
        return [one.id for one in compare_pair(pair, comparer(today=TODAY, tolerant=False)).changes]

    assert [] == ids("{type: object}", "{type: object}")
    assert ["request-property-type-changed"] != ids("{type: object}", "{type: object}")
    assert ids("{type: [object, 'null']}", "{type: object}")


def test_an_event_and_an_api_are_never_compared() -> None:
    """A file that turned from one into the other is an error, not a list of changes."""
    file = f"{FOLDER}/a.yaml"
    event = side_then(Then({file: A}), COMMIT, file)
    compare = comparer(today=TODAY, tolerant=False)

    found = [compare_pair(Pair(file, "", *sides), compare) for sides in ((event, side()), (side(), event))]

    assert ["CON-006", "CON-130"] == [one.error.code for one in found if one.error]


def test_a_version_that_stays_behind_is_asked_for_by_its_own_name() -> None:
    """An event has a `version` and no `info`: the way out says what its author can write."""
    file = f"{FOLDER}/a.yaml"
    [pair] = pairs({file: text_of(subject="/orderId")}, {file: A})

    [fault] = with_version(compare_pair(pair, comparer(today=TODAY, tolerant=False))).findings

    assert ("EVT-105", "raise version by a major step, or take back what asks for it") == (fault.code, fault.fix)
