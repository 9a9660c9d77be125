"""
What rules meant when a pack was released, they mean today.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from platform_constructs.adapters.case_files import case_files
from platform_constructs.policy.proving.golden import golden_faults
from policy_packs import PACKS, every_rule

TESTS = Path(__file__).parents[2]
GOLDEN = sorted((TESTS / "golden" / "verdicts").glob("*.json"))
CASES = case_files(TESTS / "cases")


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.stem)
def test_a_released_packs_rules_mean_what_they_meant(file: Path):
    """Every rule of a released pack says of every case what it said on the day of the release; none has vanished."""
    assert () == golden_faults(file.read_text(encoding="utf-8"), every_rule(), CASES), f"released as {file.stem}"


def test_every_release_is_frozen():
    """Each released version has its golden verdicts, and no others are left over."""
    released = {f"{file.parent.name}-{file.stem}" for file in PACKS.glob("*/[0-9]*.toml")}

    assert released == {file.stem for file in GOLDEN}
