"""
How much anyone may ask.
"""

from __future__ import annotations

from typing import Final

import pytest

from tests.requests.conftest import World
from tests.requests.onboarding import KEY, KEYED, QUOTA
from tests.requests.orders import ONCE, ORDER, ORDERS

pytestmark = pytest.mark.deploy

BURST: Final = 50  # of an operation that writes: half of what the stage allows each method
DAY: Final = 86_400  # seconds
TYPES: Final = "https://problems.meridian.example"


def test_a_writing_operation_is_throttled_by_itself(world: World):
    """
    After as many orders at once as its burst, the next is answered 429 with a problem document and Retry-After; reading
    orders goes on, and so does ordering, later.
    """

    def order() -> int:
        return world.consumer.ask("POST", ORDERS, token=world.token, headers=ONCE, body=ORDER).status

    world.emulator.set_clock_ahead(0, stopped=True)
    served = [order() for _ in range(BURST)]
    refused = world.consumer.ask("POST", ORDERS, token=world.token, headers=ONCE, body=ORDER)
    read = world.consumer.ask("GET", ORDERS, token=world.token)
    world.emulator.set_clock_ahead(60)

    expected = {
        "type": f"{TYPES}/too-many-requests",
        "title": "Too many requests",
        "status": 429,
        "detail": "Too Many Requests",
    }
    assert ([200] * BURST, 429, "60") == (served, refused.status, refused.headers.get("retry-after"))
    assert (expected, 200, 200) == (refused.problem, read.status, order())
    assert BURST + 2 == len(world.backend.take())


@pytest.mark.parametrize("key", [None, "another-key-of-somebody"], ids=["none", "unknown"])
def test_a_method_that_wants_a_key_refuses_all_others(world: World, key: str | None):
    """Where a key is required, a request without one that a usage plan knows is answered 403, as a problem."""
    headers = {"X-Api-Key": key} if key else {}
    answer = world.consumer.ask("GET", f"/ordering/{KEYED}", headers=headers)

    assert (403, []) == (answer.status, world.backend.take())
    said = [answer.problem[name] for name in ("type", "title", "status")]
    assert [f"{TYPES}/forbidden", "The API key of your agreement is needed", 403] == said


def test_a_quota_is_used_up_and_begins_anew(world: World):
    """A key is served as often a day as its usage plan says, then answered 429 with a problem, and served next day."""

    def ask() -> int:
        return world.consumer.ask("GET", f"/ordering/{KEYED}", headers={"X-Api-Key": KEY}).status

    served = [ask() for _ in range(QUOTA)]
    refused = world.consumer.ask("GET", f"/ordering/{KEYED}", headers={"X-Api-Key": KEY})
    world.emulator.set_clock_ahead(DAY)

    title = "The agreed number of requests is used up"
    expected = {"type": f"{TYPES}/quota-exceeded", "title": title, "status": 429, "detail": "Limit Exceeded"}
    assert ([200] * QUOTA, 429, expected) == (served, refused.status, refused.problem)
    assert (200, QUOTA + 1) == (ask(), len(world.backend.take()))


def test_the_provider_asked_for_nothing_that_nobody_answered(world: World):
    """Deploying all this, the provider met no operation that the emulator could not do."""
    assert [] == world.emulator.faults()
