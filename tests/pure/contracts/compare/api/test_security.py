"""
Who is turned away by a new version: requirements, scopes and schemes.
"""

from __future__ import annotations

from typing import Any

import pytest

from platform_constructs.contracts.compare.api.terms import Terms
from tests.pure.contracts.compare.versions import OAUTH, edited, orders, told, told_by

KEY = {"type": "apiKey", "in": "header", "name": "X-Key"}
FLOW = ("flows", "clientCredentials")
SCHEME = "api-security-component"
PLACE = ("POST /orders",)
READERS = ("GET /orders", "GET /orders/{id}")


def secured(security: Any) -> dict[str, Any]:
    """The API whose orders are placed with these rights; None says nothing."""

    def edit(api: dict[str, Any]) -> None:
        api["components"]["securitySchemes"]["key"] = KEY
        post = api["paths"]["/orders"]["post"]
        post.pop("security")
        post |= {} if security is None else {"security": security}

    return edited(orders(), edit)


READ, WRITE, ANY_KEY = {"partner": ["ordering/read"]}, {"partner": ["ordering/write"]}, {"key": []}
BOTH = {"partner": ["ordering/write"], "key": []}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([], [WRITE], [("BREAKING", "api-security-added")]),
        ([WRITE], [], [("WARN", "api-security-removed")]),
        ([WRITE], [BOTH], [("INFO", "api-security-added"), ("BREAKING", "api-security-removed")]),
        ([BOTH], [WRITE], [("INFO", "api-security-added"), ("INFO", "api-security-removed")]),
        ([WRITE], [WRITE, ANY_KEY], [("INFO", "api-security-added")]),
        ([WRITE, ANY_KEY], [WRITE], [("BREAKING", "api-security-removed")]),
        ([ANY_KEY, WRITE], [WRITE, ANY_KEY], []),
        ([{}, WRITE], [WRITE], [("BREAKING", "api-security-became-required")]),
        ([WRITE], [{}, WRITE], [("WARN", "api-security-became-optional")]),
        (
            [READ],
            [WRITE],
            [("BREAKING", "api-security-scope-added"), ("INFO", "api-security-scope-removed")],
        ),
        ([READ], [{"partner": []}], [("INFO", "api-security-scope-removed")]),
        ([{"partner": []}], [READ], [("BREAKING", "api-security-scope-added")]),
        ([WRITE], None, [("BREAKING", "api-security-scope-added"), ("INFO", "api-security-scope-removed")]),
        (None, [READ], []),
        (None, [], [("WARN", "api-security-removed")]),
    ],
)
def test_clients_keep_the_rights_they_came_with(before: Any, after: Any, expected: list[tuple[str, str]]):
    """It breaks whoever was let in and no longer is; being let in with less breaks nobody."""
    found = told(secured(before), secured(after))

    assert [(*change, "POST /orders", PLACE) for change in expected] == found


def test_what_the_document_asks_for_reaches_who_says_nothing():
    """A change at the root is told once, with the operations that have no `security` of their own."""
    found = told_by(lambda api: api.update(security=[WRITE]))

    assert [
        ("BREAKING", "api-global-security-scope-added", "security", READERS),
        ("INFO", "api-global-security-scope-removed", "security", READERS),
    ] == found


def test_security_may_be_told_without_breaking():
    """On terms like oasdiff's, rights only inform."""
    found = told(secured([]), secured([WRITE]), Terms(security_breaks=False))

    assert [("INFO", "api-security-added", "POST /orders", PLACE)] == found


def test_a_scheme_that_only_got_another_name_breaks_nobody():
    """Renaming a scheme, with everything that names it, turns nobody away."""

    def edit(api: dict[str, Any]) -> None:
        api["components"]["securitySchemes"] = {"clients": OAUTH}
        api["security"] = [{"clients": ["ordering/read"]}]
        api["paths"]["/orders"]["post"]["security"] = [{"clients": ["ordering/write"]}]

    assert [
        ("INFO", "api-security-component-added", "securitySchemes/clients"),
        ("INFO", "api-security-component-removed", "securitySchemes/partner"),
    ] == [change[:3] for change in told_by(edit)]


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (("type",), "http", ("BREAKING", f"{SCHEME}-type-changed")),
        ((*FLOW, "tokenUrl"), "https://b", ("BREAKING", f"{SCHEME}-oauth-token-url-changed")),
        ((*FLOW, "refreshUrl"), "https://b", ("INFO", f"{SCHEME}-oauth-refresh-url-changed")),
        (FLOW, None, ("BREAKING", f"{SCHEME}-oauth-flow-removed")),
        ((*FLOW, "scopes", "new"), "N.", ("INFO", f"{SCHEME}-oauth-scope-added")),
        ((*FLOW, "scopes", "ordering/read"), "R.", ("INFO", f"{SCHEME}-oauth-scope-changed")),
        ((*FLOW, "scopes", "ordering/read"), None, ("BREAKING", f"{SCHEME}-oauth-scope-removed")),
        ((*FLOW, "scopes", "unused"), None, ("WARN", f"{SCHEME}-oauth-scope-removed")),
    ],
)
def test_a_scheme_is_how_clients_are_set_up(path: tuple[str, ...], value: str | None, expected: tuple[str, str]):
    """Changing how credentials are got or shown breaks the operations that ask for the scheme."""

    def edit(api: dict[str, Any]) -> None:
        *way, last = path
        target = api["components"]["securitySchemes"]["partner"]
        for step in way:
            target = target[step]
        target.pop(last) if value is None else target.update({last: value})

    def unused(api: dict[str, Any]) -> None:
        api["components"]["securitySchemes"]["partner"]["flows"]["clientCredentials"]["scopes"]["unused"] = "No."

    old = edited(orders(), unused)
    found = [change for change in told(old, edited(old, edit)) if "-scope-" not in change[1] or "scope" in expected[1]]

    assert [(*expected, ("GET /orders", "GET /orders/{id}", "POST /orders"))] == [
        (severity, name, operations) for severity, name, _, operations in found
    ]


def test_a_scheme_that_nobody_asks_for_breaks_nobody():
    """What no operation asks for may change as it likes."""
    old = edited(orders(), lambda api: api["components"]["securitySchemes"].update(key=KEY))
    new = edited(old, lambda api: api["components"]["securitySchemes"]["key"].update({"in": "query"}))

    assert [("INFO", "api-security-component-in-changed", "securitySchemes/key", ())] == told(old, new)
