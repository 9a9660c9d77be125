"""
The claims of `catalog.route_tree`.
"""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from platform_constructs.catalog.route_map import MappedRoute, RouteMap
from platform_constructs.catalog.route_tree import Branch, blocks_of
from tests.pure.catalog.small_maps import MAPS, route


def drawn(branch: Branch) -> object:
    """A branch as nested texts: its label with its methods, and what lies below."""
    methods = " ".join(one.method for one in branch.routes)
    said = f"{branch.label} {methods}".strip() if methods else branch.label
    return (said, [drawn(each) for each in branch.branches]) if branch.branches else said


def blocks(*routes: MappedRoute, tallest: int = 60) -> list[tuple[object, int]]:
    """Every block's tree and part."""
    return [(drawn(one.tree), one.part) for one in blocks_of(routes, tallest=tallest)]


def test_a_chain_is_one_label() -> None:
    """Segments without a fork share a label; a path with routes and others below has its routes beside these."""
    found = blocks(
        route("/ordering/v1/orders"),
        route("/ordering/v1/orders", method="POST"),
        route("/ordering/v1/orders/{id}"),
        route("/ordering/v1/tracking/{id}"),
        route("/"),
    )

    assert [("/ GET", 0), (("/ordering/v1", [("orders", ["GET POST", "{id} GET"]), "tracking/{id} GET"]), 0)] == found


def test_a_tall_tree_is_cut_between_its_branches() -> None:
    """A tree with more lines than a block holds is drawn in parts, under the same label."""
    found = blocks(*(route(f"/a/{number}") for number in range(5)), tallest=2)

    assert [
        (("/a", ["0 GET", "1 GET"]), 1),
        (("/a", ["2 GET", "3 GET"]), 2),
        (("/a", ["4 GET"]), 3),
    ] == found


def test_a_tall_branch_is_drawn_for_itself() -> None:
    """A branch that is too tall has a block of its own, under its whole path."""
    found = blocks(route("/a/x"), *(route(f"/a/b/{number}") for number in range(3)), tallest=2)

    assert [(("/a", ["x GET"]), 0), (("/a/b", ["0 GET", "1 GET"]), 1), (("/a/b", ["2 GET"]), 2)] == found


def test_a_path_of_a_thousand_segments_is_drawn() -> None:
    """Depth breaks nothing, not even where every part of a path has a route."""
    routes = [route("/" + "/".join("a" * depth), operation=f"o{depth}") for depth in range(1, 1_000)]

    assert 999 == sum(sum(1 for _ in one.tree.each_route()) for one in blocks_of(routes, tallest=60))


@given(MAPS, st.integers(1, 5))
def test_every_route_is_drawn_once(one: RouteMap, tallest: int) -> None:
    """Cut or not, each route is at the end of exactly one branch, at its own path."""
    found = blocks_of(one.routes, tallest=tallest)

    def ends(branch: Branch, above: str) -> Iterable[tuple[str, MappedRoute]]:
        path = f"{above.rstrip('/')}/{branch.label}" if above and branch.label else above or branch.label
        yield from ((path, each) for each in branch.routes)
        for each in branch.branches:
            yield from ends(each, path)

    drawn_routes = [pair for block in found for pair in ends(block.tree, "")]
    assert sorted(each.order for each in one.routes) == sorted(each.order for _, each in drawn_routes)
    assert [] == [(path, each.path) for path, each in drawn_routes if path != each.path]
