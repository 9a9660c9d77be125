"""
What these tests need: the simulator, installed.
"""

from __future__ import annotations

import pytest

from tests.simulator.simulator import INSTALLED


@pytest.fixture(scope="session")
def installed() -> None:
    """Skip where it is not: it comes from npm, which is not everywhere; PMapper proves the same in tests/pure."""
    if not (INSTALLED / "node_modules").is_dir():
        pytest.skip("there is no second evaluator of IAM policies here: run `make simulator`")
