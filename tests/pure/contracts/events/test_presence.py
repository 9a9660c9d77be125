"""
An event that came or went: what its readers are told, and whether that was in time.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from platform_constructs.contracts.compare.change import Severity
from platform_constructs.contracts.events.families import event_family_of
from platform_constructs.contracts.events.presence import event_added, event_removed
from tests.pure.contracts.events.reading import event_of, read_event

TODAY = date(2026, 12, 1)
DUE: dict[str, Any] = {"lifecycle": "deprecated", "sunset": "2026-12-01"}


@pytest.mark.parametrize(
    ("said", "id_", "severity"),
    [
        ({"lifecycle": "draft"}, "event-removed-as-draft", Severity.INFO),
        ({"lifecycle": "beta"}, "event-removed-without-deprecation", Severity.BREAKING),
        ({"lifecycle": "stable"}, "event-removed-without-deprecation", Severity.BREAKING),
        ({"lifecycle": "stable", "compatibility": "NONE"}, "event-removed-without-deprecation", Severity.WARN),
        ({"lifecycle": "deprecated"}, "event-removed-without-sunset", Severity.BREAKING),
        ({**DUE, "sunset": "2026-12-02"}, "event-removed-before-sunset", Severity.BREAKING),
        (DUE, "event-removed-after-sunset", Severity.INFO),
        ({"lifecycle": "retired"}, "event-removed-as-retired", Severity.INFO),
    ],
)
def test_an_event_goes_well_only_when_its_end_was_told(said: dict[str, Any], id_: str, severity: Severity) -> None:
    """Drafts promised nothing, retired ones no longer come, and a sunset that is reached was told; all else breaks."""
    change = event_removed(read_event(event_of(**said)), today=TODAY, subscribers=["billing", "billing", "assurance"])

    assert (id_, severity, ("SUBSCRIBE assurance", "SUBSCRIBE billing")) == (
        change.id,
        change.severity,
        change.operations,
    )
    assert ("OrderPlaced", "EVT-107", None) == (change.component, event_family_of(change.id), change.new)


def test_a_new_event_breaks_nobody() -> None:
    """It is told with its version, for the changelog."""
    change = event_added(read_event(event_of(version="0.1.0")))

    assert (Severity.INFO, "`meridian.ordering/OrderPlaced` is new, at 0.1.0", "EVT-107") == (
        change.severity,
        change.what,
        event_family_of(change.id),
    )
