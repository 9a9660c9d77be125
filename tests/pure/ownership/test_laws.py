"""
The laws of ownership, on organisations and routes that nobody thought of.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from platform_constructs.model.organisation import Organisation
from platform_constructs.model.route import Route
from platform_constructs.ownership.check import check_claims, check_routes
from platform_constructs.ownership.ground import Ground
from platform_constructs.ownership.holdings import ALWAYS_RESERVED, Holding, held_by, reserved_above
from platform_constructs.ownership.overlap import RouteTree, methods_meet
from platform_constructs.ownership.paths import Pattern, below, covers, intersect, matches, parse
from platform_constructs.ownership.routes import RouteJudge
from platform_constructs.ownership.titles import settle
from tests.pure.ownership.small_world import TODAY, delegation, organisation, route

DOMAINS = ["one", "two", "three"]
PREFIXES = st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=3).map(lambda parts: "/" + "/".join(parts))
TEMPLATES = st.builds(
    lambda parts, tail: "/" + "/".join([*parts, *tail]),
    st.lists(st.sampled_from(["a", "b", "c", "{p}", "{q}"]), max_size=4),
    st.sampled_from([[], ["{proxy+}"]]),
)
ROUTES = st.lists(
    st.builds(
        lambda domain, method, path, line: route(domain, f"{method} {path}", line=line),
        st.sampled_from([*DOMAINS, "stranger"]),
        st.sampled_from(["GET", "POST", "ANY"]),
        TEMPLATES,
        st.integers(1, 9),
    ),
    max_size=8,
)
DELEGATIONS = st.lists(
    st.builds(
        lambda domains, prefix, accepted, line: delegation(
            domains[0], domains[1], prefix, accepted=accepted, line=line
        ),
        st.permutations(DOMAINS).map(lambda names: names[:2]),
        PREFIXES,
        st.booleans(),
        st.integers(90, 99),
    ),
    max_size=3,
)
WORLDS = st.builds(
    lambda claims, delegations, reserved: organisation(
        {**dict(zip(DOMAINS, claims, strict=True)), "platform": []}, delegations=delegations, reserved=reserved
    ),
    st.lists(st.lists(PREFIXES, max_size=3), min_size=3, max_size=3),
    DELEGATIONS,
    st.lists(PREFIXES, max_size=1),
)
REQUESTS = [one for n in range(5) for one in product(["a", "b", "c", "other"], repeat=n)]


def _holdings(world: Organisation) -> list[Holding]:
    found = [one for domain in sorted(world.domains) for one in held_by(world, domain, today=TODAY)]
    return sorted(found, key=lambda one: (len(one.segments), bool(one.giver)))


def _allowed_by_pairs(world: Organisation, one: Route, pattern: Pattern) -> bool:
    """Compare the route with every holding and reserved prefix there is."""
    if any(intersect(pattern, below(kept.prefix)) for kept in (*ALWAYS_RESERVED, *world.reserved)):
        return False
    meeting = [holding for holding in _holdings(world) if intersect(pattern, below(holding.prefix))]
    above = [holding for holding in meeting if covers(below(holding.prefix), pattern)]
    title = settle(above, "platform")
    if title.owner is None or title.owner.domain != one.domain:
        return False
    return all(holding in above or holding.domain == one.domain for holding in meeting)


@given(WORLDS, ROUTES)
def test_the_tree_says_what_comparing_all_pairs_says(world: Organisation, routes: list[Route]):
    """Looking once into the tree finds the same routes at fault as comparing every route with every claim."""
    judge = RouteJudge(Ground(world, today=TODAY), routes)
    by_tree = [judge.fault(one, parse(one.path)) is None for one in routes]

    assert by_tree == [_allowed_by_pairs(world, one, parse(one.path)) for one in routes]


@given(WORLDS, ROUTES)
def test_an_allowed_route_answers_for_its_own_domain_only(world: Organisation, routes: list[Route]):
    """Every request that an allowed route answers lies on its own domain's ground, whoever else claims what."""
    judge = RouteJudge(Ground(world, today=TODAY), routes)
    holdings = _holdings(world)
    for one in routes:
        pattern = parse(one.path)
        if judge.fault(one, pattern) is None:
            answered = [request for request in REQUESTS if matches(pattern, request)]
            owners = {_owner(holdings, request) for request in answered}
            assert owners <= {one.domain}
            assert not any(reserved_above(world, "/" + "/".join(request)) for request in answered)


def _owner(holdings: Sequence[Holding], request: tuple[str, ...]) -> str | None:
    title = settle([one for one in holdings if matches(below(one.prefix), request)], "platform")
    return title.owner.domain if title.owner else None


@given(WORLDS, ROUTES)
def test_two_domains_never_answer_one_request(world: Organisation, routes: list[Route]):
    """Of two routes of two domains that share a request, at least one is refused."""
    judge = RouteJudge(Ground(world, today=TODAY), routes)
    allowed = [(one, parse(one.path)) for one in routes if judge.fault(one, parse(one.path)) is None]
    both = [
        (one, other)
        for (one, pattern), (other, its_pattern) in product(allowed, allowed)
        if one.domain != other.domain and methods_meet(one.method, other.method) and intersect(pattern, its_pattern)
    ]

    assert both == []


@given(WORLDS, ROUTES, st.randoms())
def test_findings_do_not_depend_on_order(world: Organisation, routes: list[Route], shuffler: random.Random):
    """The same registry and routes in any order give the same findings in the same order."""
    shuffled, names, given_away = list(routes), list(world.domains), list(world.delegations)
    for items in (shuffled, names, given_away):
        shuffler.shuffle(items)
    domains = {name: world.domains[name] for name in names}
    other = world.model_copy(update={"domains": domains, "delegations": tuple(given_away)})

    assert check_routes(other, shuffled, today=TODAY) == check_routes(world, routes, today=TODAY)
    assert check_claims(other, today=TODAY) == check_claims(world, today=TODAY)


@given(ROUTES, TEMPLATES, st.sampled_from(["GET", "ANY"]))
def test_the_route_tree_finds_what_all_pairs_find(routes: list[Route], template: str, method: str):
    """The routes that meet a wildcard are the same, found in the tree or one by one."""
    by_tree = RouteTree(routes).meeting("public", method, parse(template))
    by_pairs = [
        one for one in routes if methods_meet(one.method, method) and intersect(parse(one.path), parse(template))
    ]

    assert sorted(map(repr, by_tree)) == sorted(map(repr, by_pairs))
