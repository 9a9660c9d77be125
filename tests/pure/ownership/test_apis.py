"""
Within one domain's APIs: what API Gateway would refuse, never reach, or send elsewhere.
"""

from __future__ import annotations

from platform_constructs.model.finding import Finding
from platform_constructs.model.route import Route
from platform_constructs.ownership.check import check_routes
from tests.pure.ownership.small_world import TODAY, organisation, route

CLAIMS = {"ordering": ["/ordering", "/ordering/v2"], "platform": []}


def _found(*routes: Route) -> tuple[Finding, ...]:
    return check_routes(organisation(CLAIMS), routes, today=TODAY)


def test_two_names_for_one_variable_clash():
    """`/x/{id}` beside `/x/{orderId}/lines` is refused before API Gateway does; the less used name has to change."""
    found = _found(
        route("ordering", "GET /ordering/x/{id}", line=5),
        route("ordering", "GET /ordering/x/{orderId}/lines", line=6),
        route("ordering", "GET /ordering/x/{orderId}/parts", line=7),
    )

    assert [str(one) for one in found] == [
        "block[OWN-008] one variable has two names below /ordering/x: {id} and {orderId}\n"
        "  at   stacks/domains/ordering/openapi.yaml:5\n"
        "  got  /ordering/x/{id}, beside /ordering/x/{orderId}/lines at stacks/domains/ordering/openapi.yaml:6\n"
        "  fix  rename {id} to {orderId} in every path below it\n"
        "  who  ordering\n"
        "  more `paved explain OWN-008`"
    ]


def test_a_variable_beside_a_greedy_one_clashes():
    """`/x/{id}` and `/x/{proxy+}` are two variables at one level."""
    found = _found(route("ordering", "GET /ordering/x/{id}"), route("ordering", "GET /ordering/x/{proxy+}"))

    assert [(one.code, one.fix) for one in found] == [
        ("OWN-008", "API Gateway allows one variable for each level: list the paths you serve instead of {proxy+}")
    ]


def test_names_may_differ_where_no_level_is_shared():
    """The same level in another branch, or in another API, is another level."""
    assert () == _found(
        route("ordering", "GET /ordering/x/{id}"),
        route("ordering", "GET /ordering/y/{other}"),
        route("ordering", "GET /ordering/v2/x/{third}", stack="ordering-v2-public"),
    )


def test_specific_beside_wildcard_is_legal():
    """Within one API the narrower path wins, so both are reached."""
    assert () == _found(
        route("ordering", "GET /ordering/x/latest"),
        route("ordering", "GET /ordering/x/{id}"),
        route("ordering", "ANY /ordering/x/{id}"),
    )


def test_a_route_that_cannot_be_reached_is_shadowed():
    """Of two routes for the same requests one is never reached: a warning, with the winner."""
    found = _found(route("ordering", "GET /ordering/x/{id}", line=5), route("ordering", "GET /ordering/x/{id}", line=9))

    assert [(one.code, one.level.name, one.at.line, one.got) for one in found] == [
        ("OWN-007", "WARN", 9, "GET /ordering/x/{id} at stacks/domains/ordering/openapi.yaml:5 answers its requests")
    ]


def test_any_is_shadowed_once_every_method_has_its_own():
    """ANY answers for the methods that have no route of their own; when none is left, it is never reached."""
    methods = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]
    routes = [route("ordering", f"{method} /ordering/x") for method in methods]

    assert () == _found(route("ordering", "ANY /ordering/x"), *routes[1:])
    assert [one.code for one in _found(route("ordering", "ANY /ordering/x"), *routes)] == ["OWN-007"]


def test_a_longer_mapping_hides_routes():
    """API Gateway picks the API with the longest base path; a route below another API's base path is dead."""
    found = _found(
        route("ordering", "GET /ordering/v1/x", stack="ordering-public"),
        route("ordering", "GET /ordering/v2/y", stack="ordering-public"),
        route("ordering", "GET /ordering/v2/x", stack="ordering-v2-public"),
    )

    assert [(one.code, one.stack, one.what, one.got) for one in found] == [
        (
            "OWN-009",
            "ordering-public",
            "/ordering/v2/y of ordering-public is hidden: ordering-v2-public is mounted at /ordering/v2",
            "GET https://api.meridian.example/ordering/v2/y goes to ordering-v2-public",
        )
    ]


def test_one_base_path_leads_to_one_api():
    """Two APIs whose paths lie under the same claim cannot both be mounted there."""
    found = _found(
        route("ordering", "GET /ordering/v1/x", stack="ordering-public"),
        route("ordering", "GET /ordering/v3/x", stack="ordering-v3-public"),
    )

    assert [(one.code, one.stack, one.what) for one in found] == [
        (
            "OWN-011",
            "ordering-v3-public",
            "ordering-v3-public and ordering-public would both be mounted at /ordering of host public",
        )
    ]
