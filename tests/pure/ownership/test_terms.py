"""
A delegation or grant is called to mind before it ends, and cannot be given for ever.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from platform_constructs.model.grant import Grant
from platform_constructs.ownership.terms import LONGEST, SOON, term_faults
from tests.pure.ownership.small_grants import asked, events, scope, world
from tests.pure.ownership.small_world import TODAY, delegation, organisation, route

CLAIMS = {"ordering": ["/ordering"], "delivery": ["/delivery"], "platform": ["/"]}
ROUTES = [
    route("delivery", "GET /ordering/v1/tracking/{id}"),
    route("delivery", "GET /ordering/v1/tracking"),
    route("delivery", "GET /ordering/v1/trackings"),
    route("delivery", "GET /delivery/v1/visits"),
]


def _delegated(expires: date, *, accepted: bool = True) -> list[str]:
    given = delegation("ordering", "delivery", "/ordering/v1/tracking", expires=expires, accepted=accepted)
    return [str(one) for one in term_faults(organisation(CLAIMS, delegations=[given]), ROUTES, [], today=TODAY)]


def test_a_delegation_that_ends_soon_says_what_relies_on_it():
    """30 days before its end the receiver hears of it, with the routes that would be its owner's again."""
    [said] = _delegated(TODAY + timedelta(days=SOON))

    assert said == (
        "warn[OWN-032] ordering's delegation of /ordering/v1/tracking to delivery ends in 30 days, on 2027-02-14\n"
        "  at   platform.toml:90\n"
        "  got  2 rely on it, such as GET /ordering/v1/tracking\n"
        "  fix  ordering writes a later expires with a reason that holds, or delivery drops what relies on it\n"
        "  who  delivery\n"
        "  more `paved explain OWN-032`"
    )


@pytest.mark.parametrize(
    ("expires", "accepted"),
    [
        (TODAY + timedelta(days=SOON + 1), True),
        (TODAY - timedelta(days=1), True),
        (TODAY, False),
        (TODAY + LONGEST, True),
    ],
)
def test_in_between_nothing_is_said(expires: date, accepted: bool):
    """Not before the 30 days, not once it has ended, not of one that was never taken, and two years are allowed."""
    assert [] == _delegated(expires, accepted=accepted)


def test_a_delegation_for_ever_is_refused():
    """More than two years ahead nobody would look at it again: its owner names a nearer day."""
    [said] = _delegated(date(9999, 12, 31))

    assert said == (
        "block[OWN-032] ordering's delegation of /ordering/v1/tracking to delivery "
        "lasts more than 731 days from today\n"
        "  at   platform.toml:90\n"
        "  got  9999-12-31\n"
        "  fix  write a day up to 2029-01-15; it can be renewed\n"
        "  who  ordering\n"
        "  more `paved explain OWN-032`"
    )


@pytest.mark.parametrize(
    ("grant", "what", "got"),
    [
        (
            scope("ordering", "delivery", "ordering/orders.read", expires=TODAY),
            "ordering's grant of ordering/orders.read to delivery ends today",
            "1 relies on it, such as listThings",
        ),
        (
            events("publish", "ordering", "delivery", "meridian.ordering", "Order", expires=TODAY + timedelta(days=1)),
            "ordering's grant of meridian.ordering/Order* to delivery ends in 1 day, on 2027-01-16",
            "",
        ),
        (
            scope("ordering", "delivery", "ordering/orders.read", expires=TODAY + LONGEST + timedelta(days=1)),
            "ordering's grant of ordering/orders.read to delivery lasts more than 731 days from today",
            "2029-01-16",
        ),
    ],
)
def test_grants_have_terms_too(grant: Grant, what: str, got: str):
    """Scopes and events are granted for as long as paths are delegated."""
    [found] = term_faults(
        world([grant]), [], [asked("delivery", "ordering/orders.read"), asked("delivery", "x/y")], today=TODAY
    )

    assert (what, got) == (found.what, found.got)
