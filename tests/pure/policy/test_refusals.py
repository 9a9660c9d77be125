"""
Refusals, word for word.
"""

from __future__ import annotations

import pytest

from tests.pure.policy.refusals import FOLDER, REFUSALS, golden


@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_says_what_where_and_what_next(name: str):
    """Whoever is refused is told what is wrong, where, what stands there and what to do, in these very words."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")

    assert text == golden(name), "run `python -m tests.pure.policy.refusals` and read the difference"


def test_no_golden_refusal_is_left_over():
    """Each golden file is compared."""
    assert sorted(REFUSALS) == sorted(file.stem for file in FOLDER.iterdir())
