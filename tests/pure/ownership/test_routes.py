"""
A domain declares on its own ground only; whoever else has an interest is named.
"""

from __future__ import annotations

from datetime import date

import pytest

from platform_constructs.model.organisation import Organisation
from platform_constructs.model.route import Route
from platform_constructs.ownership.check import check_routes
from tests.pure.ownership.small_world import TODAY, delegation, organisation, route

CLAIMS = {"ordering": ["/ordering"], "quoting": ["/quoting"], "delivery": ["/delivery"], "platform": []}
TRACKING = delegation("ordering", "delivery", "/ordering/v1/tracking")


def _said(world: Organisation, *routes: Route) -> list[tuple[str, str]]:
    return [(one.code, one.what) for one in check_routes(world, routes, today=TODAY)]


def test_a_stolen_path_names_both_owners_and_a_request():
    """Ordering's contract may not declare quoting's path: both owners, both places, a request and a way out."""
    findings = check_routes(organisation(CLAIMS), [route("ordering", "GET /quoting/v1/quotes", line=41)], today=TODAY)

    assert [str(one) for one in findings] == [
        "block[OWN-002] /quoting/v1/quotes belongs to quoting; ordering may not declare it\n"
        "  at   stacks/domains/ordering/openapi.yaml:41\n"
        "  got  GET https://api.meridian.example/quoting/v1/quotes; quoting claims /quoting at platform.toml:20\n"
        "  fix  move it under /ordering, or have quoting delegate a part of its own\n"
        "  who  ordering\n"
        "  more `paved explain OWN-002`"
    ]


@pytest.mark.parametrize(
    "path",
    [
        "/quoting/v1/quotes",
        "/quoting",
        "/%71uoting/v1",
        "/ordering/../quoting/v1",
        "/ordering/%2e%2e/quoting/v1",
        "//quoting//v1/",
        "/quoting/{id}",
        "/quoting/{proxy+}",
    ],
)
def test_no_spelling_of_a_stolen_path_gets_through(path: str):
    """Escapes, dot segments, doubled slashes and variables do not make another's path one's own."""
    assert [code for code, _ in _said(organisation(CLAIMS), route("ordering", f"GET {path}"))] == ["OWN-002"]


@pytest.mark.parametrize(
    "path", ["/ordering", "/ordering/v1/orders/{id}", "/ordering/{proxy+}", "/ordering/..%2Fquoting"]
)
def test_ones_own_ground_is_free(path: str):
    """Whatever lies below a domain's own claim is its own to declare."""
    assert _said(organisation(CLAIMS), route("ordering", f"GET {path}")) == []


def test_a_path_of_nobody_is_refused():
    """What nobody claims nobody declares, neighbours by spelling included."""
    assert _said(organisation(CLAIMS), route("ordering", "GET /order/v1"), route("ordering", "GET /")) == [
        ("OWN-001", "/ is claimed by nobody; ordering may not declare it"),
        ("OWN-001", "/order/v1 is claimed by nobody; ordering may not declare it"),
    ]


@pytest.mark.parametrize(
    ("path", "witness"),
    [
        ("/{proxy+}", "GET https://api.meridian.example/delivery/v1"),
        ("/{a}/v1", "GET https://api.meridian.example/delivery/v1"),
        ("/{a}", "GET https://api.meridian.example/delivery"),
    ],
)
def test_a_wildcard_that_swallows_anothers_claim_is_found(path: str, witness: str):
    """A wildcard at the root reaches into everybody's claims; a request that shows it is given."""
    declared = [
        route("quoting", f"ANY {path}"),
        route("ordering", "POST /ordering/v1/orders"),
        route("delivery", "GET /delivery/v1"),
    ]

    found = [one for one in check_routes(organisation(CLAIMS), declared, today=TODAY) if one.owner == "quoting"]

    assert [(one.code, one.got.partition(";")[0]) for one in found] == [("OWN-003", witness)]


def test_a_wildcard_over_a_delegated_part_names_the_route_it_meets():
    """Once a part is delegated, its former owner's wildcard may not answer for it any more."""
    world = organisation(CLAIMS, delegations=[TRACKING])
    wide = route("ordering", "ANY /ordering/{proxy+}", line=7)
    narrow = route("delivery", "GET /ordering/v1/tracking/{id}", line=9)

    assert [str(one) for one in check_routes(world, [narrow, wide], today=TODAY)] == [
        "block[OWN-003] /ordering/{proxy+} of ordering reaches into /ordering/v1/tracking of delivery\n"
        "  at   stacks/domains/ordering/openapi.yaml:7\n"
        "  got  GET https://api.meridian.example/ordering/v1/tracking/x; "
        "GET /ordering/v1/tracking/{id} at stacks/domains/delivery/openapi.yaml:9\n"
        "  fix  list the paths that ordering serves instead of a wildcard over delivery's\n"
        "  who  ordering\n"
        "  more `paved explain OWN-003`"
    ]


def test_a_delegated_part_is_its_receivers():
    """What was delegated and accepted is the receiver's, and no longer the owner's."""
    world = organisation(CLAIMS, delegations=[TRACKING])

    assert _said(world, route("delivery", "GET /ordering/v1/tracking/{id}")) == []
    assert _said(world, route("ordering", "GET /ordering/v1/tracking/{id}")) == [
        ("OWN-002", "/ordering/v1/tracking/{id} belongs to delivery; ordering may not declare it")
    ]


@pytest.mark.parametrize(
    ("half", "expected"),
    [
        (
            delegation("ordering", "delivery", "/ordering/v1/tracking", accepted=False),
            ("OWN-004", "is only half there"),
        ),
        (
            delegation("ordering", "delivery", "/ordering/v1/tracking", expires=date(2026, 12, 31)),
            ("OWN-005", "has expired"),
        ),
    ],
)
def test_a_delegation_that_does_not_hold_gives_nothing(half, expected: tuple[str, str]):
    """Half a delegation, or one past its day, leaves the path with its owner and says what is missing."""
    code, lacking = expected

    assert _said(organisation(CLAIMS, delegations=[half]), route("delivery", "GET /ordering/v1/tracking")) == [
        (code, f"/ordering/v1/tracking belongs to ordering; its delegation to delivery {lacking}")
    ]
    assert _said(organisation(CLAIMS, delegations=[half]), route("ordering", "GET /ordering/v1/tracking")) == []


@pytest.mark.parametrize("path", ["/ping", "/sping", "/.well-known/x", "/status", "/ordering/internal/x"])
def test_reserved_paths_are_nobodys(path: str):
    """API Gateway's own paths, the host's and the registry's are refused, also below one's own claim."""
    world = organisation(CLAIMS, reserved=["/status", "/ordering/internal"])

    assert _said(world, route("ordering", f"GET {path}")) == [
        ("OWN-006", f"{path} is reserved; ordering may not declare it")
    ]


def test_a_wildcard_that_reaches_into_reserved_paths_is_found():
    """A wildcard of one's own may not answer for a reserved path within one's claim."""
    world = organisation(CLAIMS, reserved=["/ordering/internal"])

    assert _said(world, route("ordering", "GET /ordering/{proxy+}"), route("ordering", "GET /ordering/v1/{id}")) == [
        ("OWN-006", "/ordering/{proxy+} of ordering reaches into /ordering/internal, which is reserved")
    ]


def test_contested_ground_is_nobodys_until_one_yields():
    """Where two claims overlap, both domains' routes are refused there, and only there."""
    world = organisation({**CLAIMS, "quoting": ["/quoting", "/ordering/v2"]})

    assert _said(
        world,
        route("ordering", "GET /ordering/v1"),
        route("ordering", "GET /ordering/v2/x"),
        route("quoting", "GET /ordering/v2/x"),
    ) == [
        ("OWN-003", "/ordering/v2/x is claimed by both ordering and quoting; neither may declare it"),
        ("OWN-003", "/ordering/v2/x is claimed by both ordering and quoting; neither may declare it"),
    ]


def test_the_platform_may_catch_what_is_left_over():
    """Only the platform, and only with a claim of the whole host, may declare a catch-all."""
    world = organisation({**CLAIMS, "platform": ["/"]})

    assert _said(world, route("platform", "ANY /{proxy+}")) == []
    assert _said(world, route("ordering", "ANY /{proxy+}")) == [
        ("OWN-002", "/{proxy+} belongs to platform; ordering may not declare it")
    ]
    assert [code for code, _ in _said(organisation(CLAIMS), route("platform", "ANY /{proxy+}"))] == ["OWN-003"]


def test_strangers_are_refused():
    """A domain or a host that the registry does not know holds nothing."""
    stranger = route("billing", "GET /billing/v1")
    elsewhere = Route("private", "GET", "/ordering/v1", "ordering", "s", "o", stranger.place)

    assert [(one.code, one.got) for one in check_routes(organisation(CLAIMS), [stranger, elsewhere], today=TODAY)] == [
        ("OWN-001", "GET https://api.meridian.example/billing/v1"),
        ("OWN-001", "GET /ordering/v1 on host private"),
    ]


def test_a_long_path_does_not_hide_the_owners():
    """However long a path is, the message still names both domains."""
    found = check_routes(organisation(CLAIMS), [route("ordering", "GET /quoting/" + "x" * 5_000)], today=TODAY)

    assert "belongs to quoting; ordering may not declare it" in str(found[0])


@pytest.mark.parametrize(
    "path",
    [
        "/ordering" + "/x" * 100_000,
        "/ordering" + "/{p}" * 100_000,
        "/" + "%2e%2e/" * 50_000,
        "/ordering/" + "%" * 200_000,
    ],
    ids=range(4),
)
def test_hostile_paths_are_judged(path: str):
    """However long or escaped a path is, it is judged, in time that grows with its length only."""
    findings = check_routes(organisation(CLAIMS), [route("ordering", f"GET {path}")] * 3, today=TODAY)

    assert {one.code for one in findings} <= {"OWN-001", "OWN-007"}


def test_many_wildcards_are_judged_one_by_one():
    """Thousands of wildcards over thousands of routes are each refused, without looking at all pairs."""
    wide = [route("ordering", f"ANY /{{a}}/{{b}}/x{n}") for n in range(1_000)]
    narrow = [route("quoting", f"GET /quoting/v{n}/x") for n in range(1_000)]

    findings = check_routes(organisation(CLAIMS), [*wide, *narrow], today=TODAY)

    assert [one.code for one in findings] == ["OWN-003"] * 1_000
