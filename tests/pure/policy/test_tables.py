"""
The tables of the policy room, line by line.
"""

from __future__ import annotations

import pytest

from tests.pure.policy.tables import FOLDER, TABLES


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_as_it_was_looked_at(name: str):
    """What a pack may shape, within which bounds, and what no hatch may touch, changes only where somebody sees it."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")

    assert text.splitlines() == list(TABLES[name]()), "run `python -m tests.pure.policy.tables` and read the difference"


def test_no_table_is_left_over():
    """Each golden table is compared."""
    assert sorted(TABLES) == sorted(file.stem for file in FOLDER.iterdir())
