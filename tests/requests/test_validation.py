"""
What a request has to be before the backend sees it.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.requests.conftest import World
from tests.requests.orders import ID, ONCE, ORDER, ORDERS

pytestmark = pytest.mark.deploy


def invalid(title: str, detail: str) -> dict[str, object]:
    """Return the problem document of a request that the contract does not allow."""
    kind = "https://problems.meridian.example/invalid-request"
    return {"type": kind, "title": title, "status": 400, "detail": detail}


def test_a_required_header_must_be_there(world: World):
    """An order without its idempotency key is refused with 400, which names it, and the backend hears nothing."""
    answer = world.consumer.ask("POST", ORDERS, token=world.token, body=ORDER)

    missing = "Missing required request parameters: [Idempotency-Key]"
    expected = invalid("A required parameter is missing", missing)
    assert (400, expected, []) == (answer.status, answer.problem, world.backend.take())


@pytest.mark.parametrize(
    "body",
    [
        {name: value for name, value in ORDER.items() if name != "quoteId"},
        {**ORDER, "surprise": True},
        {**ORDER, "items": []},
        {**ORDER, "quoteId": "too short"},
        {**ORDER, "items": [{"itemNumber": "one", "action": "ADD", "productType": "SITE"}]},
        {**ORDER, "items": [{"itemNumber": "1", "action": "PAINT", "productType": "SITE"}]},
        [],
        "",
    ],
    ids=["lacks", "unknown", "no-items", "length", "deep-pattern", "deep-enum", "list", "text"],
)
def test_a_body_must_be_what_the_contract_says(world: World, body: Any):
    """A body that the contract does not allow is refused with 400, however deep the fault, before the backend."""
    answer = world.consumer.ask("POST", ORDERS, token=world.token, headers=ONCE, body=body)

    expected = invalid("The request body does not match the contract", "Invalid request body")
    assert (400, expected, []) == (answer.status, answer.problem, world.backend.take())


def test_a_body_in_another_media_type_is_held_to_its_own_schema(world: World):
    """A merge patch is validated by the schema of its own media type: an empty one is refused."""
    headers = {"If-Match": '"1"', "Content-Type": "application/merge-patch+json"}
    empty = world.consumer.ask("PATCH", f"{ORDERS}/{ID}", token=world.token, headers=headers, body={})
    notes = world.consumer.ask("PATCH", f"{ORDERS}/{ID}", token=world.token, headers=headers, body={"notes": "Ring."})

    expected = invalid("The request body does not match the contract", "Invalid request body")
    assert (400, 200) == (empty.status, notes.status)
    assert expected == empty.problem
    assert [b'{"notes": "Ring."}'] == [request.body for request in world.backend.take()]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/ordering/v1/invoices"),
        ("GET", "/ordering/v2/orders"),
        ("DELETE", ORDERS),
        ("GET", f"{ORDERS}/{ID}/items/1"),
        ("GET", "/ordering/ordering/v1/orders"),
    ],
    ids=["path", "version", "method", "deeper", "backend-path"],
)
def test_what_the_contract_does_not_have_is_not_there(world: World, method: str, path: str):
    """Whatever the contract does not have is answered 404 with a problem document, also for a good token."""
    answer = world.consumer.ask(method, path, token=world.token)

    detail, kind = "Missing Authentication Token", "https://problems.meridian.example/not-found"
    expected = {"type": kind, "title": "There is nothing here", "status": 404, "detail": detail}
    assert (404, expected, []) == (answer.status, answer.problem, world.backend.take())


def test_a_refusal_carries_the_headers_that_every_answer_should(world: World):
    """Refusals of the gateway itself are not cached, not sniffed, and ask for TLS."""
    answer = world.consumer.ask("GET", ORDERS)

    names = ("cache-control", "strict-transport-security", "x-content-type-options")
    expected = ["no-store", "max-age=31536000; includeSubDomains", "nosniff"]
    assert expected == [answer.headers.get(name) for name in names]
