"""
Whose a request is, offline.
"""

from __future__ import annotations

from datetime import date

import pytest

from platform_constructs.errors import DeclarationError
from platform_constructs.ownership.status import Status
from platform_constructs.ownership.whoowns import Ownership, who_owns
from tests.pure.ownership.small_world import TODAY, delegation, organisation, route

TRACKING = delegation("ordering", "delivery", "/ordering/v1/tracking")
WORLD = organisation(
    {"ordering": ["/ordering"], "quoting": ["/quoting"], "delivery": ["/delivery"], "platform": []},
    delegations=[TRACKING, delegation("ordering", "delivery", "/ordering/v1/late", expires=date(2026, 1, 1), line=95)],
    reserved=["/status"],
)
ROUTES = [
    route("ordering", "GET /ordering/v1/orders"),
    route("ordering", "GET /ordering/v1/orders/{id}"),
    route("ordering", "GET /ordering/v1/orders/latest"),
    route("ordering", "ANY /ordering/v1/orders/{id}/lines"),
    route("ordering", "GET /ordering/v1/orders/{id}/lines"),
    route("ordering", "GET /ordering/v1/tracking/legacy"),
    route("delivery", "GET /ordering/v1/tracking/{id}", stack="delivery-tracking-public"),
    route("quoting", "GET /delivery/v1/stolen"),
    route("delivery", "GET /ordering/v1/late/{id}", stack="delivery-late-public"),
]


def _ask(method: str, url: str) -> Ownership:
    return who_owns(WORLD, ROUTES, method, url, environment="sandbox", today=TODAY)


@pytest.mark.parametrize(
    ("question", "status", "domain", "answering"),
    [
        ("GET /ordering/v1/orders/42?x=1", Status.ACCEPTED, "ordering", "GET /ordering/v1/orders/{id}"),
        ("GET /ordering/v1/orders/latest", Status.ACCEPTED, "ordering", "GET /ordering/v1/orders/latest"),
        ("get /ordering/v1/orders/42/", Status.ACCEPTED, "ordering", "GET /ordering/v1/orders/{id}"),
        ("POST /ordering/v1/orders/42/lines", Status.ACCEPTED, "ordering", "ANY /ordering/v1/orders/{id}/lines"),
        ("GET /ordering/v1/orders/42/lines", Status.ACCEPTED, "ordering", "GET /ordering/v1/orders/{id}/lines"),
        ("POST /ordering/v1/orders/latest", Status.ACCEPTED, "ordering", None),
        ("GET /ordering/v9", Status.ACCEPTED, "ordering", None),
        ("GET /ordering/v1/tracking/7", Status.ACCEPTED, "delivery", "GET /ordering/v1/tracking/{id}"),
        ("GET /ordering/v1/tracking/legacy", Status.ACCEPTED, "delivery", "GET /ordering/v1/tracking/{id}"),
        ("GET /delivery/v1/stolen", Status.OUT_OF_SCOPE, "delivery", "GET /delivery/v1/stolen"),
        ("GET /ordering/v1/late/1", Status.EXPIRED, "ordering", "GET /ordering/v1/late/{id}"),
        ("GET /ordering/%2e%2e/quoting/v1", Status.ACCEPTED, "quoting", None),
        ("GET /billing", Status.ORPHANED, None, None),
        ("GET /status/now", Status.RESERVED, None, None),
        ("GET /ping", Status.RESERVED, None, None),
        ("GET /ordering/v1/orders/{id}/lines", Status.ACCEPTED, "ordering", "GET /ordering/v1/orders/{id}/lines"),
    ],
)
def test_a_request_has_an_owner_and_an_answer(question: str, status: Status, domain: str | None, answering: str | None):
    """The longest mapping, then the most specific path, then the method: as API Gateway chooses."""
    method, path = question.split(" ")

    found = _ask(method, f"https://api.meridian.example{path}")

    answer = f"{found.route.method} {found.route.path}" if found.route else None
    assert (found.status, found.domain, answer) == (status, domain, answering)


def test_the_chain_shows_who_gave_what_to_whom():
    """From the claim to the delegation that was cut from it, each with its place."""
    found = _ask("GET", "https://API.meridian.example:443/ordering/v1/tracking/7")

    assert [(one.prefix, one.domain, one.giver, str(one.place)) for one in found.chain] == [
        ("/ordering", "ordering", "", "platform.toml:10"),
        ("/ordering/v1/tracking", "delivery", "ordering", "platform.toml:90"),
    ]
    assert (found.host, found.path, found.mount) == ("public", "/ordering/v1/tracking/7", "/ordering/v1/tracking")


def test_a_path_alone_is_looked_up():
    """Without a host name, the first host that claims the path is meant."""
    found = _ask("GET", "/ordering/v1/orders#part")

    assert (found.host, found.domain, found.path) == ("public", "ordering", "/ordering/v1/orders")


def test_nobodys_path_shows_the_nearest_claim():
    """Where nobody holds a path, the claim that begins most alike is shown."""
    found = _ask("GET", "/order/v1")

    assert (found.status, found.nearest and found.nearest.prefix) == (Status.ORPHANED, "/ordering")


def test_a_name_that_is_no_host_is_nobodys():
    """A host name the registry does not know belongs to no domain."""
    assert _ask("GET", "https://elsewhere.example/ordering") == Ownership("GET", "", "/ordering", Status.ORPHANED)


@pytest.mark.parametrize(
    "url", ["", "ordering", "ftp://api.meridian.example/x", "https://", "https://[", "//x/y", "\x00"]
)
def test_what_is_no_url_is_refused(url: str):
    """Anything but a web address or a path ends in a designed error."""
    with pytest.raises(DeclarationError) as caught:
        _ask("GET", url)

    assert caught.value.code == "OWN-012"
