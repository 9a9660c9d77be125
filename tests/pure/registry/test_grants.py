"""
`[[grants]]` as it is read: strict, and refused where it cannot be meant.
"""

from __future__ import annotations

from datetime import date

import pytest

from platform_constructs.errors import RegistryError
from platform_constructs.model.grant import EventGrant, ScopeGrant
from platform_constructs.model.place import Place
from platform_constructs.registry.read import read_registry
from tests.pure.registry.small_registry import SMALL

SCOPE = """
[[grants]]
kind = "scope"
from = "ordering"
to = "delivery"
name = "ordering/orders.read"
reason = "tracking is shown beside the order"
expires = 2027-06-30
"""
EVENT = """
[[grants]]
kind = "subscribe"
from = "ordering"
to = "delivery"
source = "meridian.ordering"
detail_type = "ServiceOrder"
reason = "work follows orders"
expires = 2027-06-30
"""
LINES = SMALL.count("\n")


def test_grants_are_read_with_their_places():
    """Both kinds of grant are nouns of the model, in the order of the file, each with its line."""
    read = read_registry(SMALL + SCOPE + EVENT)

    assert read.grants == (
        ScopeGrant(
            kind="scope",
            owner="ordering",
            to="delivery",
            name="ordering/orders.read",
            reason="tracking is shown beside the order",
            expires=date(2027, 6, 30),
            place=Place("platform.toml", LINES + 2, "grants.0"),
        ),
        EventGrant(
            kind="subscribe",
            owner="ordering",
            to="delivery",
            source="meridian.ordering",
            detail_type="ServiceOrder",
            reason="work follows orders",
            expires=date(2027, 6, 30),
            place=Place("platform.toml", LINES + 10, "grants.1"),
        ),
    )


def test_a_grant_without_a_detail_type_is_of_all():
    """Leaving the detail type out grants every event of the source."""
    text = SMALL + EVENT.replace('detail_type = "ServiceOrder"\n', "")

    assert ["meridian.ordering/*"] == [one.what for one in read_registry(text).grants]


@pytest.mark.parametrize(
    ("grant", "old", "new", "code", "what"),
    [
        (SCOPE, '"scope"', '"scopes"', "REG-040", "a grant is of the kind scope, publish, subscribe or invoke"),
        (SCOPE, 'kind = "scope"\n', "", "REG-040", "a grant is of the kind scope, publish, subscribe or invoke"),
        (SCOPE, '"scope"', "7", "REG-040", "a grant is of the kind scope, publish, subscribe or invoke"),
        (SCOPE, "name =", "source =", "REG-040", "a grant of the kind scope has no key source"),
        (EVENT, "source =", "name =", "REG-040", "a grant of the kind subscribe has no key name"),
        (EVENT, "detail_type", "detailtype", "REG-002", "grants.0 has no key detailtype"),
        (SCOPE, 'reason = "tracking is shown beside the order"\n', "", "REG-003", "grants.0 has no reason"),
        (EVENT, "expires = 2027-06-30\n", "", "REG-003", "grants.0 has no expires"),
        (SCOPE, "2027-06-30", '"2027-06-30"', "REG-004", "expires must be a date without quotes"),
        (SCOPE, '"tracking is shown beside the order"', '""', "REG-005", "reason must be one line"),
        (SCOPE, "ordering/orders.read", "ordering/*", "REG-005", "name must be a whole scope"),
        (SCOPE, "ordering/orders.read", "ordering", "REG-005", "name must be a whole scope"),
        (SCOPE, "ordering/orders.read", "Ordering/orders.read", "REG-005", "name must be a whole scope"),
        (SCOPE, "ordering/orders.read", "ordering/${file(1)}", "REG-005", "name must be a whole scope"),
        (SCOPE, "ordering/orders.read", f"ordering/{'x' * 129}", "REG-005", "name must be a whole scope"),
        (SCOPE, "ordering/orders.read", "ordering/\u043erders", "REG-005", "name must be a whole scope"),
        (EVENT, "meridian.ordering", "meridian.*", "REG-005", "source must be two or more lower-case words"),
        (EVENT, "meridian.ordering", "meridian", "REG-005", "source must be two or more lower-case words"),
        (EVENT, "meridian.ordering", "meridian..ordering", "REG-005", "source must be two or more lower-case words"),
        (EVENT, "meridian.ordering", "Meridian.ordering", "REG-005", "source must be two or more lower-case words"),
        (EVENT, "meridian.ordering", f"a.{'x' * 300}", "REG-005", "source must be two or more lower-case words"),
        (EVENT, "ServiceOrder", "Service*", "REG-005", "detail_type must be what detail types begin with"),
        (EVENT, "ServiceOrder", "{id}", "REG-005", "detail_type must be what detail types begin with"),
        (EVENT, "ServiceOrder", "x" * 129, "REG-005", "detail_type must be what detail types begin with"),
        (SCOPE, 'to = "delivery"', 'to = "deliver"', "REG-008", "there is no domain deliver"),
        (SCOPE, 'from = "ordering"', 'from = "orders"', "REG-008", "there is no domain orders"),
        (SCOPE, 'to = "delivery"', 'to = "ordering"', "REG-041", "ordering grants ordering/orders.read to itself"),
    ],
)
def test_what_cannot_be_meant_is_refused(grant: str, old: str, new: str, code: str, what: str):
    """Every key is strict; an unknown domain, oneself and another kind's keys are refused."""
    assert old in grant

    with pytest.raises(RegistryError) as refused:
        read_registry(SMALL + grant.replace(old, new))

    assert code == refused.value.code
    assert refused.value.what.startswith(what)


def test_a_grant_that_stands_twice_is_refused():
    """Two dates for one grant would leave open which one holds; another kind or receiver is another grant."""
    with pytest.raises(RegistryError) as refused:
        read_registry(SMALL + EVENT + EVENT.replace("2027", "2028"))

    assert str(refused.value).splitlines() == [
        "error[REG-042] ordering grants meridian.ordering/ServiceOrder* to delivery twice",
        f"  at   platform.toml:{LINES + 11} (grants.1)",
        f"  got  the first is at platform.toml:{LINES + 2}",
        "  fix  keep one of them, with the reason and the date that hold",
        "  more `paved explain REG-042`",
    ]
    assert 2 == len(read_registry(SMALL + EVENT + EVENT.replace("subscribe", "publish")).grants)


def test_an_acceptance_that_stands_twice_is_refused():
    """Dropping one of two would seem to end what the other keeps."""
    half = '{ from = "ordering", host = "public", prefix = "/ordering/v1/tracking" }'

    with pytest.raises(RegistryError) as refused:
        read_registry(SMALL.replace(half, f"{half}, {half}"))

    assert ("REG-043", "delivery accepts /ordering/v1/tracking of ordering twice") == (
        refused.value.code,
        refused.value.what,
    )


def test_grants_that_are_no_tables_are_refused():
    """A list of texts, or one table, is told what a grant looks like."""
    for text in ('grants = "all"\n', "grants = [1]\n"):
        with pytest.raises(RegistryError) as refused:
            read_registry(text + SMALL)
        assert "REG-004" == refused.value.code
