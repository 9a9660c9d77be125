"""
What the backend is asked, and what becomes of its answer.
"""

from __future__ import annotations

import json
from typing import Final

import pytest

from tests.requests.backend import Said
from tests.requests.conftest import BACKEND_HOST, World
from tests.requests.consumer import claims_of
from tests.requests.emulator.passing import HEADER
from tests.requests.orders import ID, ONCE, ORDER, ORDERS

pytestmark = pytest.mark.deploy

FORGED: Final = "forged"
CLAIM: Final = "context.authorizer.claims."


def mapped_headers(world: World, *, path: str = "/v1/orders", method: str = "get") -> dict[str, str]:
    """Return the headers that the deployed document maps, in lower case, and what from."""
    integration = world.document["paths"][path][method]["x-amazon-apigateway-integration"]
    return {
        target.removeprefix(HEADER).lower(): source
        for target, source in integration["requestParameters"].items()
        if target.startswith(HEADER)
    }


def test_the_backend_is_asked_by_its_name_the_path_and_the_query(world: World):
    """A request reaches the backend of this environment with the whole path, and its query as it was."""
    query = "state=HELD&limit=2&cursor=a%2Fb%20c"
    answer = world.consumer.ask("GET", f"{ORDERS}?{query}", token=world.token)
    (request,) = world.backend.take()

    assert (200, b'{"items":[],"nextCursor":null}') == (answer.status, answer.body)
    assert (BACKEND_HOST, "GET", b"") == (request.headers["host"], request.method, request.body)
    assert "/ordering/v1/orders" == request.target.partition("?")[0]
    assert query.replace("%20", "+") == request.target.partition("?")[2]


def test_path_parameters_are_filled_in(world: World):
    """Each path parameter of a request stands where it stood in the path that the backend is asked for."""
    world.consumer.ask("GET", f"{ORDERS}/{ID}/items", token=world.token)

    assert [f"/ordering/v1/orders/{ID}/items"] == [request.target for request in world.backend.take()]


def test_the_body_arrives_as_it_was(world: World):
    """A valid order arrives at the backend byte for byte, with its idempotency key."""
    world.backend.says = Said(202, b"{}", {"Content-Type": "application/json", "Location": f"{ORDERS}/{ID}"})
    answer = world.consumer.ask("POST", ORDERS, token=world.token, headers=ONCE, body=ORDER)
    (request,) = world.backend.take()

    assert (202, f"{ORDERS}/{ID}") == (answer.status, answer.headers["location"])
    assert ("POST", ORDERS, json.dumps(ORDER).encode()) == (request.method, request.target, request.body)
    assert "5f0c3b1e-0001" == request.headers["idempotency-key"]


def test_the_backends_answer_comes_back_as_it_is(world: World):
    """A backend's own problem comes back with its status, its headers and its body; the gateway adds nothing to it."""
    problem = b'{"type":"https://problems.meridian.example/conflict","title":"Too late","status":409}'
    world.backend.says = Said(409, problem, {"Content-Type": "application/problem+json", "ETag": '"7"'})
    answer = world.consumer.ask("GET", f"{ORDERS}/{ID}", token=world.token)

    kept = [answer.headers.get(name) for name in ("content-type", "etag")]
    assert (409, ["application/problem+json", '"7"'], problem) == (answer.status, kept, answer.body)


def test_a_redirect_is_the_consumers_to_follow(world: World):
    """The gateway does not follow a backend's redirect: it hands it on."""
    world.backend.says = Said(303, b"", {"Location": "https://elsewhere.example/"})
    answer = world.consumer.ask("GET", ORDERS, token=world.token)

    assert (303, "https://elsewhere.example/") == (answer.status, answer.headers["location"])
    assert 1 == len(world.backend.take())


def test_nobody_can_forge_what_the_gateway_tells(world: World):
    """
    Each header that the document maps to something known of this caller arrives with the gateway's word, whatever the
    client sent; a claim that the token does not have is known of nobody here.
    """
    claims = claims_of(world.token)
    told = {
        name: source
        for name, source in mapped_headers(world).items()
        if not source.startswith(CLAIM) or source.removeprefix(CLAIM) in claims
    }
    world.consumer.ask("GET", ORDERS, token=world.token, headers=dict.fromkeys(told, FORGED))
    (request,) = world.backend.take()

    assert "x-request-id" in told
    assert [] == [name for name in told if request.headers.get(name, FORGED) == FORGED]


def test_each_request_gets_an_id_of_its_own(world: World):
    """X-Request-Id, by which gateway and backend find the same request in their logs, is never the same twice."""
    for _ in range(2):
        world.consumer.ask("GET", ORDERS, token=world.token, headers={"X-Request-Id": FORGED})
    first, second = (request.headers["x-request-id"] for request in world.backend.take())

    assert "context.extendedRequestId" == mapped_headers(world)["x-request-id"]
    assert 3 == len({FORGED, first, second})


def test_the_gateways_own_names_are_its_own(world: World):
    """Which API asked, and the trace, are API Gateway's to say: what a client sends under these names is gone."""
    names = ("x-amzn-apigateway-api-id", "x-amzn-trace-id")
    world.consumer.ask("GET", ORDERS, token=world.token, headers=dict.fromkeys(names, FORGED))
    (request,) = world.backend.take()

    assert world.api == request.headers[names[0]]
    assert request.headers[names[1]].startswith("Root=1-")


def test_what_nobody_maps_arrives_as_it_was_sent(world: World):
    """
    The token, and every header that is not mapped, go on to the backend as the client sent them: a backend must not
    take such a header for the gateway's word.
    """
    unmapped = {"x-amzn-oidc-identity": FORGED, "x-forwarded-user": FORGED, "x-amzn-requestid": FORGED}
    world.consumer.ask("GET", ORDERS, token=world.token, headers=unmapped)
    (request,) = world.backend.take()

    expected = {**unmapped, "authorization": f"Bearer {world.token}"}
    assert expected == {name: request.headers.get(name) for name in expected}
    assert not unmapped.keys() & mapped_headers(world).keys()
