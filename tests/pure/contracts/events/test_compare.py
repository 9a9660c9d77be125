"""
Two versions of an event: what breaks the promise of the version before, who is named, and which step it takes.
"""

from __future__ import annotations

import copy
import os
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from platform_constructs.contracts.compare.api.version import Step
from platform_constructs.contracts.compare.change import Severity
from platform_constructs.contracts.events.compare import compare_events
from platform_constructs.contracts.events.event import EventContract
from platform_constructs.contracts.events.families import event_family_of
from tests.pure.contracts.events.reading import event_of, read_event

EXAMPLES = int(os.environ.get("EVENT_EXAMPLES", "40"))
BASE: dict[str, Any] = {
    "type": "object",
    "required": ["orderId"],
    "properties": {
        "orderId": {"type": "string", "maxLength": 36},
        "state": {"type": "string", "enum": ["PLACED", "HELD"]},
        "site": {"$ref": "#/schema/$defs/Site"},
    },
    "$defs": {"Site": {"type": "object", "properties": {"city": {"type": "string", "maxLength": 40}}}},
}


def version_of(schema: dict[str, Any] | None = None, **changes: Any) -> EventContract:
    """A version of one event; FULL unless it says otherwise."""
    return read_event(event_of(**{"compatibility": "FULL", "schema": schema or BASE, **changes}))


def changed(**properties: Any) -> dict[str, Any]:
    """The schema with some properties written anew; None takes one away."""
    schema = copy.deepcopy(BASE)
    merged = {**schema["properties"], **properties}
    schema["properties"] = {name: each for name, each in merged.items() if each is not None}
    return schema


def breaking(old: EventContract, new: EventContract) -> list[str]:
    """What breaks, each as its path and sentence."""
    return [f"{one.component} {one.path}: {one.what}" for one in compare_events(old, new).breaking]


def test_an_event_that_did_not_change_takes_no_step():
    """The same contract compared with itself is no change at all, and needs no new version."""
    found = compare_events(version_of(), version_of())

    assert ((), Step.NONE, True) == (found.changes, found.step, found.is_raised)


REQUIRED = {**changed(site=None), "required": ["orderId", "state"]}
LONGER = changed(orderId={"type": "string", "maxLength": 64})
FEWER = changed(state={"type": "string", "enum": ["PLACED"]})
MORE = changed(state={"type": "string", "enum": ["PLACED", "HELD", "DONE"]})
ADDED = changed(note={"type": "string", "maxLength": 10})
INSIDE = copy.deepcopy(BASE)
INSIDE["$defs"]["Site"]["properties"]["city"]["maxLength"] = 20


@pytest.mark.parametrize(
    ("schema", "backward", "forward"),
    [
        (ADDED, [], []),
        (LONGER, [], ["OrderPlaced orderId: the property `orderId` raised its maximum length from `36` to `64`"]),
        (INSIDE, ["OrderPlaced $defs/Site city: the property `city` lowered its maximum length from `40` to `20`"], []),
        (FEWER, ["OrderPlaced state: the property `state` no longer has the value `HELD`"], []),
        (MORE, [], ["OrderPlaced state: the property `state` has the new value `DONE`"]),
    ],
    ids=["added", "longer", "shorter-inside", "fewer-values", "more-values"],
)
def test_the_mode_says_whose_reading_counts(schema: dict[str, Any], backward: list[str], forward: list[str]):
    """BACKWARD guards readers of the new version, FORWARD those of the old one, FULL both, NONE nobody."""
    found = {
        mode: breaking(version_of(compatibility=mode), version_of(schema, compatibility=mode, version="2.0.0"))
        for mode in ("BACKWARD", "FORWARD", "FULL", "NONE")
    }

    assert {"BACKWARD": backward, "FORWARD": forward, "FULL": backward + forward, "NONE": []} == found


def test_the_promise_of_the_old_version_counts():
    """A version that breaks its readers cannot excuse itself by promising less in the same step."""
    new = version_of(LONGER, compatibility="NONE", version="1.1.0")

    found = compare_events(version_of(), new)

    assert {
        "event-compatibility-loosened": Severity.WARN,
        "response-property-max-length-increased": Severity.BREAKING,
    } == {one.id: one.severity for one in found.changes}


def test_a_draft_promises_nothing():
    """Nothing that happens to a draft breaks anybody: it warns."""
    old = version_of(lifecycle="draft", version="0.1.0")

    found = compare_events(
        old, version_of(LONGER, lifecycle="draft", version="0.2.0", source="meridian.ordering.lines")
    )

    assert {Severity.WARN} == {one.severity for one in found.changes}


TERMS: list[tuple[dict[str, Any], dict[str, Any], str, Severity]] = [
    ({}, {"event": "OrderTaken"}, "event-name-changed", Severity.BREAKING),
    ({}, {"source": "meridian.ordering.lines"}, "event-source-changed", Severity.BREAKING),
    ({}, {"owner": "delivery"}, "event-owner-changed", Severity.WARN),
    ({}, {"classification": "public"}, "event-classification-lowered", Severity.BREAKING),
    ({}, {"classification": "payment"}, "event-classification-raised", Severity.WARN),
    ({}, {"lifecycle": "beta"}, "event-lifecycle-decreased", Severity.BREAKING),
    ({}, {"lifecycle": "deprecated"}, "event-lifecycle-changed", Severity.INFO),
    ({}, {"lifecycle": "retired"}, "event-retired-unannounced", Severity.BREAKING),
    ({}, {"compatibility": "BACKWARD"}, "event-compatibility-loosened", Severity.WARN),
    ({"compatibility": "BACKWARD"}, {"compatibility": "FORWARD"}, "event-compatibility-loosened", Severity.WARN),
    ({"compatibility": "FORWARD"}, {"compatibility": "FULL"}, "event-compatibility-tightened", Severity.INFO),
    ({"sunset": "2027-06-30"}, {"sunset": "2027-01-31"}, "event-sunset-moved-earlier", Severity.BREAKING),
    ({"sunset": "2027-06-30"}, {"sunset": "2027-07-31"}, "event-sunset-changed", Severity.INFO),
    ({"sunset": "2027-06-30"}, {"sunset": None}, "event-sunset-changed", Severity.INFO),
    ({"subject": "/orderId"}, {"subject": "/siteId"}, "event-subject-changed", Severity.BREAKING),
    ({"delivery": {"ordering": "subject"}}, {"delivery": {}}, "event-ordering-dropped", Severity.BREAKING),
    ({"delivery": {}}, {"delivery": {"ordering": "subject"}}, "event-ordering-added", Severity.INFO),
    ({}, {"delivery": {"idempotency_key": "/data/orderId"}}, "event-idempotency-key-changed", Severity.BREAKING),
    ({}, {"description": "Another one."}, "event-description-changed", Severity.INFO),
    ({}, {"examples": [{"orderId": "ord-2"}]}, "event-examples-changed", Severity.INFO),
]


@pytest.mark.parametrize(("before", "after", "change", "severity"), TERMS, ids=[f"{each[1]}"[:40] for each in TERMS])
def test_what_readers_were_told_beside_the_schema_is_compared(
    before: dict[str, Any], after: dict[str, Any], change: str, severity: Severity
):
    """Name, source, owner, classification, lifecycle, promise, subject, delivery, words: each change is told once."""
    found = compare_events(version_of(**before), version_of(**{**before, **after}))

    assert [(change, severity)] == [(one.id, one.severity) for one in found.changes]
    assert event_family_of(change).startswith("EVT-10")


@pytest.mark.parametrize(
    ("new", "step", "fault"),
    [
        (version_of(description="Other words.", version="1.0.1"), Step.PATCH, None),
        (version_of(description="Other words."), Step.PATCH, "event-version-not-bumped"),
        (version_of(ADDED, version="1.1.0"), Step.MINOR, None),
        (version_of(ADDED, version="1.0.1"), Step.MINOR, "event-version-too-low"),
        (version_of(LONGER, version="2.0.0"), Step.MAJOR, None),
        (version_of(LONGER, version="1.1.0"), Step.MAJOR, "event-version-too-low"),
        (version_of(ADDED, version="0.9.0"), Step.MINOR, "event-version-decreased"),
    ],
)
def test_the_version_makes_the_step_that_changes_take(new: EventContract, step: Step, fault: str | None):
    """Words take a patch, what readers notice a minor, what breaks them a major step; the version has to make it."""
    found = compare_events(version_of(), new)

    assert (step, fault, fault is None) == (found.step, found.version and found.version.id, found.is_raised)
    assert fault is None or "EVT-105" == event_family_of(fault)


def test_subscribers_are_named():
    """Every change says which domains it reaches, by what the registry granted them."""
    found = compare_events(
        version_of(), version_of(LONGER, version="2.0.0"), subscribers=["delivery", "billing", "delivery"]
    )

    assert {("SUBSCRIBE billing", "SUBSCRIBE delivery")} == {one.operations for one in found.changes}


def test_a_change_of_a_shared_schema_is_told_at_its_file():
    """What changed in a file that events share is told there, once."""
    shared = "type: object\nproperties: { city: { type: string, maxLength: %s } }\n"
    document = event_of(
        compatibility="BACKWARD",
        schema={
            "type": "object",
            "properties": {"from": {"$ref": "schemas/site.yaml"}, "to": {"$ref": "schemas/site.yaml"}},
        },
    )
    old, new = (read_event(document, {"schemas/site.yaml": shared % longest}) for longest in (40, 20))

    found = compare_events(old, new)

    assert [("stacks/domains/ordering/events/schemas/site.yaml", 2)] == [
        (one.new.file, one.new.line) for one in found.breaking if one.new
    ]


SIMPLE = st.fixed_dictionaries(
    {"type": st.sampled_from(["string", "integer", "number", "boolean", ["string", "null"], ["integer", "string"]])},
    optional={
        "maxLength": st.integers(0, 3),
        "minLength": st.integers(0, 2),
        "minimum": st.integers(-2, 2),
        "enum": st.lists(st.sampled_from(["a", "b", 1, 2, None]), min_size=1, max_size=3, unique_by=repr),
    },
)
NAMES = ["a", "b", "c"]
OBJECTS = st.fixed_dictionaries(
    {
        "type": st.just("object"),
        "properties": st.fixed_dictionaries(dict.fromkeys(NAMES, SIMPLE)),
        "required": st.lists(st.sampled_from(NAMES), unique=True),
    }
)
DATA = st.dictionaries(
    st.sampled_from(NAMES), st.sampled_from(["", "a", "b", "ab", "abcd", 1, 2, -3, 1.5, None, True]), max_size=3
)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(before=OBJECTS, after=OBJECTS, data=st.lists(DATA, min_size=10, max_size=30))
def test_data_that_one_side_writes_and_the_other_refuses_are_always_told(
    before: dict[str, Any], after: dict[str, Any], data: list[Any]
):
    """If there are data that the writer's version allows and the reader's refuses, the mode that guards them breaks."""
    old_reads, new_reads = (Draft202012Validator(each) for each in (before, after))
    lost = {
        "BACKWARD": [each for each in data if old_reads.is_valid(each) and not new_reads.is_valid(each)],
        "FORWARD": [each for each in data if new_reads.is_valid(each) and not old_reads.is_valid(each)],
    }

    for mode, refused in lost.items():
        found = breaking(version_of(before, compatibility=mode), version_of(after, compatibility=mode))
        assert found or not refused, refused
