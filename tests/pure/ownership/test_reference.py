"""
The engine says what brute force says: `make paths` compares as many worlds as one likes, here are some.
"""

from __future__ import annotations

from collections import Counter

import pytest

from platform_constructs.ownership.check import check_claims, check_routes
from tests.pure.ownership.agreement import disagreements
from tests.pure.ownership.generated import world
from tests.pure.ownership.small_world import TODAY

WORLDS = 500


@pytest.mark.parametrize("start", range(0, WORLDS, 100))
def test_the_engine_agrees_with_brute_force(start: int):
    """Owners, routes, witnesses, mappings and names: on generated worlds, the engine and the reference agree."""
    assert [] == [one for seed in range(start, start + 100) for one in disagreements(seed)]


def test_the_worlds_quarrel_about_everything():
    """Among the compared worlds every code is said, and nothing of many a route."""
    said: Counter[str] = Counter()
    for seed in range(WORLDS):
        made = world(seed)
        found = check_routes(made.organisation, made.routes, today=TODAY)
        said.update(one.code for one in (*check_claims(made.organisation, today=TODAY), *found))
        faulty = {one.at for one in found}
        said["none"] += sum(route.place not in faulty for route in made.routes)

    codes = {f"OWN-{number:03}" for number in range(1, 12)}
    assert codes == {code for code, times in said.items() if times} - {"none"}
    assert said["none"] > WORLDS // 2
