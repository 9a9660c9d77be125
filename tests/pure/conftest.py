"""
No test under here may reach cdktf, not even late: inside one, importing it fails as if it were not installed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

GLASS = ("cdktf", "cdktf_cdktf_provider_aws", "constructs", "jsii")


@pytest.fixture(autouse=True, scope="module")
def _without_cdktf() -> Iterator[None]:
    """Hide what is behind the glass while this module's tests run; another folder's tests may have loaded it."""
    loaded = {name: sys.modules[name] for name in GLASS if name in sys.modules}
    for name in GLASS:
        sys.modules[name] = None  # type: ignore[assignment]  # the documented way to make `import cdktf` fail
    yield
    for name in GLASS:
        del sys.modules[name]
    sys.modules.update(loaded)
