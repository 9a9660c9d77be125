"""
Where an API is served: hosts warn, base paths break.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.pure.contracts.compare.versions import edited, orders, told

EVERYBODY = ("GET /orders", "GET /orders/{id}", "POST /orders")


def served(*urls: str) -> dict[str, Any]:
    """The API at these servers."""
    return orders(servers=[{"url": url} for url in urls])


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (["https://a/v1"], ["https://a/v2"], [("BREAKING", "api-base-path-changed")]),
        (["/v1"], ["https://a/v1/"], [("INFO", "api-server-added"), ("WARN", "api-server-removed")]),
        (["https://a/v1", "https://a/v2"], ["https://a/v2"], [("BREAKING", "api-base-path-removed")]),
        (["https://a/v1"], ["https://a/v1", "https://b/v1"], [("INFO", "api-server-added")]),
        (["https://a/v1"], [], [("WARN", "api-server-removed")]),
        ([], ["https://a/v1"], [("INFO", "api-server-added")]),
        (["https://a/v1", "https://b/v1"], ["https://b/v1", "https://a/v1"], []),
    ],
)
def test_the_base_path_is_part_of_every_call(before: list[str], after: list[str], expected: list[tuple[str, str]]):
    """A base path that is gone breaks all clients; hosts come and go with a warning."""
    found = told(served(*before), served(*after))

    assert [(*change, "servers", EVERYBODY) for change in expected] == found


def test_variables_are_filled_in():
    """A server with variables is where their defaults lead."""
    variables = {"stage": {"default": "v1"}}
    new = orders(servers=[{"url": "https://api.meridian.example/ordering/{stage}", "variables": variables}])

    assert [] == told(orders(), new)


def test_an_operation_may_be_served_elsewhere():
    """Servers of its own move one operation only."""
    new = edited(orders(), lambda api: api["paths"]["/orders"]["post"].update(servers=[{"url": "/elsewhere"}]))

    assert [("BREAKING", "api-base-path-changed", "POST /orders", ("POST /orders",))] == told(orders(), new)
