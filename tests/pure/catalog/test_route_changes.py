"""
The claims of `catalog.route_changes`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given

from platform_constructs.catalog.route_changes import Kind, RouteChange, compare_maps, lone_stacks
from platform_constructs.catalog.route_map import MappedRoute, ReliesOn, RouteMap
from tests.pure.catalog.small_maps import MAPS, PLACE, language, route, route_map

PLAIN = {Kind.RETIRED: Kind.REMOVED}
"""On the way back what was added is removed, deprecated or not."""
MIRRORED = {
    Kind.ADDED: Kind.REMOVED,
    Kind.CLOSED: Kind.OPENED_UP,
    Kind.OPENED_UP: Kind.CLOSED,
    Kind.REMOVED: Kind.ADDED,
    Kind.RETIRED: Kind.ADDED,
}


def said(old: RouteMap, new: RouteMap) -> list[tuple[list[str], str | None, str | None]]:
    """The kinds of each change, with the path before and after."""
    return [([*map(str, one.kinds)], _path(one.before), _path(one.after)) for one in compare_maps(old, new, language)]


def _path(one: MappedRoute | None) -> str | None:
    return one.path if one else None


ORDERS = route()


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        (ORDERS, None, ["removed"]),
        (route(deprecated=True), None, ["retired"]),
        (None, ORDERS, ["added"]),
        (ORDERS, route(path="/ordering/v2/orders"), ["moved"]),
        (ORDERS, route(method="POST"), ["moved"]),
        (ORDERS, route(stack="ordering-orders-public"), ["moved"]),
        (ORDERS, route(host_name="api.example"), ["moved"]),
        (ORDERS, route(owner="quoting", scopes=ORDERS.scopes), ["taken-over"]),
        (ORDERS, route(owner="quoting", scopes=[]), ["taken-over", "opened-up"]),
        (ORDERS, route(scopes=[]), ["opened-up"]),
        (ORDERS, route(scopes=["ordering/orders.read", "ordering/any"]), ["opened-up"]),
        (ORDERS, route(scopes=["ordering/any"]), ["opened-up", "closed"]),
        (ORDERS, route(scopes=[], auth="sigv4"), ["opened-up", "closed"]),
        (route(host="internal"), ORDERS, ["opened-up", "moved"]),
        (route(scopes=[]), ORDERS, ["closed"]),
        (ORDERS, route(host="internal"), ["moved", "closed"]),
        (ORDERS, route(deprecated=True, sunset=date(2027, 6, 30)), ["lifecycle"]),
        (ORDERS, route(operation="findOrders"), ["changed"]),
        (ORDERS, route(mapping="/"), ["changed"]),
        (ORDERS, route(relies_on=None), ["changed"]),
        (
            ORDERS,
            route(relies_on=ReliesOn(kind="delegation", prefix="/ordering", giver="quoting", place=PLACE)),
            ["changed"],
        ),
        (ORDERS, route(place=PLACE.model_copy(update={"line": 99})), None),
    ],
)
def test_what_became_of_a_route(before: MappedRoute | None, after: MappedRoute | None, kinds: list[str] | None) -> None:
    """A route is added, removed, retired, moved, taken over, opened up, closed or changed, or nothing became of it."""
    old, new = route_map(*filter(None, [before])), route_map(*filter(None, [after]))

    expected = [] if kinds is None else [(kinds, _path(before), _path(after))]
    assert expected == said(old, new)


def test_a_renamed_parameter_is_the_same_route() -> None:
    """Requests are compared: a path whose parameter is called otherwise answers the same ones."""
    old, new = route_map(route("/orders/{id}")), route_map(route("/orders/{orderId}"))

    assert [(["renamed-parameter"], "/orders/{id}", "/orders/{orderId}")] == said(old, new)


def test_a_path_that_somebody_else_answers_now_is_taken_over_even_if_its_owner_moved() -> None:
    """Moving an operation away does not hide that another domain answers at its old path."""
    old = route_map(route("/orders"))
    new = route_map(route("/v2/orders"), route("/orders", "quoting", scopes=["ordering/orders.read"]))

    assert [(["taken-over"], "/orders", "/orders"), (["added"], None, "/v2/orders")] == said(old, new)


def test_host_names_of_two_environments_are_not_compared() -> None:
    """A map of sandbox against one of production tells what differs besides where it runs."""
    old = route_map(route(host_name="sandbox.example"))
    new = route_map(route(host_name="api.example"), environment="production")

    assert [] == said(old, new)


def test_the_gravest_comes_first() -> None:
    """Changes are sorted by what they mean for others, then by host, path and method."""
    old = route_map(route("/a"), route("/b", operation="b"), route("/c", operation="c"))
    new = route_map(
        route("/a", scopes=[]), route("/b", "quoting", operation="b", scopes=["ordering/orders.read"]), route("/d")
    )

    assert [["taken-over"], ["opened-up"], ["removed"], ["added"]] == [kinds for kinds, _, _ in said(old, new)]


@given(MAPS)
def test_a_map_is_like_itself(one: RouteMap) -> None:
    """Nothing changed between a map and itself."""
    assert () == compare_maps(one, one, language)


@given(MAPS, MAPS)
def test_the_way_back_mirrors_the_way_there(old: RouteMap, new: RouteMap) -> None:
    """Added is removed on the way back, opened up is closed; everything else stays what it is."""
    there, back = compare_maps(old, new, language), compare_maps(new, old, language)

    mirrored = _unordered((one.after, one.before, {MIRRORED.get(kind, kind) for kind in one.kinds}) for one in there)
    assert mirrored == _unordered(
        (one.before, one.after, {PLAIN.get(kind, kind) for kind in one.kinds}) for one in back
    )


def _unordered(changes: Iterable[tuple[MappedRoute | None, MappedRoute | None, set[Kind]]]) -> Counter[str]:
    return Counter(f"{one} {other} {sorted(kinds)}" for one, other, kinds in changes)


@given(MAPS, MAPS)
def test_every_route_is_told_of_once(old: RouteMap, new: RouteMap) -> None:
    """Each route of either map is in at most one change, and in one unless the other map has it but for its place."""
    changes = compare_maps(old, new, language)

    _assert_told(old, new, [one.before for one in changes if one.before])
    _assert_told(new, old, [one.after for one in changes if one.after])


def _assert_told(one: RouteMap, other: RouteMap, told: list[MappedRoute]) -> None:
    there = Counter(map(_placeless, other.routes))
    counts = Counter(map(_placeless, told))
    assert [] == [each for each, times in counts.items() if times > 1]
    assert {each for each in map(_placeless, one.routes) if not there[each]} <= set(counts)
    assert [] == [each for each in counts if there[each]]


def _placeless(one: MappedRoute) -> str:
    return one.model_copy(update={"place": PLACE}).model_dump_json()


def test_a_change_of_nothing_is_none() -> None:
    """A change has a route."""
    with pytest.raises(ValueError, match="a change of no route"):
        _ = RouteChange((Kind.ADDED,), None, None).route


def test_whole_stacks_that_one_map_lacks_are_known() -> None:
    """A map of one domain against a map of two says which stack is missing where."""
    both, one = route_map(route("/a"), route("/b", "quoting")), route_map(route("/a"))

    assert (("quoting-public",), ()) == lone_stacks(both, one)
    assert ((), ("quoting-public",)) == lone_stacks(one, both)
    assert ((), ()) == lone_stacks(both, both)


def test_routes_of_one_request_are_paired_alike_in_both_directions() -> None:
    """Which map is older does not decide which of several alike routes belong together."""
    old = route_map(
        route("/a", host="internal", operation="one", scopes=[]),
        route("/a/{id}", host="internal", operation="", scopes=[]),
        route("/a/{orderId}", host="internal", operation="one", scopes=[]),
    )
    new = route_map(
        route("/a/{orderId}", host="internal", operation="", scopes=[], stack="two-public"),
        route("/a/{id}", host="internal", operation="one", scopes=[], stack="two-public"),
        route("/a", host="internal", operation="two", scopes=[], stack="two-public"),
    )
    there = {(one.before, one.after) for one in compare_maps(old, new, language)}

    assert there == {(one.after, one.before) for one in compare_maps(new, old, language)}
