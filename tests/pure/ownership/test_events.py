"""
Events as languages: what holds what, what two have in common, and which texts name an event at all.
"""

from __future__ import annotations

import pytest

from platform_constructs.errors import DeclarationError
from platform_constructs.ownership.events import EVERY_EVENT, Events, common, covers, one_event, read_event, under


@pytest.mark.parametrize(
    ("wide", "narrow", "expected"),
    [
        (under("meridian.ordering"), one_event("meridian.ordering", "Placed"), True),
        (under("meridian.ordering"), one_event("meridian.ordering.lines", "Placed"), True),
        (under("meridian.ordering"), one_event("meridian.orderingx", "Placed"), False),
        (under("meridian.ordering"), one_event("meridian", "Placed"), False),
        (under("meridian.ordering", "Order"), one_event("meridian.ordering", "OrderPlaced"), True),
        (under("meridian.ordering", "Order"), one_event("meridian.ordering", "Ordering"), True),
        (under("meridian.ordering", "Order"), one_event("meridian.ordering", "orderPlaced"), False),
        (under("meridian.ordering", "Order"), under("meridian.ordering"), False),
        (one_event("meridian.ordering", "Placed"), under("meridian.ordering", "Placed"), False),
        (one_event("meridian.ordering", "Placed"), one_event("meridian.ordering", "Placed"), True),
        (EVERY_EVENT, under("meridian.ordering"), True),
        (under("meridian.ordering"), EVERY_EVENT, False),
    ],
)
def test_sources_are_compared_by_words_and_types_by_beginnings(wide: Events, narrow: Events, expected: bool):
    """`meridian.ordering` holds what lies below it, not its neighbour by spelling; `Order` holds what begins so."""
    assert covers(wide, narrow) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (under("meridian.ordering"), under("meridian.ordering.lines"), "meridian.ordering.lines/Anything"),
        (under("meridian.ordering", "Order"), under("meridian"), "meridian.ordering/Order"),
        (under("meridian.ordering"), under("meridian.orderingx"), None),
        (under("meridian.ordering", "Order"), under("meridian.ordering", "Quote"), None),
        (one_event("meridian.ordering", "A"), under("meridian.ordering.lines"), None),
        (EVERY_EVENT, EVERY_EVENT, "any.source/Anything"),
    ],
)
def test_two_sets_have_a_witness_or_nothing_in_common(one: Events, other: Events, expected: str | None):
    """What two sets share is shown as one event, whichever is named first."""
    assert (expected, expected) == (common(one, other), common(other, one))


def test_a_set_is_written_as_people_write_it():
    """A star stands where sources below, or longer detail types, count too."""
    said = [str(one) for one in (one_event("a.b", "C"), under("a.b", "C"), EVERY_EVENT)]

    assert ["a.b/C", "a.b.*/C*", "*/*"] == said


@pytest.mark.parametrize(
    ("text", "what", "fix"),
    [
        ("meridian.ordering", "an event is written as its source, a slash and its detail type", ""),
        ("meridian.ordering/", "a detail type is a letter, then letters, digits, spaces and . _ : -", ""),
        ("meridian.ordering/Order*", "an event has no wildcards", "name one event"),
        ("meridian.*/Order", "an event has no wildcards", "name one event"),
        ("meridian.?/Order", "an event has no wildcards", "name one event"),
        ("Meridian.Ordering/Order", "a source is two or more", "write meridian.ordering/Order"),
        ("meridian..ordering/Order", "a source is two or more", ""),
        (".meridian.ordering/Order", "a source is two or more", ""),
        ("meridian/Order", "a source is two or more", ""),
        ("meridian.{ordering}/Order", "a source is two or more", ""),
        ("meridian.ordеring/Order", "a source is two or more", ""),  # noqa: RUF001 - a Cyrillic letter is the case
        ("\u212aeridian.ordering/Order", "a source is two or more", ""),  # the Kelvin sign lowers to a plain k
        ("meridian.ordering\n/Order", "a source is two or more", ""),
        ("meridian.ordering/Ordеr", "a detail type is a letter", ""),  # noqa: RUF001 - a Cyrillic letter is the case
        ("meridian.ordering/Order{id}", "a detail type is a letter", ""),
        ("meridian.ordering/Order\n", "a detail type is a letter", ""),
        ("meridian.ordering/Order/Placed", "a detail type is a letter", ""),
        (f"meridian.{'x' * 248}/Order", "a source has at most 256 characters, a detail type 128", "shorten it"),
        (f"meridian.ordering/{'x' * 129}", "a source has at most 256 characters, a detail type 128", "shorten it"),
        (f"{'a.' * 100_000}/x", "a source has at most 256 characters, a detail type 128", "shorten it"),
        ("", "an event is written as its source", ""),
    ],
)
def test_what_names_no_event_is_refused(text: str, what: str, fix: str):
    """There is one spelling of an event: everything else is refused by name, with the way out."""
    with pytest.raises(DeclarationError) as refused:
        read_event(text, at="the command line")

    assert refused.value.code == "OWN-026"
    assert refused.value.what.startswith(what)
    assert refused.value.fix.startswith(fix or "write it like meridian.ordering/ServiceOrderPlaced")


def test_the_longest_event_is_read():
    """Both limits are EventBridge's own, and what just fits is taken."""
    source, detail_type = f"meridian.{'x' * 247}", "x" * 128

    assert one_event(source, detail_type) == read_event(f"{source}/{detail_type}", at="here")
