"""
The sample registry: small enough to read, and proved by every other test.
"""

from pathlib import Path

import pytest

from tests.first_releases import bound_to_the_first


@pytest.fixture(name="registry_text")
def _registry_text():
    return bound_to_the_first((Path(__file__).parents[3] / "platform.toml").read_text(encoding="utf-8"), "~= 1.0")
