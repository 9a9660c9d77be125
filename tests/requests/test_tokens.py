"""
Who gets in.
"""

from __future__ import annotations

from typing import Final

import pytest

from tests.requests.conftest import World
from tests.requests.consumer import claims_of
from tests.requests.orders import ORDERS

pytestmark = pytest.mark.deploy

DAY: Final = 86_400  # seconds


def refusal(detail: str = "Unauthorized") -> dict[str, object]:
    """Return the problem document of a request that nobody is known to have sent."""
    return {
        "type": "https://problems.meridian.example/unauthorized",
        "title": "A valid access token is needed",
        "status": 401,
        "detail": detail,
    }


def test_nobody_gets_in_without_a_token(world: World):
    """Without a token, the gateway answers 401 with a problem document, and the backend hears nothing."""
    answer = world.consumer.ask("GET", ORDERS)

    assert (401, refusal(), []) == (answer.status, answer.problem, world.backend.take())


def test_every_operation_of_the_contract_wants_a_token(world: World):
    """No operation of the deployed document answers anything but 401 without a token."""
    asked = {
        f"{method} {path}": world.consumer.ask(method.upper(), "/ordering" + path.replace("{", "").replace("}", ""))
        for path, item in world.document["paths"].items()
        for method in item
    }

    assert len(asked) == 12
    assert dict.fromkeys(asked, 401) == {name: answer.status for name, answer in asked.items()}
    assert [] == world.backend.take()


@pytest.mark.parametrize("token", ["garbage", "a.b.c", "eyJhbGciOiJub25lIn0.e30."], ids=["word", "dotted", "unsigned"])
def test_what_is_no_token_is_refused(world: World, token: str):
    """A text that is not a token of the user pool is refused with 401."""
    answer = world.consumer.ask("GET", ORDERS, token=token)

    assert (401, refusal(), []) == (answer.status, answer.problem, world.backend.take())


def test_a_token_that_was_changed_is_refused(world: World):
    """A token whose signature is another token's is refused with 401."""
    payload, signature = world.token.rpartition(".")[::2]
    other = world.consumer.token("ordering/orders.read").rpartition(".")[2]

    assert signature != other
    answer = world.consumer.ask("GET", ORDERS, token=f"{payload}.{other}")
    assert (401, refusal(), []) == (answer.status, answer.problem, world.backend.take())


def test_a_token_ends_when_it_says(world: World):
    """The same token is good today and refused with 401 a day later."""
    today = world.consumer.ask("GET", ORDERS, token=world.token)
    world.emulator.set_clock_ahead(DAY)
    tomorrow = world.consumer.ask("GET", ORDERS, token=world.token)

    assert (200, 401) == (today.status, tomorrow.status)
    assert refusal() == tomorrow.problem


@pytest.mark.parametrize(
    ("scope", "statuses"),
    [("ordering/orders.read", {"GET": 200, "POST": 401}), ("ordering/orders.write", {"GET": 401, "POST": 400})],
    ids=["read", "write"],
)
def test_a_scope_opens_what_the_contract_says_it_opens(world: World, scope: str, statuses: dict[str, int]):
    """A token that may only read cannot write, nor the other way round; API Gateway answers 401, not 403, to it."""
    token = world.consumer.token(scope)
    seen = {method: world.consumer.ask(method, ORDERS, token=token).status for method in statuses}

    assert scope == claims_of(token)["scope"]
    assert statuses == seen
