"""
The kinds of changes in schemas: what each does to the set of allowed values, its words, and how much it matters.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

from platform_constructs.contracts.compare.change import Direction, Severity

__all__ = ["Effect", "effect_of", "severity_of", "text_of", "why_of"]


class Effect(Enum):
    """What a change does to the set of values that a schema allows."""

    NARROWS = "narrows"
    WIDENS = "widens"
    BOTH = "both"
    NONE = "none"


_HOLE: Final = re.compile(r"\{(\d)\}")
_N, _W, _B, _I = Effect.NARROWS, Effect.WIDENS, Effect.BOTH, Effect.NONE
_BOUNDS: Final = {
    "min": "minimum",
    "max": "maximum",
    "exclusive-min": "exclusive minimum",
    "exclusive-max": "exclusive maximum",
    "min-length": "minimum length",
    "max-length": "maximum length",
    "min-items": "minimum number of items",
    "max-items": "maximum number of items",
    "min-properties": "minimum number of properties",
    "max-properties": "maximum number of properties",
    "min-contains": "least number of items that fit `contains`",
    "max-contains": "largest number of items that fit `contains`",
}
_KINDS: Final[dict[str, tuple[Effect, str]]] = {
    "became-nullable": (_W, "may now be null"),
    "became-not-nullable": (_N, "may no longer be null"),
    "type-changed": (_B, "changed its type from `{0}` to `{1}`"),
    "type-compatible": (_I, "changed its type from `{0}` to `{1}`, which is written alike"),
    "type-generalized": (_W, "widened its type from `{0}` to `{1}`"),
    "type-specialized": (_N, "narrowed its type from `{0}` to `{1}`"),
    "list-of-types-widened": (_W, "may now be `{0}` too"),
    "list-of-types-narrowed": (_N, "may no longer be `{0}`"),
    "became-enum": (_N, "is now restricted to listed values"),
    "became-not-enum": (_W, "is no longer restricted to listed values"),
    "const-added": (_N, "now has to be `{0}`"),
    "const-removed": (_W, "no longer has to be `{0}`"),
    "const-changed": (_B, "has to be `{1}` in place of `{0}`"),
    "enum-value-removed": (_N, "no longer has the value `{0}`"),
    "enum-value-added": (_W, "has the new value `{0}`"),
    "x-extensible-enum-value-removed": (_I, "no longer names the value `{0}`"),
    "x-extensible-enum-value-added": (_I, "names the new value `{0}`"),
    "multiple-of-added": (_N, "now has to be a multiple of `{0}`"),
    "multiple-of-removed": (_W, "no longer has to be a multiple of `{0}`"),
    "multiple-of-changed": (_B, "has to be a multiple of `{1}` in place of `{0}`"),
    "pattern-added": (_N, "now has the pattern `{0}`"),
    "pattern-removed": (_W, "no longer has the pattern `{0}`"),
    "pattern-changed": (_B, "changed its pattern from `{0}` to `{1}`"),
    "pattern-generalized": (_W, "widened its pattern from `{0}` to `{1}`"),
    "content-encoding-changed": (_B, "changed its content encoding from `{0}` to `{1}`"),
    "content-media-type-changed": (_B, "changed its content media type from `{0}` to `{1}`"),
    "content-schema-added": (_N, "now has `contentSchema`"),
    "content-schema-removed": (_W, "no longer has `contentSchema`"),
    "content-schema-changed": (_B, "changed its `contentSchema`"),
    "unique-items-added": (_N, "may no longer hold an item twice"),
    "unique-items-removed": (_W, "may now hold an item twice"),
    "items-added": (_N, "now says what its items are"),
    "items-removed": (_W, "no longer says what its items are"),
    "prefix-items-added": (_I, "says more of its first items: {0}"),
    "prefix-items-removed": (_I, "says less of its first items: {0}"),
    "contains-added": (_N, "now has `contains`"),
    "contains-removed": (_W, "no longer has `contains`"),
    "contains-changed": (_B, "changed its `contains`"),
    "became-required": (_N, "became required"),
    "became-required-with-default": (_N, "became required, and has a default"),
    "became-optional": (_W, "became optional"),
    "new-required-request-property": (_N, "was added as required"),
    "new-required-request-property-with-default": (_N, "was added as required, with a default"),
    "new-optional-request-property": (_I, "was added as optional"),
    "request-property-removed": (_I, "was removed"),
    "response-required-property-added": (_I, "was added as required"),
    "response-optional-property-added": (_I, "was added as optional"),
    "response-required-write-only-property-added": (_I, "was added as required, write-only"),
    "response-optional-write-only-property-added": (_I, "was added as optional, write-only"),
    "response-required-property-removed": (_W, "was removed and had been required"),
    "response-optional-property-removed": (_I, "was removed"),
    "response-required-write-only-property-removed": (_I, "was removed and had been write-only"),
    "response-optional-write-only-property-removed": (_I, "was removed and had been write-only"),
    "became-read-only": (_I, "became read-only"),
    "became-not-read-only": (_I, "is no longer read-only"),
    "became-write-only": (_I, "became write-only"),
    "became-not-write-only": (_I, "is no longer write-only"),
    "additional-properties-forbidden": (_N, "no longer takes properties it does not declare"),
    "additional-properties-allowed": (_W, "now takes properties it does not declare"),
    "additional-properties-added": (_N, "now says what undeclared properties are"),
    "additional-properties-removed": (_W, "no longer says what undeclared properties are"),
    "pattern-property-added": (_N, "now says what properties are whose name matches `{0}`"),
    "pattern-property-removed": (_W, "no longer says what properties are whose name matches `{0}`"),
    "dependent-required-added": (_N, "requires more once it has `{0}`: {1}"),
    "dependent-required-removed": (_W, "requires less once it has `{0}`: {1}"),
    "dependent-required-changed": (_B, "requires something else once it has `{0}`: {1}"),
    "one-of-added": (_W, "has the new `oneOf` branch {0}"),
    "one-of-removed": (_N, "no longer has the `oneOf` branch {0}"),
    "any-of-added": (_W, "has the new `anyOf` branch {0}"),
    "any-of-removed": (_N, "no longer has the `anyOf` branch {0}"),
    "wrapped-in-one-of": (_B, "was wrapped in a `oneOf`"),
    "wrapped-in-any-of": (_B, "was wrapped in an `anyOf`"),
    "unwrapped-from-one-of": (_B, "was a `oneOf` and is a single schema now"),
    "unwrapped-from-any-of": (_B, "was an `anyOf` and is a single schema now"),
    "any-of-became-one-of": (_N, "has to fit exactly one branch where it could fit several"),
    "one-of-became-any-of": (_W, "may fit several branches where it had to fit exactly one"),
    "narrowed": (_N, "{0} everything that it allowed"),
    "widened": (_W, "{0} what it did not allow"),
    "default-value-added": (_I, "now has the default `{0}`"),
    "default-value-removed": (_I, "no longer has the default `{0}`"),
    "default-value-changed": (_I, "changed its default from `{0}` to `{1}`"),
    "deprecated": (_I, "was deprecated"),
    "deprecated-with-sunset": (_I, "was deprecated, to end on `{0}`"),
    "deprecated-sunset-invalid": (_I, "was deprecated with a sunset that is no date: `{0}`"),
    "reactivated": (_I, "is no longer deprecated"),
    "discriminator-added": (_I, "now has the discriminator `{0}`"),
    "discriminator-removed": (_I, "no longer has the discriminator `{0}`"),
    "discriminator-property-name-changed": (_I, "changed its discriminator from `{0}` to `{1}`"),
    "discriminator-mapping-added": (_I, "has the new discriminator value `{0}`"),
    "discriminator-mapping-deleted": (_I, "no longer has the discriminator value `{0}`"),
    "discriminator-mapping-changed": (_I, "maps the discriminator value `{0}` to `{2}` in place of `{1}`"),
}
for _keyword, _said in (
    ("property-names", "propertyNames"),
    ("unevaluated-properties", "unevaluatedProperties"),
    ("unevaluated-items", "unevaluatedItems"),
    ("not", "not"),
    ("if", "if"),
    ("then", "then"),
    ("else", "else"),
    ("dynamic-ref", "$dynamicRef"),
    ("dependent-schema", "dependentSchemas"),
):
    _KINDS[f"{_keyword}-added"] = (_N, f"now has `{_said}`")
    _KINDS[f"{_keyword}-removed"] = (_W, f"no longer has `{_said}`")
    _KINDS[f"{_keyword}-changed"] = (_B, f"changed its `{_said}`")
for _bound, _said in _BOUNDS.items():
    _article = "an" if _said.startswith("ex") else "a"
    _is_low = _bound.removeprefix("exclusive-").startswith("min")
    _KINDS[f"{_bound}-set"] = (_N, f"now has {_article} {_said} of `{{0}}`")
    _KINDS[f"{_bound}-unset"] = (_W, f"no longer has {_article} {_said} of `{{0}}`")
    _KINDS[f"{_bound}-increased"] = (_N if _is_low else _W, f"raised its {_said} from `{{0}}` to `{{1}}`")
    _KINDS[f"{_bound}-decreased"] = (_W if _is_low else _N, f"lowered its {_said} from `{{0}}` to `{{1}}`")

_REQUEST, _RESPONSE = Direction.REQUEST, Direction.RESPONSE
# Where it is not what follows from the effect: most are oasdiff's levels.
_SEVERITIES: Final[dict[tuple[Direction, str], Severity]] = {
    (_REQUEST, "prefix-items-removed"): Severity.BREAKING,
    (_RESPONSE, "prefix-items-added"): Severity.BREAKING,
    (_REQUEST, "pattern-changed"): Severity.WARN,
    (_RESPONSE, "pattern-changed"): Severity.WARN,
    (_RESPONSE, "pattern-removed"): Severity.WARN,
    (_RESPONSE, "pattern-generalized"): Severity.WARN,
    (_RESPONSE, "enum-value-added"): Severity.WARN,
    (_REQUEST, "request-property-removed"): Severity.WARN,
    (_RESPONSE, "response-optional-property-removed"): Severity.WARN,
    (_RESPONSE, "response-required-property-became-not-write-only"): Severity.WARN,
    (_REQUEST, "additional-properties-forbidden"): Severity.WARN,
    (_REQUEST, "x-extensible-enum-value-removed"): Severity.BREAKING,
    (_REQUEST, "deprecated-sunset-invalid"): Severity.BREAKING,
    (_RESPONSE, "deprecated-sunset-invalid"): Severity.BREAKING,
    **{
        (_REQUEST, f"{name}-set"): Severity.WARN
        for name in _BOUNDS
        if name not in ("min-contains", "max-contains", "min-length")
    },
    **{
        (direction, f"{name}-changed"): Severity.WARN
        for direction in Direction
        for name in (
            *("contains", "content-schema", "property-names", "unevaluated-properties", "unevaluated-items"),
            *("not", "if", "then", "else", "dynamic-ref", "dependent-schema"),
        )
    },
}


def effect_of(kind: str) -> Effect:
    """Return what a kind of change does to the set of allowed values."""
    return _KINDS[kind][0]


def text_of(kind: str, args: tuple[str, ...]) -> str:
    """Return the predicate of the sentence that tells a change."""
    # not format(): an argument is foreign and may hold braces
    return _HOLE.sub(lambda hole: args[int(hole[1])], _KINDS[kind][1])


def severity_of(kind: str, direction: Direction) -> Severity:
    """Return how much a kind of change matters where nothing excuses it."""
    said = _SEVERITIES.get((direction, kind))
    if said is not None:
        return said
    effect = effect_of(kind)
    harmful = Effect.NARROWS if direction is _REQUEST else Effect.WIDENS
    return Severity.BREAKING if effect in (harmful, Effect.BOTH) else Severity.INFO


def why_of(direction: Direction, severity: Severity, *, is_proven: bool) -> str:
    """Return for whom a change breaks or why it does not."""
    if severity is Severity.INFO:
        if direction is _REQUEST:
            return "what clients could send, they still can"
        return "readers get nothing that the old contract ruled out"
    if direction is _REQUEST:
        sure = "clients that keep to the old contract may be refused"
        unsure = "clients may send it still, and the contract no longer says what becomes of it"
    else:
        sure = "readers that keep to the old contract may get what they do not expect"
        unsure = "readers may rely on it, and the contract no longer promises it"
    return sure if severity is Severity.BREAKING or not is_proven else unsure
