"""
Types, values, bounds and texts: what each change means to those who write requests and to those who read responses.
"""

from __future__ import annotations

from typing import Any

import pytest

from platform_constructs.contracts.compare.change import Direction
from tests.pure.contracts.compare.reading import told

# old, new, what requests are told, what responses are told
CASES: list[tuple[Any, Any, list[str], list[str]]] = [
    (
        {"type": "integer"},
        {"type": "number"},
        [("INFO request-body-type-generalized: the request body widened its type from `integer` to `number`")],
        [("BREAKING response-body-type-generalized: the response body widened its type from `integer` to `number`")],
    ),
    (
        {"type": "string"},
        {"type": "integer"},
        [("BREAKING request-body-type-changed: the request body changed its type from `string` to `integer`")],
        [("BREAKING response-body-type-changed: the response body changed its type from `string` to `integer`")],
    ),
    (
        {"type": ["string", "integer"]},
        {"type": ["string"]},
        ["BREAKING request-body-list-of-types-narrowed: the request body may no longer be `integer`"],
        ["INFO response-body-list-of-types-narrowed: the response body may no longer be `integer`"],
    ),
    (
        {"type": "string"},
        {"type": ["string", "null"]},
        ["INFO request-body-became-nullable: the request body may now be null"],
        ["BREAKING response-body-became-nullable: the response body may now be null"],
    ),
    (
        {"type": "string"},
        {},
        ["INFO request-body-type-generalized: the request body widened its type from `string` to `any`"],
        [("BREAKING response-body-type-generalized: the response body widened its type from `string` to `any`")],
    ),
    (
        {"type": "string", "format": "date"},
        {"type": "string"},
        [("INFO request-body-type-generalized: the request body widened its type from `string/date` to `string`")],
        [
            (
                "BREAKING response-body-type-generalized: "
                "the response body widened its type from `string/date` to `string`"
            )
        ],
    ),
    (
        {"type": "integer", "format": "int64"},
        {"type": "integer", "format": "int32"},
        [
            (
                "BREAKING request-body-type-specialized: "
                "the request body narrowed its type from `integer/int64` to `integer/int32`"
            )
        ],
        [
            (
                "INFO response-body-type-specialized: "
                "the response body narrowed its type from `integer/int64` to `integer/int32`"
            )
        ],
    ),
    (
        {"type": "integer", "format": "int64"},
        {"type": ["integer", "string"], "format": "int32"},
        [
            "INFO request-body-list-of-types-widened: the request body may now be `string` too",
            (
                "BREAKING request-body-type-specialized: "
                "the request body narrowed its type from `integer/int64` to `integer/int32`"
            ),
        ],
        [
            "BREAKING response-body-list-of-types-widened: the response body may now be `string` too",
            (
                "INFO response-body-type-specialized: "
                "the response body narrowed its type from `integer/int64` to `integer/int32`"
            ),
        ],
    ),
    (
        {"enum": ["a", "b"]},
        {"enum": ["b", "c"]},
        [
            "INFO request-body-enum-value-added: the request body has the new value `c`",
            "BREAKING request-body-enum-value-removed: the request body no longer has the value `a`",
        ],
        [
            "WARN response-body-enum-value-added: the response body has the new value `c`",
            "INFO response-body-enum-value-removed: the response body no longer has the value `a`",
        ],
    ),
    (
        {"type": "string"},
        {"type": "string", "enum": ["a"]},
        ["BREAKING request-body-became-enum: the request body is now restricted to listed values"],
        ["INFO response-body-became-enum: the response body is now restricted to listed values"],
    ),
    (
        {"type": "string", "enum": ["a"]},
        {"type": "string"},
        ["INFO request-body-became-not-enum: the request body is no longer restricted to listed values"],
        [("BREAKING response-body-became-not-enum: the response body is no longer restricted to listed values")],
    ),
    (
        {"const": 1},
        {"const": 2},
        ["BREAKING request-body-const-changed: the request body has to be `2` in place of `1`"],
        ["BREAKING response-body-const-changed: the response body has to be `2` in place of `1`"],
    ),
    (
        {"type": "string"},
        {"const": "a"},
        ["BREAKING request-body-const-added: the request body now has to be `a`"],
        ["INFO response-body-const-added: the response body now has to be `a`"],
    ),
    (
        {"const": 1},
        {"const": 1.0},
        [],
        [],
    ),
    (
        {"type": "integer"},
        {"type": "integer", "maximum": 5},
        ["WARN request-body-max-set: the request body now has a maximum of `5`"],
        ["INFO response-body-max-set: the response body now has a maximum of `5`"],
    ),
    (
        {"type": "integer", "maximum": 5},
        {"type": "integer", "maximum": 4},
        ["BREAKING request-body-max-decreased: the request body lowered its maximum from `5` to `4`"],
        ["INFO response-body-max-decreased: the response body lowered its maximum from `5` to `4`"],
    ),
    (
        {"type": "integer", "maximum": 5},
        {"type": "integer"},
        ["INFO request-body-max-unset: the request body no longer has a maximum of `5`"],
        ["BREAKING response-body-max-unset: the response body no longer has a maximum of `5`"],
    ),
    (
        {"type": "integer", "exclusiveMinimum": 0},
        {"type": "integer", "minimum": 1},
        ["INFO request-body-min-increased: the request body raised its minimum from `0` to `1`"],
        ["INFO response-body-min-increased: the response body raised its minimum from `0` to `1`"],
    ),
    (
        {"type": "number", "minimum": 1},
        {"type": "number", "exclusiveMinimum": 1},
        [
            (
                "BREAKING request-body-exclusive-min-increased: "
                "the request body raised its exclusive minimum from `1` to `1`"
            )
        ],
        [
            (
                "INFO response-body-exclusive-min-increased: "
                "the response body raised its exclusive minimum from `1` to `1`"
            )
        ],
    ),
    (
        {"type": "string"},
        {"type": "string", "minLength": 1},
        [("BREAKING request-body-min-length-increased: the request body raised its minimum length from `0` to `1`")],
        [("INFO response-body-min-length-increased: the response body raised its minimum length from `0` to `1`")],
    ),
    (
        {"type": "string", "maxLength": 5},
        {"type": "string"},
        ["INFO request-body-max-length-unset: the request body no longer has a maximum length of `5`"],
        [("BREAKING response-body-max-length-unset: the response body no longer has a maximum length of `5`")],
    ),
    (
        {"type": "string"},
        {"type": "string", "pattern": "^a"},
        ["BREAKING request-body-pattern-added: the request body now has the pattern `^a`"],
        ["INFO response-body-pattern-added: the response body now has the pattern `^a`"],
    ),
    (
        {"type": "string", "pattern": "^ab"},
        {"type": "string", "pattern": "^a"},
        ["WARN request-body-pattern-changed: the request body changed its pattern from `^ab` to `^a`"],
        ["WARN response-body-pattern-changed: the response body changed its pattern from `^ab` to `^a`"],
    ),
    (
        {"type": "string", "pattern": "^a"},
        {"type": "string", "pattern": "^b"},
        ["WARN request-body-pattern-changed: the request body changed its pattern from `^a` to `^b`"],
        ["WARN response-body-pattern-changed: the response body changed its pattern from `^a` to `^b`"],
    ),
    (
        {"type": "string", "pattern": "^a"},
        {"type": "string", "pattern": ".*"},
        ["INFO request-body-pattern-generalized: the request body widened its pattern from `^a` to `.*`"],
        [("WARN response-body-pattern-generalized: the response body widened its pattern from `^a` to `.*`")],
    ),
    (
        {"type": "number", "multipleOf": 2},
        {"type": "number", "multipleOf": 4},
        [("BREAKING request-body-multiple-of-changed: the request body has to be a multiple of `4` in place of `2`")],
        [("INFO response-body-multiple-of-changed: the response body has to be a multiple of `4` in place of `2`")],
    ),
    (
        {"type": "array"},
        {"type": "array", "uniqueItems": True},
        ["BREAKING request-body-unique-items-added: the request body may no longer hold an item twice"],
        ["INFO response-body-unique-items-added: the response body may no longer hold an item twice"],
    ),
    (
        {"type": "string", "contentEncoding": "base64"},
        {"type": "string"},
        [
            (
                "INFO request-body-content-encoding-changed: "
                "the request body changed its content encoding from `base64` to `none`"
            )
        ],
        [
            (
                "BREAKING response-body-content-encoding-changed: "
                "the response body changed its content encoding from `base64` to `none`"
            )
        ],
    ),
    (
        {"type": "array", "maxLength": 5},
        {"type": "array", "maxLength": 4},
        [("BREAKING request-body-max-length-decreased: the request body lowered its maximum length from `5` to `4`")],
        [("INFO response-body-max-length-decreased: the response body lowered its maximum length from `5` to `4`")],
    ),
    (
        {"type": "string"},
        False,
        [("BREAKING request-body-type-specialized: the request body narrowed its type from `string` to `nothing`")],
        [("INFO response-body-type-specialized: the response body narrowed its type from `string` to `nothing`")],
    ),
]


@pytest.mark.parametrize(("old", "new", "requests", "responses"), CASES)
def test_a_change_is_told_with_its_weight(old: Any, new: Any, requests: list[str], responses: list[str]):
    """A change of a type, value, bound or text is told once for each direction, with its id, weight and words."""
    found = told(old, new, Direction.REQUEST), told(old, new, Direction.RESPONSE)

    assert (requests, responses) == found
