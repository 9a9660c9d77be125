"""
The laws of grants, against a reference that asks about one event, and one scope, at a time.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from platform_constructs.errors import DeclarationError
from platform_constructs.model.grant import EventGrant, ScopeGrant
from platform_constructs.model.organisation import Organisation
from platform_constructs.ownership.event_claims import event_claim_faults
from platform_constructs.ownership.event_ground import EventGround
from platform_constructs.ownership.events import Events, common, covers, read_event
from platform_constructs.ownership.scopes import ScopeGround, scope_faults
from tests.pure.ownership.small_grants import asked, events, scope, world
from tests.pure.ownership.small_world import TODAY

EXAMPLES = int(os.environ.get("OWNERSHIP_EXAMPLES", "150"))
"""Examples of each law; `OWNERSHIP_EXAMPLES=100000` asks the reference as often as issue 4 wants."""

NAMES = ("one", "two", "three", "platform")
# Few sources, so that they meet often. The universe has a word that nobody names, one that only begins like a named
# one, and sources and types that are longer than any: what is covered in part only shows there.
SOURCES = ["a.a", "a.b", "a.a.a"]
UNIVERSE = [words for n in (1, 2, 3, 4) for words in product(("a", "b", "bz", "z"), repeat=n)]
TYPES = ["", "A", "B", "AA", "AB"]
EVERY_TYPE = ["A", "B", "Z", *("".join(two) for two in product("ABZ", repeat=2)), "AAZ", "ABZ"]
DAYS = st.sampled_from([date(2027, 1, 14), TODAY, date(2027, 6, 30)])

SETS = st.builds(
    lambda source, below, detail_type, longer: Events(
        source, below or not source, detail_type, longer or not detail_type
    ),
    st.sampled_from([(), ("a",), ("a", "bz"), *(tuple(one.split(".")) for one in SOURCES)]),
    st.booleans(),
    st.sampled_from(TYPES),
    st.booleans(),
)
GRANTS = st.lists(
    st.builds(
        lambda kind, parties, source, detail_type, expires: events(
            kind, parties[0], parties[1], source, detail_type, expires=expires
        ),
        st.sampled_from(["publish", "subscribe"]),
        st.permutations(NAMES).map(lambda names: names[:2]),
        st.sampled_from(SOURCES),
        st.sampled_from(TYPES),
        DAYS,
    ),
    max_size=4,
)
ASIDE = ["b.a", "b.b", "z.z"]  # in nobody's way, so that not everything is contested
CLAIMED = st.fixed_dictionaries({name: st.sampled_from([*SOURCES, *ASIDE, *ASIDE, "aws.a"]) for name in NAMES})


def _members(asked_for: Events) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every event of a set, within a universe that is longer, and has one word more, than anything named."""
    for source in UNIVERSE:
        depth = len(asked_for.source)
        if source == asked_for.source or (asked_for.below and source[:depth] == asked_for.source):
            for one in EVERY_TYPE:
                if one == asked_for.detail_type or (asked_for.longer and one.startswith(asked_for.detail_type)):
                    yield source, one


def _owners_of(claimed: Mapping[str, str], source: tuple[str, ...]) -> list[str]:
    text = ".".join(source)
    return [
        name
        for name, mine in claimed.items()
        if not mine.startswith("aws.") and (text == mine or text.startswith(f"{mine}."))
    ]


def _one_may(
    kind: str, organisation: Organisation, claimed: Mapping[str, str], domain: str, source: tuple[str, ...], name: str
) -> bool:
    """The reference: may this domain use this one event?"""
    owners = _owners_of(claimed, source)
    if kind == "subscribe" and domain == "platform":
        return True
    if source[0] == "aws" or len(owners) != 1:
        return False
    text = ".".join(source)
    return owners == [domain] or any(
        (one.kind, one.owner, one.to) == (kind, owners[0], domain)
        and (text == one.source or text.startswith(f"{one.source}."))
        and name.startswith(one.detail_type)
        and TODAY <= one.expires
        for one in organisation.grants
        if isinstance(one, EventGrant)
    )


@settings(max_examples=EXAMPLES, deadline=None)
@given(SETS, SETS)
def test_sets_of_events_are_compared_as_their_events_are(one: Events, other: Events):
    """Holding, meeting and the witness say what looking at every single event says."""
    mine, theirs = set(_members(one)), set(_members(other))
    witness = common(one, other)

    assert (theirs <= mine) is covers(one, other)
    assert bool(mine & theirs) is (witness is not None)
    if witness is not None and one.source and other.source:
        source, _, name = witness.partition("/")
        said = (tuple(source.split(".")), "Z" if name == "Anything" else name)
        assert said in mine & theirs


@settings(max_examples=EXAMPLES, deadline=None)
@given(CLAIMED, GRANTS, SETS, st.sampled_from(NAMES), st.sampled_from(["own", "granted", *NAMES]))
def test_a_set_of_events_is_allowed_when_each_event_is(
    claimed: dict[str, str], grants: list[EventGrant], events_asked: Events, domain: str, whose: str
):
    """What is allowed is allowed event by event, and the other way round; mostly one asks for its own, or granted."""
    if whose == "granted" and grants:
        first, rest = grants[0], {name: mine for name, mine in claimed.items() if name != grants[0].owner}
        claimed, domain = {first.owner: first.source, **rest}, first.to
        kind_of = first.detail_type or events_asked.detail_type
        events_asked = replace(events_asked, source=tuple(first.source.split(".")), detail_type=kind_of)
    elif not (mine := claimed.get(domain if whose == "own" else whose, "aws.a")).startswith("aws."):
        events_asked = replace(events_asked, source=tuple(mine.split(".")))
    organisation = world(grants, sources=claimed, domains=NAMES)
    ground = EventGround(organisation, today=TODAY)

    for kind, ask in (("publish", ground.may_publish), ("subscribe", ground.may_subscribe)):
        ruling = ask(domain, events_asked)
        expected = all(
            _one_may(kind, organisation, claimed, domain, source, name) for source, name in _members(events_asked)
        )
        assert (expected, bool(ruling.what)) == (ruling.allowed, not ruling.allowed)


@settings(max_examples=EXAMPLES, deadline=None)
@given(CLAIMED)
def test_whoever_claims_what_another_owns_hears_of_it(claimed: dict[str, str]):
    """Domains whose sources are below another's or equal to it, or are Amazon's, are exactly those told."""
    found = event_claim_faults(EventGround(world(sources=claimed, domains=NAMES), today=TODAY))

    wrong = {
        name
        for name, mine in claimed.items()
        if mine.startswith("aws.") or len(_owners_of(claimed, tuple(mine.split(".")))) > 1
    }
    assert wrong == {one.owner for one in found}


SCOPES = [f"{server}/{name}" for server in ("one", "two", "three", "on", "nobody") for name in ("r", "w")]
SCOPE_GRANTS = st.lists(
    st.builds(
        lambda parties, name, expires: scope(parties[0], parties[1], name, expires=expires),
        st.permutations(NAMES).map(lambda names: names[:2]),
        st.sampled_from(SCOPES),
        DAYS,
    ),
    max_size=5,
)


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    SCOPE_GRANTS,
    st.dictionaries(st.sampled_from(NAMES), st.sets(st.sampled_from(SCOPES))),
    st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(SCOPES)), max_size=6),
)
def test_a_scope_is_allowed_by_its_owner_alone(
    grants: list[ScopeGrant], defined: dict[str, set[str]], asks: list[tuple[str, str]]
):
    """An operation is refused exactly when the scope is not its own, and not both declared and granted today."""
    ground = ScopeGround(world(grants, domains=NAMES), defined, today=TODAY)

    findings = list(scope_faults(ground, [asked(domain, name, line=n) for n, (domain, name) in enumerate(asks, 1)]))

    refused = {
        n
        for n, (domain, name) in enumerate(asks, 1)
        if not name.startswith(f"{domain}/")
        and (
            name.partition("/")[0] not in NAMES
            or name not in defined.get(name.partition("/")[0], {name})
            or not any(
                (one.name, one.to) == (name, domain) and name.startswith(f"{one.owner}/") and TODAY <= one.expires
                for one in grants
            )
        )
    }
    assert refused == {one.at.line for one in findings if one.at.file.endswith("openapi.yaml")}


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.text(max_size=300) | st.text(alphabet="a.B/*?{}-0 ", max_size=12))
def test_any_text_names_one_event_or_is_refused(text: str):
    """Whatever somebody types, it is one event in its one spelling, or a designed refusal."""
    try:
        event = read_event(text, at="here")
    except DeclarationError as refused:
        assert "OWN-026" == refused.code
    else:
        assert (text, False, False) == (str(event), event.below, event.longer)
