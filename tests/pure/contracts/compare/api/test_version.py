"""
The version step that changes take, and whether the version makes it.
"""

from __future__ import annotations

from typing import Any

import pytest

from platform_constructs.contracts.compare.api.version import Step, is_raised, step_made
from tests.pure.contracts.compare.versions import compared, edited, orders


def breaking(api: dict[str, Any]) -> None:
    api["paths"].pop("/orders/{id}")


def growing(api: dict[str, Any]) -> None:
    api["paths"]["/carts"] = {"get": {"responses": {"200": {"description": "Fine."}}}}


def wording(api: dict[str, Any]) -> None:
    api["paths"]["/orders"]["get"]["tags"] = ["sales"]


@pytest.mark.parametrize(
    ("edit", "step"),
    [
        (breaking, Step.MAJOR),
        (growing, Step.MINOR),
        (wording, Step.PATCH),
        (lambda api: api["info"].update(title="Orders of ours"), Step.NONE),
    ],
)
def test_the_step_follows_from_the_worst_change(edit: Any, step: Step):
    """What breaks takes a major step, what is new a minor one, words a patch, and nothing none."""
    assert step is compared(orders(), edited(orders(), edit)).step


@pytest.mark.parametrize(
    ("old", "new", "step", "expected"),
    [
        ("1.2.3", "2.0.0", Step.MAJOR, True),
        ("1.2.3", "1.3.0", Step.MAJOR, False),
        ("1.2.3", "1.3.0", Step.MINOR, True),
        ("1.2.3", "1.2.4", Step.MINOR, False),
        ("1.2.3", "1.2.4", Step.PATCH, True),
        ("1.2.3", "1.2.3", Step.PATCH, False),
        ("1.2.3", "1.2.3", Step.NONE, True),
        ("1.2.3", "1.1.0", Step.NONE, False),
        ("0.2.3", "0.3.0", Step.MAJOR, True),
        ("0.2.3", "0.2.4", Step.MAJOR, False),
        ("v1.0.0", "v2.0.0", Step.MAJOR, True),
        ("1.0.0-rc.1", "1.0.0", Step.PATCH, True),
        ("2024-07", "2025-01", Step.MAJOR, None),
        ("1.0", "2.0", Step.MAJOR, None),
        ("", "1.0.0", Step.MINOR, None),
        ("1.0.0", "1" * 5000 + ".0.0", Step.MINOR, None),
    ],
)
def test_a_version_makes_the_step_or_not(old: str, new: str, step: Step, expected: bool | None):
    """Semantic versions are weighed; of others nothing is said."""
    assert expected is is_raised(old, new, step)


@pytest.mark.parametrize(
    ("version", "edit", "expected"),
    [
        ("2.0.0", breaking, None),
        ("1.1.0", breaking, ("BREAKING", "api-major-version-not-bumped")),
        ("1.0.0", breaking, ("BREAKING", "api-version-not-bumped")),
        ("0.9.0", breaking, ("BREAKING", "api-version-decreased")),
        ("1.0.1", growing, ("WARN", "api-minor-version-not-bumped")),
        ("1.1.0", growing, None),
    ],
)
def test_what_is_wrong_with_a_version_is_told_apart(version: str, edit: Any, expected: tuple[str, str] | None):
    """A version that is not raised enough is a change of its own, which the changes do not count."""
    new = edited(edited(orders(), edit), lambda api: api["info"].update(version=version))

    found = compared(orders(), new)

    assert expected == (found.version and (found.version.severity.name, found.version.id))
    assert (expected is None) is found.is_raised
    assert "info" not in {change.component for change in found.changes}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("1.2.3", "2.0.0", Step.MAJOR),
        ("8.0.0-RC", "9.0.0-RC", Step.MAJOR),
        ("1.2.3", "1.3.0", Step.MINOR),
        ("1.2.3", "1.2.4", Step.PATCH),
        ("1.0.0-rc.1", "1.0.0", Step.PATCH),
        ("1.2.3", "1.2.3", Step.NONE),
        ("1.2.3", "1.2.2", None),
        ("4", "5", None),
    ],
)
def test_the_step_that_was_made_is_told(old: str, new: str, expected: Step | None) -> None:
    """It is that of the first number that rose; there is none downwards, or between words."""
    assert expected is step_made(old, new)
