"""
Names that a hurried reader takes for one another.
"""

from __future__ import annotations

import pytest

from platform_constructs.ownership.alike import skeleton


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("billing-l", "billing-1", True),
        ("orders", "0rders", True),
        ("modern", "modem", True),
        ("order-ing", "ordering", True),
        ("ordering", "order", False),
        ("mail", "mall", False),
    ],
)
def test_two_names_with_one_skeleton_read_alike(one: str, other: str, expected: bool):
    """Digits for letters, `rn` for `m` and hyphens are overlooked; different letters are not."""
    assert expected is (skeleton(one) == skeleton(other))
