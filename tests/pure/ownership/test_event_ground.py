"""
Who may publish and who may subscribe: the owner, or whom it grants to; the platform may listen to everything.
"""

from __future__ import annotations

from datetime import date

import pytest

from platform_constructs.model.place import Place
from platform_constructs.ownership.event_ground import EventGround
from platform_constructs.ownership.events import EVERY_EVENT, Events, one_event, under
from tests.pure.ownership.small_grants import events, world
from tests.pure.ownership.small_world import TODAY

AT = Place("stacks/domains/delivery/stack.py", 9)
PLACED = one_event("meridian.ordering", "ServiceOrderPlaced")
FOLLOWS = events("subscribe", "ordering", "delivery", "meridian.ordering", "ServiceOrder")


def _ground(*grants, **changes) -> EventGround:
    return EventGround(world(grants, **changes), today=TODAY)


def test_an_owner_publishes_and_subscribes_to_its_own():
    """A domain's source and everything below it is its own, whatever the detail type."""
    ground = _ground()

    for one in (PLACED, under("meridian.ordering"), one_event("meridian.ordering.lines", "Added")):
        assert ground.may_publish("ordering", one).allowed
        assert ground.may_subscribe("ordering", one).allowed


def test_anothers_events_are_refused_with_owner_place_and_the_lines_to_write():
    """Without a grant neither publishing nor subscribing is allowed; the finding says what the owner would write."""
    ground = _ground()

    assert str(ground.may_subscribe("delivery", PLACED).finding(AT, "delivery-events")) == (
        "block[OWN-030] meridian.ordering/ServiceOrderPlaced belongs to ordering; delivery may not subscribe to it\n"
        "  at   stacks/domains/delivery/stack.py:9\n"
        "  got  ordering owns meridian.ordering at platform.toml:11\n"
        '  fix  ask ordering to add [[grants]] with kind = "subscribe", from = "ordering", to = "delivery", '
        'source = "meridian.ordering", detail_type = "ServiceOrderPlaced", a reason and an expires\n'
        "  who  delivery\n"
        "  more `paved explain OWN-030`"
    )
    assert ground.may_publish("delivery", PLACED).what.endswith("; delivery may not publish it")


def test_a_grant_gives_what_it_says_to_whom_it_says():
    """A grant to subscribe is none to publish, holds for its receiver only, and for what begins as it says."""
    ground = _ground(FOLLOWS)

    assert (FOLLOWS, True) == ((ruling := ground.may_subscribe("delivery", PLACED)).grant, ruling.allowed)
    assert ground.may_subscribe("delivery", one_event("meridian.ordering.lines", "ServiceOrderLineAdded")).allowed
    assert not ground.may_publish("delivery", PLACED).allowed
    assert not ground.may_subscribe("quoting", PLACED).allowed
    assert not ground.may_subscribe("delivery", one_event("meridian.ordering", "QuoteAsked")).allowed


def test_a_part_that_is_granted_is_no_whole():
    """Asking for more than a grant gives is refused, and the message says how much it gives."""
    ruling = _ground(FOLLOWS).may_subscribe("delivery", under("meridian.ordering"))

    assert "OutOfScope" == ruling.status
    assert ruling.got == (
        "ordering owns meridian.ordering at platform.toml:11; "
        "its grant at platform.toml:60 gives meridian.ordering/ServiceOrder* only"
    )


def test_an_ended_grant_is_told_from_none():
    """The day after its last, a grant gives nothing, and the message says since when."""
    ended = events("subscribe", "ordering", "delivery", "meridian.ordering", expires=date(2027, 1, 14))
    last_day = events("subscribe", "ordering", "delivery", "meridian.ordering", expires=TODAY)

    assert str(_ground(ended).may_subscribe("delivery", PLACED).finding(AT)) == (
        "block[OWN-027] meridian.ordering/ServiceOrderPlaced belongs to ordering, whose grant to delivery has expired\n"
        "  at   stacks/domains/delivery/stack.py:9\n"
        "  got  the grant at platform.toml:60 held until 2027-01-14\n"
        "  fix  ordering gives the grant a new date and reason, or delivery drops what relies on it\n"
        "  who  delivery\n"
        "  more `paved explain OWN-027`"
    )
    assert _ground(ended, last_day).may_subscribe("delivery", PLACED).allowed


@pytest.mark.parametrize(
    ("asked", "status", "what"),
    [
        (
            one_event("meridian.orderingx", "Placed"),
            "Orphaned",
            "meridian.orderingx/Placed is nobody's; delivery may not subscribe to it",
        ),
        (one_event("aws.s3", "X"), "Reserved", "aws.s3/X belongs to Amazon; delivery may not subscribe to it"),
        (
            EVERY_EVENT,
            "CatchAll",
            "*/* reaches beyond what one domain owns; delivery may not subscribe to it",
        ),
        (
            Events(("meridian",), True, "", True),
            "CatchAll",
            "meridian.*/* reaches beyond what one domain owns; delivery may not subscribe to it",
        ),
    ],
)
def test_what_no_one_domain_owns_is_refused(asked: Events, status: str, what: str):
    """Nobody's, Amazon's, and more than one domain's: each is refused as what it is."""
    ruling = _ground().may_subscribe("delivery", asked)

    assert (status, what) == (ruling.status, ruling.what)


def test_a_catch_all_names_an_event_that_it_would_take():
    """Who reaches too far is shown one event of another's, and where that one's claim stands."""
    ruling = _ground().may_subscribe("delivery", Events(("meridian",), True, "Service", True))

    assert ruling.got == "meridian.ordering/Service is among it; ordering owns meridian.ordering at platform.toml:11"


def test_only_the_platform_listens_to_everything():
    """The platform keeps the archive of the bus; publishing in another's name is not its right either."""
    ground = _ground()

    for one in (EVERY_EVENT, PLACED, one_event("aws.s3", "X")):
        assert ground.may_subscribe("platform", one).allowed
        assert not ground.may_publish("platform", one).allowed


def test_contested_events_are_nobodys_to_use():
    """Below a source that two own nothing is decided by which is narrower; beside it the wider owner goes on."""
    ground = _ground(sources={"delivery": "meridian.ordering.tracking"})

    contested = ground.may_publish("delivery", one_event("meridian.ordering.tracking", "Moved"))
    assert "Conflicted" == contested.status
    assert contested.got == (
        "ordering owns meridian.ordering at platform.toml:11; "
        "delivery owns meridian.ordering.tracking at platform.toml:12"
    )
    assert "Conflicted" == ground.may_publish("ordering", under("meridian.ordering")).status
    assert ground.may_publish("ordering", PLACED).allowed


def test_a_grant_of_somebody_else_gives_nothing():
    """Only the owner of the events can let others use them."""
    ground = _ground(events("subscribe", "quoting", "delivery", "meridian.ordering"))

    assert "OutOfScope" == ground.may_subscribe("delivery", PLACED).status
