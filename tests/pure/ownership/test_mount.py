"""
An API is mounted at the one prefix of its domain that holds all its paths.
"""

from __future__ import annotations

from datetime import date

import pytest

from platform_constructs.ownership.mount import mount_for
from tests.pure.ownership.small_world import TODAY, delegation, organisation

WORLD = organisation(
    {"ordering": ["/ordering", "/ordering/v2"], "delivery": ["/delivery/"], "platform": ["/"], "quoting": ["/"]},
    delegations=[
        delegation("ordering", "delivery", "/ordering/v1/tracking"),
        delegation("ordering", "delivery", "/ordering/v1/late", expires=date(2026, 1, 1)),
    ],
)


@pytest.mark.parametrize(
    ("domain", "paths", "mount"),
    [
        ("ordering", ["/ordering/v1/orders", "/ordering/v1/orders/{id}"], "/ordering"),
        ("ordering", ["/ordering/v2/orders", "/ordering/v2"], "/ordering/v2"),
        ("ordering", ["/ordering/v1/x", "/ordering/v2/x"], "/ordering"),
        ("ordering", ["/ordering/{version}/x"], "/ordering"),
        ("ordering", ["/ordering/v1", "/quoting/v1"], None),
        ("ordering", ["/{proxy+}"], None),
        ("ordering", ["/orderings"], None),
        ("ordering", [], None),
        ("delivery", ["/%64elivery/v1"], "/delivery"),
        ("delivery", ["/ordering/v1/tracking/{id}"], "/ordering/v1/tracking"),
        ("delivery", ["/ordering/v1/late/{id}"], None),
        ("delivery", ["/delivery/v1", "/ordering/v1/tracking/{id}"], None),
        ("platform", ["/{proxy+}"], "/"),
        ("quoting", ["/quoting"], None),
        ("nobody", ["/ordering/v1"], None),
    ],
)
def test_the_longest_prefix_that_holds_all_paths(domain: str, paths: list[str], mount: str | None):
    """The longest claim or accepted delegation that holds every path, or none."""
    assert mount_for(WORLD, domain, "public", paths, today=TODAY) == mount


def test_a_host_without_claims_mounts_nothing():
    """Claims count on their own host only."""
    assert mount_for(WORLD, "ordering", "internal", ["/ordering/v1"], today=TODAY) is None
