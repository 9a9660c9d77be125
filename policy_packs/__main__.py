"""
`python -m policy_packs` locks every released pack: what `make lock` runs when a version is released.
"""

from __future__ import annotations

from platform_constructs.policy.lock import write_lock
from policy_packs import PACKS

if __name__ == "__main__":
    files = {file.relative_to(PACKS).as_posix(): file.read_bytes() for file in sorted(PACKS.glob("*/*.toml"))}
    (PACKS / "packs.lock").write_text(write_lock(files), encoding="utf-8")
