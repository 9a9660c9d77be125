"""
Properties: which there are, which have to be, who sees them, and what others may be.
"""

from __future__ import annotations

from typing import Any

import pytest

from platform_constructs.contracts.compare.change import Direction
from tests.pure.contracts.compare.reading import told

# old, new, what requests are told, what responses are told
CASES: list[tuple[Any, Any, list[str], list[str]]] = [
    (
        {"type": "object", "properties": {"a": {}, "b": {"type": "string"}}},
        {"type": "object", "properties": {"a": {}}},
        ["WARN request-property-removed: the request property `b` was removed"],
        ["WARN response-optional-property-removed: the response property `b` was removed"],
    ),
    (
        {"type": "object", "properties": {"a": {}, "b": {"type": "string"}}, "required": ["b"]},
        {"type": "object", "properties": {"a": {}}},
        [
            "INFO request-property-became-optional: the request property `b` became optional",
            "WARN request-property-removed: the request property `b` was removed",
        ],
        [("BREAKING response-required-property-removed: the response property `b` was removed and had been required")],
    ),
    (
        {"type": "object", "properties": {"a": {}}},
        {"type": "object", "properties": {"a": {}, "b": {"type": "string"}}},
        ["INFO new-optional-request-property: the request property `b` was added as optional"],
        ["INFO response-optional-property-added: the response property `b` was added as optional"],
    ),
    (
        {"type": "object", "properties": {"a": {}}},
        {"type": "object", "properties": {"a": {}, "b": {"type": "string"}}, "required": ["b"]},
        ["BREAKING new-required-request-property: the request property `b` was added as required"],
        ["INFO response-required-property-added: the response property `b` was added as required"],
    ),
    (
        {"type": "object", "properties": {"a": {}}},
        {"type": "object", "properties": {"a": {}, "b": {"type": "string", "default": "x"}}, "required": ["b"]},
        [
            (
                "BREAKING new-required-request-property-with-default: "
                "the request property `b` was added as required, with a default"
            )
        ],
        ["INFO response-required-property-added: the response property `b` was added as required"],
    ),
    (
        {"type": "object", "properties": {"a": {}}},
        {"type": "object", "properties": {"a": {}}, "required": ["a"]},
        ["BREAKING request-property-became-required: the request property `a` became required"],
        ["INFO response-property-became-required: the response property `a` became required"],
    ),
    (
        {"type": "object", "properties": {"a": {"default": 1}}},
        {"type": "object", "properties": {"a": {"default": 1}}, "required": ["a"]},
        [
            (
                "BREAKING request-property-became-required-with-default: "
                "the request property `a` became required, and has a default"
            )
        ],
        ["INFO response-property-became-required: the response property `a` became required"],
    ),
    (
        {"type": "object", "properties": {"a": {"readOnly": True}}},
        {"type": "object", "properties": {"a": {"readOnly": True}}, "required": ["a"]},
        ["INFO request-property-became-required: the request property `a` became required"],
        ["INFO response-property-became-required: the response property `a` became required"],
    ),
    (
        {"type": "object", "properties": {"a": {"type": "string", "readOnly": True}}},
        {"type": "object", "properties": {"a": {"type": "integer", "readOnly": True}}},
        [("INFO request-property-type-changed: the request property `a` changed its type from `string` to `integer`")],
        [
            (
                "BREAKING response-property-type-changed: "
                "the response property `a` changed its type from `string` to `integer`"
            )
        ],
    ),
    (
        {"type": "object", "properties": {"a": {"readOnly": True}}, "required": ["a"]},
        {"type": "object", "properties": {"a": {}}, "required": ["a"]},
        [
            "WARN request-body-narrowed: the request body may no longer allow everything that it allowed",
            ("INFO request-required-property-became-not-read-only: the request property `a` is no longer read-only"),
        ],
        [("INFO response-required-property-became-not-read-only: the response property `a` is no longer read-only")],
    ),
    (
        {"type": "object", "properties": {"a": {"writeOnly": True}}},
        {"type": "object", "properties": {"a": {}}},
        [("INFO request-optional-property-became-not-write-only: the request property `a` is no longer write-only")],
        [("INFO response-optional-property-became-not-write-only: the response property `a` is no longer write-only")],
    ),
    (
        {"type": "object", "properties": {"a": {}}},
        {"type": "object", "properties": {"a": {}}, "additionalProperties": False},
        [
            (
                "WARN request-body-additional-properties-forbidden: "
                "the request body no longer takes properties it does not declare"
            )
        ],
        [
            (
                "INFO response-body-additional-properties-forbidden: "
                "the response body no longer takes properties it does not declare"
            )
        ],
    ),
    (
        {"type": "object", "additionalProperties": {"type": "string"}},
        {"type": "object", "additionalProperties": {"type": "string", "maxLength": 3}},
        ["WARN request-property-max-length-set: the request property `*` now has a maximum length of `3`"],
        [("INFO response-property-max-length-set: the response property `*` now has a maximum length of `3`")],
    ),
    (
        {"type": "object", "additionalProperties": {"type": "string"}},
        {"type": "object"},
        [
            (
                "INFO request-body-additional-properties-removed: "
                "the request body no longer says what undeclared properties are"
            )
        ],
        [
            (
                "BREAKING response-body-additional-properties-removed: "
                "the response body no longer says what undeclared properties are"
            )
        ],
    ),
    (
        {"type": "object", "properties": {"a": {}, "b": {}}, "additionalProperties": False},
        {"type": "object", "properties": {"a": {}}, "additionalProperties": False},
        ["BREAKING request-property-removed: the request property `b` was removed"],
        ["WARN response-optional-property-removed: the response property `b` was removed"],
    ),
    (
        {"type": "object", "properties": {"a": {}}, "patternProperties": {"^x-": {"type": "string"}}},
        {"type": "object", "properties": {"a": {}}},
        [
            (
                "INFO request-body-pattern-property-removed: "
                "the request body no longer says what properties are whose name matches `^x-`"
            )
        ],
        [
            (
                "BREAKING response-body-pattern-property-removed: "
                "the response body no longer says what properties are whose name matches `^x-`"
            )
        ],
    ),
    (
        {"type": "object", "properties": {"a": {}}, "dependentRequired": {"a": ["b"]}},
        {"type": "object", "properties": {"a": {}}, "dependentRequired": {"a": ["b", "c"]}},
        [
            (
                "BREAKING request-body-dependent-required-changed: "
                "the request body requires something else once it has `a`: c"
            )
        ],
        [
            (
                "INFO response-body-dependent-required-changed: "
                "the response body requires something else once it has `a`: c"
            )
        ],
    ),
    (
        {"type": "object", "properties": {"a": {}}},
        {"type": "object", "properties": {"a": {}}, "propertyNames": {"maxLength": 3}},
        ["BREAKING request-body-property-names-added: the request body now has `propertyNames`"],
        ["INFO response-body-property-names-added: the response body now has `propertyNames`"],
    ),
    (
        {"type": "object", "properties": {"a": {}}},
        {"type": "object", "properties": {"a": {}}, "unevaluatedProperties": False},
        [
            (
                "WARN request-body-additional-properties-forbidden: "
                "the request body no longer takes properties it does not declare"
            )
        ],
        [
            (
                "INFO response-body-additional-properties-forbidden: "
                "the response body no longer takes properties it does not declare"
            )
        ],
    ),
    (
        {"type": "object", "properties": {"a": {}}},
        {"type": "object", "properties": {"a": {}}, "dependentSchemas": {"a": {"required": ["b"]}}},
        ["BREAKING request-body-dependent-schema-added: the request body now has `dependentSchemas`"],
        ["INFO response-body-dependent-schema-added: the response body now has `dependentSchemas`"],
    ),
    (
        {"type": "object", "properties": {"a": {}}, "maxProperties": 3},
        {"type": "object", "properties": {"a": {}}, "maxProperties": 2},
        [
            (
                "BREAKING request-body-max-properties-decreased: "
                "the request body lowered its maximum number of properties from `3` to `2`"
            )
        ],
        [
            (
                "INFO response-body-max-properties-decreased: "
                "the response body lowered its maximum number of properties from `3` to `2`"
            )
        ],
    ),
]


@pytest.mark.parametrize(("old", "new", "requests", "responses"), CASES)
def test_a_change_is_told_with_its_weight(old: Any, new: Any, requests: list[str], responses: list[str]):
    """A change of properties is told once for each direction, with its id, weight and words."""
    found = told(old, new, Direction.REQUEST), told(old, new, Direction.RESPONSE)

    assert (requests, responses) == found
