"""
The sample under the first releases alone: what a test of the machinery says stays true when packs are released.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from platform_constructs.policy.packs.lock import with_locked
from policy_packs import PACKS

__all__ = ["bound_to_the_first", "copy_the_first"]

_FIRST = {"baseline": "1.0.0", "external-api": "1.0.0", "internal-api": "2.0.0", "runtime": "2.0.0"}
"""Of internal-api and runtime, the first that a stack can be built under: the internal road and services came so."""
_WHOLE = ("contract_profiles", "contract_rules", "rules")
"""Folders that hold no releases."""


def bound_to_the_first(registry: str, within: str = "~= 1.0.0") -> str:
    """
    Return the sample's registry with every domain on baseline, and the public on external-api, within a range; what is
    reached inside, and what runs services, is on the first internal-api and runtime that build something.

    Its contracts are held to nothing: what a profile asks grows with the standard.
    """
    registry = re.sub(r"(?m)^\[contracts\]\n(?:.+\n)*\n?", "", registry)
    bound = f'packs = {{ baseline = "{within}"'
    services = f', runtime = "~= {_FIRST["runtime"]}"'
    registry = re.sub(
        r"(?m)^packs = \{.*$", lambda line: f"{bound}{services if 'runtime' in line[0] else ''} }}", registry
    )
    registry = re.sub(r'(?m)^external-api = ".*"$', f'external-api = "{within}"', registry)
    registry = re.sub(r'(?m)^internal-api = ".*"$', f'internal-api = "~= {_FIRST["internal-api"]}"', registry)
    return re.sub(r"(?m)^\[classifications\.\w+\.packs\]\n(?:.+\n)*\n?", "", registry)


def _left_out(folder: str, names: list[str]) -> set[str]:
    """Everything but rules, profiles and code."""
    if Path(folder).name == "contract_profiles":
        return set()
    return {name for name in names if name in {"__pycache__", "packs.lock"} or name.endswith(".toml")}


def copy_the_first(folder: Path) -> None:
    """Copy the packs' folder with the first releases only, and lock them."""
    shutil.copytree(PACKS, folder, ignore=_left_out)
    for path in list(folder.iterdir()):
        if path.is_dir() and path.name not in {*_FIRST, *_WHOLE}:
            path.rmdir()
    files = [f"{name}/{version}.toml" for name, version in _FIRST.items()]
    released = {file: (PACKS / file).read_bytes() for file in files}
    lock = ""
    for name, content in released.items():
        (folder / name).write_bytes(content)
        lock = with_locked(lock, name, content)
    (folder / "packs.lock").write_text(lock, encoding="utf-8")
