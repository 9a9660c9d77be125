"""
Names of several words, rewritten for a message.
"""

from __future__ import annotations

import pytest

from platform_constructs.contracts.lint.casing import CASINGS, is_cased, recased


@pytest.mark.parametrize(
    ("name", "casing", "right"),
    [
        ("placed_at", "camelCase", "placedAt"),
        ("MEFQuoteItem_Common", "PascalCase", "MefQuoteItemCommon"),
        ("ipv4Address", "UPPER_SNAKE_CASE", "IPV4_ADDRESS"),
        ("auth-param1", "Kebab-Case", "Auth-Param1"),
        ("line1_of2", "snake_case", "line1_of2"),
        ("quoteV2", "kebab-case", "quote-v2"),
        ("2ndLine", "snake_case", "2_nd_line"),
        ("é", "camelCase", "é"),
    ],
)
def test_a_number_stays_with_the_word_it_follows(name: str, casing: str, right: str) -> None:
    """A name is cut where its words begin, and a number begins none, unless nothing stands before it."""
    assert right == recased(name, casing)


@pytest.mark.parametrize("casing", CASINGS)
def test_a_rewritten_name_is_in_the_casing(casing: str) -> None:
    """What a message tells people to write is what the rule then takes."""
    names = ("getOrders", "orders_list2", "HTTPStatus", "Written-Off", "ipv4")

    assert [] == [name for name in names if not is_cased(recased(name, casing), casing)]
