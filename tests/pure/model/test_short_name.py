"""
What AWS gives little room for has a name all the same.
"""

from __future__ import annotations

import pytest

from platform_constructs.model.short_name import short_name


def test_a_name_that_fits_is_left_alone() -> None:
    """People read it in the console."""
    assert "meridian-sandbox-balancer" == short_name("meridian", "sandbox", "balancer", at_most=32)


def test_a_long_name_is_cut_and_stays_its_own() -> None:
    """Two that begin alike do not end alike, and the same words always give the same name."""
    first = short_name("a-long-organisation-name", "production", "balancer", at_most=32)
    second = short_name("a-long-organisation-name", "production", "balancer-link", at_most=32)

    assert "a-long-organisation-name-db636f" == first
    assert first != second


@pytest.mark.parametrize("length", [31, 32, 33, 40, 64])
def test_no_name_is_longer_than_it_may_be(length: int) -> None:
    """Nor does one end with a hyphen before its digest, which AWS refuses of some."""
    name = short_name("a" * (length - 2), "b", at_most=32)

    assert len(name) <= 32
    assert "--" not in name
