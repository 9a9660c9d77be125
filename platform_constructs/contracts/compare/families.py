"""
The families that changes belong to: one code for each, so that a person looks up one page and not one of five hundred.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["FAMILIES", "family_of"]

# The first pattern that an id fits names its family; what is told of a whole operation comes before what schemas say.
FAMILIES: Final[tuple[tuple[str, str], ...]] = (
    ("CMP-034", r"api-(major-|minor-)?version-.*"),
    ("CMP-002", r"sunset-deleted|.*-sunset-.*(missing|invalid|parse|too-small|deleted|moved.*|back|added)"),
    ("CMP-002", r"api-path-sunset-parse|.*-sunset-added"),
    ("CMP-010", r"request-parameter-removed(-.*)?"),
    ("CMP-001", r"api-(path-)?removed-.*|api-draft-removed"),
    ("CMP-003", r".*-(deprecated|deprecated-with-sunset|reactivated)"),
    ("CMP-004", r".*-stability-.*"),
    ("CMP-005", r"endpoint-added"),
    ("CMP-006", r"api-(operation-id|tag)-.*"),
    ("CMP-007", r"response-(non-)?success-status-.*"),
    ("CMP-031", r"(api-callback|webhook)-.*"),
    ("CMP-030", r"api-(server|base-path)-.*"),
    ("CMP-029", r"api-security-component-.*"),
    ("CMP-028", r"api-(global-)?security-.*"),
    ("CMP-032", r"response-link-.*"),
    ("CMP-033", r"api-schema-removed"),
    ("CMP-013", r"(required|optional)-response-header-removed|response-header-(added|became-(required|optional))"),
    ("CMP-009", r"new-(required|optional)-request(-default)?-parameter.*|new-request-path-parameter"),
    ("CMP-011", r"request-parameter-(style|explode|in|content|schema)-.*|request-parameter-became-.*allow-.*"),
    ("CMP-011", r"request-path-parameter-renamed"),
    ("CMP-012", r"request-body-(removed|added-.*|became-(required|optional))"),
    ("CMP-027", r".*-content-(media-type|encoding|schema)-.*"),
    ("CMP-008", r".*-media-type-.*|request-body-encoding-changed"),
    ("CMP-022", r".*-default-value-.*"),
    ("CMP-016", r".*-became-(required|optional).*|.*-dependent-required-.*"),
    ("CMP-019", r".*-became-(not-)?nullable"),
    ("CMP-018", r".*-(enum-value|const)-.*|.*-became-(not-)?enum|.*-enum-(added|removed)"),
    ("CMP-025", r".*-became-(not-)?(read|write)-only"),
    ("CMP-024", r".*-discriminator-.*"),
    ("CMP-023", r".*(one-of|any-of|all-of).*"),
    ("CMP-026", r".*-(pattern-property|property-names|additional-properties|unevaluated-.*|dependent-schema)-.*"),
    ("CMP-021", r".*-pattern-.*"),
    (
        "CMP-020",
        r".*-(exclusive-)?(min|max)(-(length|items|properties|contains))?-[a-z]+|.*-(multiple-of|unique-items)-.*",
    ),
    ("CMP-017", r".*-(type|types|format|list-of-types)-.*"),
    ("CMP-015", r"new-.*-property.*|.*-property-added"),
    ("CMP-014", r".*-property-removed"),
    ("CMP-026", r".*"),
)
_PATTERNS: Final = tuple((code, re.compile(pattern)) for code, pattern in FAMILIES)


def family_of(change_id: str) -> str:
    """Return the code of the one family that a change's id belongs to, such as `CMP-014`."""
    return next(code for code, pattern in _PATTERNS if pattern.fullmatch(change_id))
