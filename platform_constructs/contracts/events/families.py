"""
The code that a waiver names for a change of an event: of its terms by what they are about, of its schema as for APIs.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.contracts.compare.families import family_of

__all__ = ["event_family_of"]

_FAMILIES: Final = {
    "event-added": "EVT-107",
    "event-classification-lowered": "EVT-102",
    "event-classification-raised": "EVT-102",
    "event-compatibility-loosened": "EVT-104",
    "event-compatibility-tightened": "EVT-104",
    "event-description-changed": "EVT-106",
    "event-examples-changed": "EVT-106",
    "event-idempotency-key-changed": "EVT-104",
    "event-lifecycle-changed": "EVT-103",
    "event-lifecycle-decreased": "EVT-103",
    "event-name-changed": "EVT-101",
    "event-ordering-added": "EVT-104",
    "event-ordering-dropped": "EVT-104",
    "event-owner-changed": "EVT-106",
    "event-removed-after-sunset": "EVT-107",
    "event-removed-as-draft": "EVT-107",
    "event-removed-as-retired": "EVT-107",
    "event-removed-before-sunset": "EVT-107",
    "event-removed-without-deprecation": "EVT-107",
    "event-removed-without-sunset": "EVT-107",
    "event-retired-unannounced": "EVT-103",
    "event-source-changed": "EVT-101",
    "event-subject-changed": "EVT-104",
    "event-sunset-changed": "EVT-103",
    "event-sunset-moved-earlier": "EVT-103",
    "event-version-decreased": "EVT-105",
    "event-version-not-bumped": "EVT-105",
    "event-version-too-low": "EVT-105",
}


def event_family_of(change_id: str) -> str:
    """Return the code of the one family that a change's id belongs to, such as `EVT-104` or `CMP-014`."""
    return _FAMILIES.get(change_id) or family_of(change_id)
