"""
The sample registry: small enough to read, and proved by every other test.
"""

from pathlib import Path

import pytest


@pytest.fixture(name="registry_text")
def _registry_text():
    return (Path(__file__).parents[3] / "platform.toml").read_text(encoding="utf-8")
