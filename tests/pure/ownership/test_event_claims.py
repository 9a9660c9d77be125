"""
Event sources that contradict each other fail their own domain, and nobody else.
"""

from __future__ import annotations

from platform_constructs.ownership.event_claims import event_claim_faults, look_alikes
from platform_constructs.ownership.event_ground import EventGround
from tests.pure.ownership.small_grants import events, world
from tests.pure.ownership.small_world import TODAY


def _said(*grants, **changes) -> list[tuple[str, str, str, str]]:
    organisation = world(grants, **changes)
    found = [*event_claim_faults(EventGround(organisation, today=TODAY)), *look_alikes(organisation)]
    return [(one.code, one.level.name, one.owner, one.what) for one in found]


def test_neighbours_by_spelling_are_in_order():
    """`meridian.order` and `meridian.ordering` are two sources."""
    assert [] == _said(sources={"delivery": "meridian.order"})


def test_a_source_below_anothers_is_refused_with_a_witness():
    """Whoever claims within another's source hears of both places and of an event that would be both's."""
    organisation = world(sources={"delivery": "meridian.ordering.tracking"})

    assert [str(one) for one in event_claim_faults(EventGround(organisation, today=TODAY))] == [
        "block[OWN-031] meridian.ordering.tracking of delivery overlaps with meridian.ordering of ordering\n"
        "  at   platform.toml:12\n"
        "  got  meridian.ordering.tracking/Anything would be both domains'\n"
        "  fix  give delivery an event_source beside it; ordering's is at platform.toml:11\n"
        "  who  delivery\n"
        "  more `paved explain OWN-031`"
    ]


def test_equal_sources_are_both_wrong():
    """Nothing is decided by who came first."""
    assert [
        ("OWN-031", "BLOCK", "delivery", "meridian.ordering of delivery overlaps with meridian.ordering of ordering"),
        ("OWN-031", "BLOCK", "ordering", "meridian.ordering of ordering overlaps with meridian.ordering of delivery"),
    ] == _said(sources={"delivery": "meridian.ordering"})


def test_amazons_sources_are_nobodys():
    """A source that begins with aws cannot be owned; one that merely looks so can."""
    assert [
        ("OWN-031", "BLOCK", "delivery", "event sources that begin with aws belong to Amazon; delivery may not own one")
    ] == _said(sources={"delivery": "aws.delivery", "quoting": "awsome.quoting"})


def test_a_grant_of_anothers_events_is_refused():
    """Who grants what is not its own hears whose it is."""
    assert [
        (
            "OWN-028",
            "BLOCK",
            "quoting",
            "meridian.ordering belongs to ordering; quoting may not let delivery subscribe to it",
        ),
        ("OWN-028", "BLOCK", "quoting", "meridian.none belongs to nobody; quoting may not let delivery publish it"),
    ] == _said(
        events("subscribe", "quoting", "delivery", "meridian.ordering"),
        events("publish", "quoting", "delivery", "meridian.none"),
    )


def test_names_that_read_alike_are_a_warning():
    """Two names that a hurried reader takes for one are told to both domains; nothing is refused."""
    assert [
        ("OWN-031", "WARN", "delivery", "the scope_prefix of delivery reads like that of ordering"),
        ("OWN-031", "WARN", "ordering", "the scope_prefix of ordering reads like that of delivery"),
        ("OWN-031", "WARN", "ordering", "the event_source of ordering reads like that of quoting"),
        ("OWN-031", "WARN", "quoting", "the event_source of quoting reads like that of ordering"),
    ] == _said(
        prefixes={"ordering": "farm-1", "delivery": "farm-l"},
        sources={"ordering": "meridian.orders", "quoting": "meridian.o-rders"},
    )
