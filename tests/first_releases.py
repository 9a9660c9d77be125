"""
The sample under the first releases alone: what a test of the machinery says stays true when packs are released.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from platform_constructs.policy.lock import with_locked
from policy_packs import PACKS

__all__ = ["bound_to_the_first", "copy_the_first"]

_FIRST = ("baseline", "external-api")


def bound_to_the_first(registry: str, within: str = "~= 1.0.0") -> str:
    """Return the sample's registry with every domain on baseline, and the public on external-api, within a range."""
    registry = re.sub(r"(?m)^packs = \{.*$", f'packs = {{ baseline = "{within}" }}', registry)
    registry = re.sub(r'(?m)^external-api = ".*"$', f'external-api = "{within}"', registry)
    return re.sub(r"(?m)^\[(?:audiences\.internal|classifications\.\w+)\.packs\]\n(?:.+\n)*\n?", "", registry)


def copy_the_first(folder: Path) -> None:
    """Copy the packs' folder with the first releases only, and lock them."""
    shutil.copytree(PACKS, folder, ignore=shutil.ignore_patterns("__pycache__", "*.toml", "packs.lock"))
    for path in list(folder.iterdir()):
        if path.is_dir() and path.name not in {*_FIRST, "rules"}:
            path.rmdir()
    released = {f"{name}/1.0.0.toml": (PACKS / name / "1.0.0.toml").read_bytes() for name in _FIRST}
    lock = ""
    for name, content in released.items():
        (folder / name).write_bytes(content)
        lock = with_locked(lock, name, content)
    (folder / "packs.lock").write_text(lock, encoding="utf-8")
