"""
Items, branches and the keywords that are only recognised when they say the same.
"""

from __future__ import annotations

from typing import Any

import pytest

from platform_constructs.contracts.compare.change import Direction
from tests.pure.contracts.compare.reading import told

# old, new, what requests are told, what responses are told
CASES: list[tuple[Any, Any, list[str], list[str]]] = [
    (
        {"type": "array", "items": {"type": "string"}},
        {"type": "array", "items": {"type": "string", "maxLength": 3}},
        [("WARN request-property-max-length-set: the request property `[]` now has a maximum length of `3`")],
        [("INFO response-property-max-length-set: the response property `[]` now has a maximum length of `3`")],
    ),
    (
        {"type": "array"},
        {"type": "array", "items": {"type": "string"}},
        ["BREAKING request-body-items-added: the request body now says what its items are"],
        ["INFO response-body-items-added: the response body now says what its items are"],
    ),
    (
        {"type": "array", "prefixItems": [{"type": "string"}]},
        {"type": "array", "prefixItems": [{"type": "string"}, {"type": "string"}]},
        [
            "WARN request-body-narrowed: the request body may no longer allow everything that it allowed",
            "INFO request-body-prefix-items-added: the request body says more of its first items: 1",
        ],
        ["BREAKING response-body-prefix-items-added: the response body says more of its first items: 1"],
    ),
    (
        {"type": "array"},
        {"type": "array", "contains": {"type": "string"}},
        ["BREAKING request-body-contains-added: the request body now has `contains`"],
        ["INFO response-body-contains-added: the response body now has `contains`"],
    ),
    (
        {"type": "array", "contains": {"type": "string"}, "minContains": 1},
        {"type": "array", "contains": {"type": "string"}, "minContains": 2},
        [
            (
                "BREAKING request-body-min-contains-increased: "
                "the request body raised its least number of items that fit `contains` from `1` to `2`"
            )
        ],
        [
            (
                "INFO response-body-min-contains-increased: "
                "the response body raised its least number of items that fit `contains` from `1` to `2`"
            )
        ],
    ),
    (
        {"anyOf": [{"type": "string"}, {"type": "integer"}]},
        {"anyOf": [{"type": "integer"}, {"type": "string"}]},
        [],
        [],
    ),
    (
        {"anyOf": [{"type": "string"}, {"type": "integer"}]},
        {"anyOf": [{"type": "string"}]},
        [("BREAKING request-body-any-of-removed: the request body no longer has the `anyOf` branch written in place")],
        [("INFO response-body-any-of-removed: the response body no longer has the `anyOf` branch written in place")],
    ),
    (
        {"oneOf": [{"type": "string"}, {"type": "array"}]},
        {"oneOf": [{"type": "string"}, {"type": "array"}, {"type": "integer"}]},
        ["INFO request-body-one-of-added: the request body has the new `oneOf` branch written in place"],
        [("BREAKING response-body-one-of-added: the response body has the new `oneOf` branch written in place")],
    ),
    (
        {"oneOf": [{"type": "string"}, {"type": "array"}]},
        {"oneOf": [{"type": "string"}, {"type": "array"}, {"type": "string", "maxLength": 3}]},
        [
            "WARN request-body-narrowed: the request body may no longer allow everything that it allowed",
            "INFO request-body-one-of-added: the request body has the new `oneOf` branch written in place",
        ],
        ["INFO response-body-one-of-added: the response body has the new `oneOf` branch written in place"],
    ),
    (
        {"type": "string"},
        {"oneOf": [{"type": "string"}, {"type": "integer"}]},
        ["INFO request-body-wrapped-in-one-of: the request body was wrapped in a `oneOf`"],
        ["BREAKING response-body-wrapped-in-one-of: the response body was wrapped in a `oneOf`"],
    ),
    (
        {"type": "string"},
        {"anyOf": [{"type": "string"}, {"type": "null"}]},
        ["INFO request-body-became-nullable: the request body may now be null"],
        ["BREAKING response-body-became-nullable: the response body may now be null"],
    ),
    (
        {"oneOf": [{"type": "string"}, {"type": "integer"}]},
        {"type": "string"},
        [("BREAKING request-body-unwrapped-from-one-of: the request body was a `oneOf` and is a single schema now")],
        [("INFO response-body-unwrapped-from-one-of: the response body was a `oneOf` and is a single schema now")],
    ),
    (
        {"type": "string"},
        {"allOf": [{"type": "string"}, {"maxLength": 3}]},
        ["WARN request-body-max-length-set: the request body now has a maximum length of `3`"],
        ["INFO response-body-max-length-set: the response body now has a maximum length of `3`"],
    ),
    (
        {"anyOf": [{"type": "string"}, {"maxLength": 4}]},
        {"oneOf": [{"type": "string"}, {"maxLength": 4}]},
        [
            (
                "BREAKING request-body-any-of-became-one-of: "
                "the request body has to fit exactly one branch where it could fit several"
            )
        ],
        [
            (
                "INFO response-body-any-of-became-one-of: "
                "the response body has to fit exactly one branch where it could fit several"
            )
        ],
    ),
    (
        {"type": "string"},
        {"type": "string", "not": {"const": "a"}},
        ["BREAKING request-body-not-added: the request body now has `not`"],
        ["INFO response-body-not-added: the response body now has `not`"],
    ),
    (
        {"type": "object"},
        {"type": "object", "if": {"required": ["a"]}, "then": {"required": ["b"]}},
        [
            "BREAKING request-body-if-added: the request body now has `if`",
            "BREAKING request-body-then-added: the request body now has `then`",
        ],
        [
            "INFO response-body-if-added: the response body now has `if`",
            "INFO response-body-then-added: the response body now has `then`",
        ],
    ),
    (
        {"type": "string", "not": {"const": "a"}},
        {"type": "string", "not": {"const": "b"}},
        ["WARN request-body-not-changed: the request body changed its `not`"],
        ["WARN response-body-not-changed: the response body changed its `not`"],
    ),
]


@pytest.mark.parametrize(("old", "new", "requests", "responses"), CASES)
def test_a_change_is_told_with_its_weight(old: Any, new: Any, requests: list[str], responses: list[str]):
    """A change of items, branches or conditions is told once for each direction, with its id, weight and words."""
    found = told(old, new, Direction.REQUEST), told(old, new, Direction.RESPONSE)

    assert (requests, responses) == found
