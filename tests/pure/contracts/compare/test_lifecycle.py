"""
Defaults, deprecation, discriminators and open lists of values.
"""

from __future__ import annotations

from typing import Any

import pytest

from platform_constructs.contracts.compare.change import Direction
from tests.pure.contracts.compare.reading import told

# old, new, what requests are told, what responses are told
CASES: list[tuple[Any, Any, list[str], list[str]]] = [
    (
        {"type": "string"},
        {"type": "string", "default": "a"},
        ["INFO request-body-default-value-added: the request body now has the default `a`"],
        ["INFO response-body-default-value-added: the response body now has the default `a`"],
    ),
    (
        {"type": "string", "default": "b"},
        {"type": "string", "default": "a"},
        ["INFO request-body-default-value-changed: the request body changed its default from `b` to `a`"],
        [("INFO response-body-default-value-changed: the response body changed its default from `b` to `a`")],
    ),
    (
        {"type": "string", "default": "b"},
        {"type": "string"},
        ["INFO request-body-default-value-removed: the request body no longer has the default `b`"],
        ["INFO response-body-default-value-removed: the response body no longer has the default `b`"],
    ),
    (
        {"type": "string"},
        {"type": "string", "deprecated": True},
        ["INFO request-body-deprecated: the request body was deprecated"],
        ["INFO response-body-deprecated: the response body was deprecated"],
    ),
    (
        {"type": "string"},
        {"type": "string", "deprecated": True, "x-sunset": "2027-01-01"},
        [("INFO request-body-deprecated-with-sunset: the request body was deprecated, to end on `2027-01-01`")],
        [("INFO response-body-deprecated-with-sunset: the response body was deprecated, to end on `2027-01-01`")],
    ),
    (
        {"type": "string"},
        {"type": "string", "deprecated": True, "x-sunset": "soon"},
        [
            (
                "BREAKING request-body-deprecated-sunset-invalid: "
                "the request body was deprecated with a sunset that is no date: `soon`"
            )
        ],
        [
            (
                "BREAKING response-body-deprecated-sunset-invalid: "
                "the response body was deprecated with a sunset that is no date: `soon`"
            )
        ],
    ),
    (
        {"type": "string", "deprecated": True},
        {"type": "string"},
        ["INFO request-body-reactivated: the request body is no longer deprecated"],
        ["INFO response-body-reactivated: the response body is no longer deprecated"],
    ),
    (
        {"type": "object", "discriminator": {"propertyName": "k"}},
        {"type": "object", "discriminator": {"propertyName": "l"}},
        [
            (
                "INFO request-body-discriminator-property-name-changed: "
                "the request body changed its discriminator from `k` to `l`"
            )
        ],
        [
            (
                "INFO response-body-discriminator-property-name-changed: "
                "the response body changed its discriminator from `k` to `l`"
            )
        ],
    ),
    (
        {"type": "object", "discriminator": {"propertyName": "k", "mapping": {"a": "#/x"}}},
        {"type": "object", "discriminator": {"propertyName": "k", "mapping": {"a": "#/y", "b": "#/z"}}},
        [
            ("INFO request-body-discriminator-mapping-added: the request body has the new discriminator value `b`"),
            (
                "INFO request-body-discriminator-mapping-changed: "
                "the request body maps the discriminator value `a` to `#/y` in place of `#/x`"
            ),
        ],
        [
            ("INFO response-body-discriminator-mapping-added: the response body has the new discriminator value `b`"),
            (
                "INFO response-body-discriminator-mapping-changed: "
                "the response body maps the discriminator value `a` to `#/y` in place of `#/x`"
            ),
        ],
    ),
    (
        {"type": "string", "x-extensible-enum": ["a"]},
        {"type": "string", "x-extensible-enum": ["b"]},
        [
            "INFO request-body-x-extensible-enum-value-added: the request body names the new value `b`",
            ("BREAKING request-body-x-extensible-enum-value-removed: the request body no longer names the value `a`"),
        ],
        [
            "INFO response-body-x-extensible-enum-value-added: the response body names the new value `b`",
            ("INFO response-body-x-extensible-enum-value-removed: the response body no longer names the value `a`"),
        ],
    ),
    (
        {"enum": ["a"], "x-extensible-enum": ["a"]},
        {"enum": ["a", "b"], "x-extensible-enum": ["a", "b"]},
        [
            "INFO request-body-enum-value-added: the request body has the new value `b`",
            "INFO request-body-x-extensible-enum-value-added: the request body names the new value `b`",
        ],
        [
            "INFO response-body-enum-value-added: the response body has the new value `b`",
            "INFO response-body-x-extensible-enum-value-added: the response body names the new value `b`",
        ],
    ),
]


@pytest.mark.parametrize(("old", "new", "requests", "responses"), CASES)
def test_a_change_is_told_with_its_weight(old: Any, new: Any, requests: list[str], responses: list[str]):
    """A change that refuses no value is told, and breaks only those who relied on it."""
    found = told(old, new, Direction.REQUEST), told(old, new, Direction.RESPONSE)

    assert (requests, responses) == found
