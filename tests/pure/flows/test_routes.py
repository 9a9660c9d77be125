"""
The claims of `flows.routes`, made of the sample organisation.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from platform_constructs.adapters.declarations import declarations_in
from platform_constructs.adapters.project_files import ProjectFiles
from platform_constructs.adapters.reports.route_list import owner_of
from platform_constructs.catalog.read_route_map import read_route_map
from platform_constructs.catalog.route_map import Lifecycle, MappedRoute, RouteMap, route_map_json
from platform_constructs.errors import ContractError
from platform_constructs.flows.read_contracts import contracts_of
from platform_constructs.flows.read_project import read_project
from platform_constructs.flows.routes import compare_routes, language_of, map_routes
from tests.pure.catalog.small_maps import route, route_map

ROOT = Path(__file__).parents[3]
TODAY = date(2026, 11, 22)


class Files(ProjectFiles):
    """The sample's files, with texts of contracts exchanged."""

    def __init__(self, *changes: tuple[str, str]) -> None:
        super().__init__(ROOT)
        self._changes = changes

    def contract(self, declared_in: str, path: str) -> tuple[str, str]:
        text, file = super().contract(declared_in, path)
        for old, new in self._changes:
            text = text.replace(old, new)
        return text, file


def mapped(*wanted: str, files: ProjectFiles | None = None, today: date = TODAY) -> RouteMap:
    """The map of some stacks of the sample."""
    files = files or ProjectFiles(ROOT)
    project = read_project(files, lambda source, file: declarations_in(source, file, root=ROOT), wanted=wanted)
    return map_routes(project, contracts_of(project, files), today=today)


def the(operation: str, found: RouteMap) -> MappedRoute:
    """The route of an operation."""
    return next(one for one in found.routes if one.operation == operation)


def test_a_map_says_of_a_route_whose_it_is_who_may_call_it_and_by_which_claim() -> None:
    """Owner, host, stack, mapping, scopes, lifecycle, place and claim of a route are the sample's."""
    found = the("getOrder", mapped("ordering"))
    by = found.relies_on

    assert ("ordering", "public", "api.sandbox.meridian.example", "external", "ordering-public") == (
        found.owner,
        found.host,
        found.host_name,
        found.audience,
        found.stack,
    )
    assert ("GET", "/ordering/v1/orders/{orderId}", "/ordering", "oauth2", ("ordering/orders.read",)) == (
        found.method,
        found.path,
        found.mapping,
        found.auth,
        found.scopes,
    )
    assert Lifecycle(deprecated=False, state="stable", sunset=None) == found.lifecycle
    assert "stacks/domains/ordering/openapi.yaml" == found.place.file
    assert by is not None
    assert ("claim", "/ordering", None, "platform.toml") == (by.kind, by.prefix, by.giver, by.place.file)


def test_a_delegated_route_says_who_gave_it() -> None:
    """What delivery serves below ordering's prefix relies on ordering's delegation, as long as it holds."""
    [found] = mapped("delivery-tracking-public").routes
    [after] = mapped("delivery-tracking-public", today=TODAY + timedelta(days=1_000)).routes

    assert found.relies_on is not None
    assert ("delegation", "/ordering/v1/tracking", "ordering") == (
        found.relies_on.kind,
        found.relies_on.prefix,
        found.relies_on.giver,
    )
    assert ("/ordering/v1/tracking", None, None) == (found.mapping, after.mapping, after.relies_on)


@pytest.mark.parametrize(
    ("path", "status", "owner", "said"),
    [
        ("/quoting/v1/orders", "OutOfScope", "quoting", "quoting (refused to ordering: OutOfScope)"),
        ("/nobodys/orders", "Orphaned", None, "nobody (refused to ordering: Orphaned)"),
        ("/ping/orders", "Reserved", None, "nobody (refused to ordering: Reserved)"),
    ],
)
def test_a_refused_route_is_shown_as_whose_the_path_is(path: str, status: str, owner: str | None, said: str) -> None:
    """The domain that declares it is no owner of it; a map of routes that may be declared says nothing of it."""
    found = mapped("ordering", files=Files(("  /ordering/v1/orders:", f"  {path}:")))
    one, fine = the("listOrders", found), the("getOrder", found)

    assert one.refused is not None
    assert (status, owner, said) == (one.refused.status, one.refused.owner, owner_of(one))
    assert (None, "ordering", "ordering") == (fine.refused, fine.holder, owner_of(fine))
    assert found == read_route_map(route_map_json(found), "routes.json")
    assert 2 == route_map_json(found).count('"refused"')


def test_a_map_has_what_an_identity_and_an_edge_elsewhere_are_made_from() -> None:
    """Each stack comes with its host, its mapping and the scopes of its own domain, with their purpose."""
    found = {one.name: one for one in mapped().stacks}

    assert [
        "delivery-internal",
        "delivery-public",
        "delivery-tracking-public",
        "ordering-public",
        "quoting-public",
        "suppliers-public",
    ] == [*found]
    assert ("ordering", "public", "/ordering") == (
        found["ordering-public"].domain,
        found["ordering-public"].host,
        found["ordering-public"].mapping,
    )
    assert found["ordering-public"].scopes["ordering/orders.read"]
    assert {"delivery/tracking.read"} == set(found["delivery-tracking-public"].scopes)  # not ordering's, by a grant


def test_only_what_was_asked_for_is_mapped() -> None:
    """A map of the platform's own stacks reads every contract and has no route."""
    found = mapped("platform")

    assert ((), ()) == (found.routes, found.stacks)


def test_the_sample_s_map_is_read_as_it_was_written() -> None:
    """What a synth writes, others can read."""
    found = mapped()

    assert found == read_route_map(route_map_json(found), "routes.json")


GET_ORDER = "operationId: getOrder\n"


@pytest.mark.parametrize(
    ("said", "age"),
    [
        (["deprecated: true"], Lifecycle(deprecated=True, state="stable", sunset=None)),
        (["x-lifecycle: retired"], Lifecycle(deprecated=True, state="retired", sunset=None)),
        (["x-sunset: 2027-06-30"], Lifecycle(deprecated=False, state="stable", sunset=date(2027, 6, 30))),
        (["x-sunset: soon"], Lifecycle(deprecated=False, state="stable", sunset=None)),
        (["x-lifecycle: [beta]", "x-sunset: [1]"], Lifecycle(deprecated=False, state="", sunset=None)),
    ],
    ids=["deprecated", "retired", "sunset", "no day", "no texts"],
)
def test_an_operation_says_how_old_it_is(said: list[str], age: Lifecycle) -> None:
    """An operation's own words count before the contract's; extensions that say nothing are nothing."""
    lines = GET_ORDER + "".join(f"      {line}\n" for line in said)

    assert age == the("getOrder", mapped("ordering", files=Files((GET_ORDER, lines)))).lifecycle


def test_deprecated_is_true_or_false() -> None:
    """OpenAPI's own word is read strictly."""
    with pytest.raises(ContractError) as caught:
        mapped("ordering", files=Files((GET_ORDER, f'{GET_ORDER}      deprecated: "no"\n')))

    assert ("CON-009", "no") == (caught.value.code, caught.value.got)


def test_an_operation_without_a_sound_scope_is_listed() -> None:
    """A contract that no synth takes can be looked at: an open operation, and a scope with control characters."""
    broken = ('"ordering/orders.read"', '"a\\nb"'), ("ordering/orders.read", "spaces in it")
    found = mapped("ordering", files=Files(*broken))

    assert {"none", "oauth2"} >= {one.auth for one in found.routes}
    assert "spaces in it" in {scope for one in found.routes for scope in one.scopes}


@pytest.mark.parametrize(
    ("old", "new", "listed"),
    [
        ("security: [{ partnerOAuth: [ordering/orders.read] }]", "security: [{ partnerOAuth: [''] }]", "(empty)"),
        (
            "url: https://api.meridian.example",
            'url: "https://api.meridian.example/a\\nb"',
            "/a\\x0ab/ordering/v1/orders",
        ),
        ("url: https://api.meridian.example", 'url: "https://api.meridian.example/\\x85"', "/\\x85/ordering/v1/orders"),
    ],
)
def test_what_no_synth_takes_is_listed_in_one_printable_line(old: str, new: str, listed: str) -> None:
    """A scope without a name and a server's URL with control characters break no list."""
    found = mapped("ordering", files=Files((old, new)))

    assert listed in {text for one in found.routes for text in (one.path, *one.scopes)}
    assert found == read_route_map(route_map_json(found), "routes.json")


def test_a_path_longer_than_any_gateway_takes_is_listed_cut() -> None:
    """A server's URL and a path of the contract may each be as long as the map's longest path."""
    longest = ("url: https://api.meridian.example", f"url: https://api.meridian.example/{'b' * 1_900}")
    found = mapped("ordering", files=Files(longest, ("  /ordering/v1/orders:", f"  ? /ordering/v1/{'o' * 1_900}\n  :")))

    assert {"listOrders", "createOrder"} == {one.operation for one in found.routes if "characters)" in one.path}


def test_requests_are_compared_as_ownership_compares_them() -> None:
    """A parameter's name does not matter; a literal, a greedy variable and a number of segments do."""
    assert language_of("/a/{id}") == language_of("/a/{orderId}") == language_of("/a//{x}/")
    assert 5 == len({language_of(path) for path in ("/a/{id}", "/a/b", "/a/{proxy+}", "/a", "/a/{id}/{id}")})
    assert ["renamed-parameter"] == [
        str(kind)
        for one in compare_routes(route_map(route("/a/{id}")), route_map(route("/a/{orderId}")))
        for kind in one.kinds
    ]
