"""
Paths are languages: one spelling, whole segments, and a witness wherever two of them meet.
"""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from platform_constructs.ownership.paths import (
    Greedy,
    Literal,
    Param,
    Pattern,
    Rest,
    below,
    concrete,
    covers,
    intersect,
    matches,
    normalise,
    parse,
)

_FIXED = st.sampled_from([Literal("a"), Literal("b"), Literal("x"), Param("p"), Param("q")])
_TAIL = st.sampled_from([(), (), (Greedy("proxy"),), (Rest(),)])
PATTERNS = st.builds(lambda fixed, tail: (*fixed, *tail), st.lists(_FIXED, max_size=4), _TAIL)
_EVERY_SHORT_REQUEST = [one for n in range(6) for one in product(["a", "b", "x", "stranger"], repeat=n)]
REQUESTS = st.lists(st.sampled_from(["a", "b", "x", "other"]), max_size=6).map(tuple)


@pytest.mark.parametrize(
    ("written", "spelt"),
    [
        ("/ordering/v1", "/ordering/v1"),
        ("/ordering/", "/ordering"),
        ("//ordering///v1//", "/ordering/v1"),
        ("/a/./b/../c", "/a/c"),
        ("/../../a", "/a"),
        ("/a/%2e%2e/b", "/b"),
        ("/a/%2E./b", "/b"),
        ("/quoting/%2e%2e%2fordering", "/quoting/..%2Fordering"),
        ("/%6Frdering", "/ordering"),
        ("/a%2fb", "/a%2Fb"),
        ("/a%252e%252e/b", "/a%252e%252e/b"),
        ("/100%", "/100%25"),
        ("/%zz", "/%25zz"),
        ("/a b", "/a%20b"),
        ("/a?b#c", "/a%3Fb%23c"),
        ("/caf\u00e9", "/caf%C3%A9"),
        ("/a\\..\\b", "/a%5C..%5Cb"),
        ("/nul\x00", "/nul%00"),
        ("/x/{id}/lines", "/x/{id}/lines"),
        ("/x/{id.part}", "/x/{id.part}"),
        ("", "/"),
        ("/", "/"),
        ("no-slash", "/no-slash"),
    ],
)
def test_a_path_has_one_spelling(written: str, spelt: str):
    """Hostile and sloppy spellings of a path all become the same one, and an escaped slash stays a character."""
    assert normalise(written) == spelt


@given(st.text(alphabet=st.sampled_from("/.%2eEfF{}ab~ \\?\u00e9\ud800"), max_size=24))
@example("/%2%65")
@example("/%%32%65")
def test_spelling_is_idempotent(written: str):
    """A spelt path is spelt already."""
    assert normalise(normalise(written)) == normalise(written)


@given(st.text(alphabet=st.sampled_from("/.%2eE{}ab"), max_size=24))
def test_no_spelling_leaves_dots_or_empty_segments(written: str):
    """No request climbs out of its prefix, however it is written."""
    assert not {"", ".", ".."} & set(concrete(written))


@pytest.mark.parametrize(
    ("template", "pattern"),
    [
        ("/", ()),
        ("/x/{id}", (Literal("x"), Param("id"))),
        ("/x/{proxy+}", (Literal("x"), Greedy("proxy"))),
        ("/x/{proxy+}/y", (Literal("x"), Greedy("proxy"))),
        ("/x/{id}.json", (Literal("x"), Param("{id}.json"))),
        ("/%7Bid%7D", (Literal("%7Bid%7D"),)),
    ],
)
def test_templates_become_segments(template: str, pattern: Pattern):
    """A template is literals, one-segment variables and at most one greedy variable at its end."""
    assert parse(template) == pattern


@pytest.mark.parametrize(
    ("one", "other", "witness"),
    [
        ("/x/{id}", "/x/{uuid}", "/x/x"),
        ("/x/{id}", "/x/orders", "/x/orders"),
        ("/x", "/xy", None),
        ("/x", "/x/y", None),
        ("/{proxy+}", "/quoting/v1/quotes", "/quoting/v1/quotes"),
        ("/{a}/v1", "/quoting/{b}", "/quoting/v1"),
        ("/x/{proxy+}", "/x", None),
        ("/x/{proxy+}", "/{rest+}", "/x/x"),
        ("/a/{p}/c", "/a/b/{q}", "/a/b/c"),
        ("/", "/", "/"),
        ("/", "/{proxy+}", None),
    ],
)
def test_two_templates_meet_in_a_request(one: str, other: str, witness: str | None):
    """Where two templates share a request it is shown, parameter names are of no interest."""
    assert intersect(parse(one), parse(other)) == witness


def test_a_claim_is_compared_by_whole_segments():
    """`/order` holds itself and what is below it, and nothing of `/ordering`."""
    claim = below("/order")

    assert [
        path for path in ("/order", "/order/v1/x", "/ordering", "/orde", "/") if matches(claim, concrete(path))
    ] == [
        "/order",
        "/order/v1/x",
    ]


@given(PATTERNS, PATTERNS)
def test_a_witness_is_held_by_both(one: Pattern, other: Pattern):
    """Whatever request is shown, both languages hold it; and the order of asking makes no difference."""
    witness = intersect(one, other)

    assert witness == intersect(other, one)
    assert witness is None or (matches(one, concrete(witness)) and matches(other, concrete(witness)))


@given(PATTERNS, PATTERNS, REQUESTS)
def test_no_common_request_is_missed(one: Pattern, other: Pattern, request: tuple[str, ...]):
    """If any request is held by both languages, there is a witness."""
    if matches(one, request) and matches(other, request):
        assert intersect(one, other) is not None


@given(PATTERNS, PATTERNS, REQUESTS)
def test_a_covered_language_holds_nothing_more(large: Pattern, small: Pattern, request: tuple[str, ...]):
    """A language that covers another holds each of its requests, and meets it."""
    if covers(large, small):
        assert matches(large, request) or not matches(small, request)
        assert intersect(large, small) is not None


@given(PATTERNS, PATTERNS)
def test_cover_is_not_missed(large: Pattern, small: Pattern):
    """A language is covered if every request of a few, long enough and with a stranger among the segments, is."""
    if all(matches(large, one) for one in _EVERY_SHORT_REQUEST if matches(small, one)):
        assert covers(large, small)
