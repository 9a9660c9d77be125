"""
A draft and its release differ in their first comment only.
"""

from __future__ import annotations

from datetime import date

import pytest

from platform_constructs.policy.packs.draft_text import begun_anew, begun_from, released_text

DAY = date(2026, 12, 1)
HEAD = "# Released 2026-12-01. Frozen: to change anything, begin the next version with `paved packs new logs`.\n"


@pytest.mark.parametrize(
    ("draft", "released"),
    [
        ("# Draft. It binds nobody.\nname = 1 # one\n", HEAD + "name = 1 # one\n"),
        ("# Released 2026-01-01. Copied by hand.\nname = 1\n", HEAD + "name = 1\n"),
        ("# Ours.\nname = 1\n", HEAD + "# Ours.\nname = 1\n"),
        ("name = 1\n# Draft. Not the first.\n", HEAD + "name = 1\n# Draft. Not the first.\n"),
    ],
)
def test_only_the_header_changes(draft, released):
    """Our own header goes and the release's comes; every other comment stays."""
    assert released == released_text(draft, name="logs", day=DAY)


def test_a_draft_of_a_release_keeps_its_comments():
    """The version and what changed are set, and nothing else is touched."""
    text = (
        HEAD + 'name = "logs"\nversion = "1.0.0" # three\nsince_last = "x"\n\n[rules] # all\nA-001   = "block" # why\n'
    )

    assert (
        "# Draft. It binds nobody until `paved packs release logs` freezes it.\n"
        'name = "logs"\nversion = "1.1.0" # three\nsince_last = ""\n\n[rules] # all\nA-001   = "block" # why\n'
    ) == begun_from(text, name="logs", version="1.1.0")


def test_a_first_draft_is_of_that_name():
    """The skeleton carries the pack's name, and begins at 1.0.0."""
    lines = begun_anew("logs").splitlines()

    assert ['name = "logs"', 'version = "1.0.0"'] == lines[1:3]
