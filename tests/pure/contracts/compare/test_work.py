"""
How much work a comparison takes: it grows as the contracts do, and no further than to a limit that is told.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest

from platform_constructs.contracts.compare.api.comparison import compare_documents
from platform_constructs.contracts.compare.api.terms import Terms
from platform_constructs.contracts.compare.change import Direction
from platform_constructs.contracts.compare.schema.effort import MOST_TOLD, Effort
from platform_constructs.contracts.document.document import Document
from tests.pure.contracts.compare.reading import api_changes, document_of
from tests.pure.contracts.compare.versions import TODAY, read
from tests.pure.contracts.large import MONEY, large_api

Make = Callable[[int, str], dict[str, Any]]


def work(of: Callable[[], object]) -> int:
    """The number of calls that something takes: the same on every machine."""
    calls = 0

    def count(frame: object, event: str, arg: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        of()
    finally:
        sys.setprofile(before)
    return calls


def _ref(number: int) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/U{number}"}


def _properties(size: int, each: Callable[[int], tuple[str, Any]], **others: Any) -> dict[str, Any]:
    return {"Order": {"type": "object", "properties": dict(map(each, range(size))), **others}}


def _chain(size: int, version: str, wrap: Callable[[int], dict[str, Any]]) -> dict[str, Any]:
    end = {"type": "integer" if version == "old" else "string"}
    return {"Order": _ref(0), **{f"U{n}": wrap(n) for n in range(size)}, f"U{size}": end}


WIDE: dict[str, Make] = {
    "other types": lambda size, version: _properties(
        size, lambda n: (f"p{n}", {"type": "integer" if version == "old" else "string"})
    ),
    "other names": lambda size, version: _properties(size, lambda n: (f"{version}{n}", {"type": "string"})),
    "other names, closed": lambda size, version: _properties(
        size, lambda n: (f"{version}{n}", {"type": "string"}), additionalProperties=False
    ),
    "no longer required": lambda size, version: _properties(
        size, lambda n: (f"p{n}", {"type": "string"}), required=[f"p{n}" for n in range(size) if version == "old"]
    ),
    "branches": lambda size, version: {
        "Order": {"anyOf": [{"type": "object", "properties": {f"{version}{n}": {}}} for n in range(size)]}
    },
    "branches by name": lambda size, version: {
        "Order": {"oneOf": [_ref(n) for n in (range(size) if version == "old" else reversed(range(size)))]},
        **{f"U{n}": {"type": "object", "required": ["kind"]} for n in range(size)},
    },
}
DEEP: dict[str, Make] = {
    "properties": lambda size, version: _chain(
        size, version, lambda n: {"type": "object", "properties": {"next": _ref(n + 1)}}
    ),
    "oneOf": lambda size, version: _chain(
        size, version, lambda n: {"oneOf": [_ref(n + 1), {"type": "object", "required": [f"x{n}"]}]}
    ),
    "oneOf in oneOf": lambda size, version: _chain(
        size,
        version,
        lambda n: {"oneOf": [{"oneOf": [_ref(n + 1), {"maxLength": n}]}, {"type": "object", "required": [f"x{n}"]}]},
    ),
    "anyOf": lambda size, version: _chain(
        size, version, lambda n: {"anyOf": [_ref(n + 1), {"type": "object", "required": [f"{version}{n}"]}]}
    ),
    "or null": lambda size, version: _chain(size, version, lambda n: {"anyOf": [_ref(n + 1), {"type": "null"}]}),
    "allOf": lambda size, version: _chain(
        size, version, lambda n: {"allOf": [_ref(n + 1), {"required": [f"{version}{n}"]}]}
    ),
}


def _compared(make: Make, size: int, direction: Direction = Direction.RESPONSE) -> list[tuple[str, str]]:
    old, new = (document_of(None, **make(size, version)) for version in ("old", "new"))
    return [(change.severity.name, change.id) for change in api_changes(old, new, direction)]


def _work_of(make: Make, size: int) -> int:
    old, new = (document_of(None, **make(size, version)) for version in ("old", "new"))
    return work(lambda: api_changes(old, new, Direction.RESPONSE))


@pytest.mark.parametrize("name", WIDE)
def test_twice_as_many_changes_in_a_schema_take_twice_the_work(name: str):
    """However many properties or branches of one schema change, each takes the same."""
    assert _work_of(WIDE[name], 400) <= 2.3 * _work_of(WIDE[name], 200)


@pytest.mark.parametrize("name", DEEP)
def test_twice_as_deep_takes_twice_the_work(name: str):
    """However long a chain of components is that leads to the one that changed, each takes the same."""
    assert _work_of(DEEP[name], 160) <= 2.3 * _work_of(DEEP[name], 80)


@pytest.mark.parametrize("name", ["same", "Money"])
def test_twice_as_large_a_contract_takes_twice_the_work(name: str):
    """Whether nothing changed or what everybody uses, each operation takes the same."""

    def work_of(operations: int) -> int:
        old = large_api(operations, operations * 2)
        new = large_api(operations, operations * 2)
        new["components"]["schemas"][MONEY]["required"] = ["amount", "currency"] if name == "same" else ["amount"]
        documents = read(old, "old.yaml"), read(new, "new.yaml")
        return work(lambda: compare_documents(*documents, today=TODAY, terms=Terms()))

    assert work_of(160) <= 2.3 * work_of(80)


def test_a_schema_that_everybody_uses_costs_little_more_than_none():
    """What only leads to the one that changed is not looked at closely: at most three times the work of no change."""
    same, other = large_api(100, 160), large_api(100, 160)
    other["components"]["schemas"][MONEY]["required"] = ["amount"]
    old, unchanged, changed = (read(api, "openapi.yaml") for api in (same, same, other))

    def work_to(new: Document) -> int:
        return work(lambda: compare_documents(old, new, today=TODAY, terms=Terms()))

    at_rest, moved = work_to(unchanged), work_to(changed)

    assert moved <= 3 * at_rest


def test_more_changes_than_anybody_reads_are_cut_and_said_to_be():
    """Of 5,000 changed properties as many are told as there may be; that there are more is a change, too."""
    found = _compared(WIDE["other types"], 5_000)

    assert {("BREAKING", "response-property-type-changed"), ("WARN", "response-comparison-incomplete")} == set(found)
    assert len(found) <= MOST_TOLD


def test_unions_without_end_are_given_up_and_said_to_be():
    """2,000 unions inside each other are more than is proven: nobody is told that all is well."""
    found = _compared(DEEP["oneOf in oneOf"], 2_000)

    assert ("WARN", "response-comparison-incomplete") in found


def test_names_are_held_against_so_many_patterns_and_no_more():
    """Of names and patterns without end nothing is concluded, and twice as many take twice the work."""

    def make(size: int, version: str) -> dict[str, Any]:
        patterns = {f"^{version}{n}$": {"type": "string"} for n in range(size)}
        return _properties(size, lambda n: (f"{version}{n}", {"type": "string"}), patternProperties=patterns)

    assert _work_of(make, 3_000) <= 2.3 * _work_of(make, 1_500)
    assert {"BREAKING", "WARN"} & {severity for severity, _ in _compared(make, 1_500)}


def test_effort_ends():
    """What was spent may reach what there is, and then nothing more is done."""
    effort = Effort(3)

    assert [True, True, False] == [effort.spend(2), effort.spend(2), effort.spend()]
    assert effort.is_over
