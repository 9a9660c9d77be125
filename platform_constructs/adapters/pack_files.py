"""
Reads the released packs from the package that carries them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from platform_constructs.adapters.bounded_folder import ordinary
from platform_constructs.errors import PackError
from platform_constructs.policy.packs.pack import DRAFT

__all__ = ["OTHERS", "read_pack_files"]

LOCK: Final = "packs.lock"
OTHERS: Final = "contract_profiles"
"""A folder beside the packs that is none: the profiles of the API standard."""


def read_pack_files(folder: Path) -> tuple[dict[str, bytes], str]:
    """
    Return every released pack file's content by its path below the folder, and the text of the lock.

    Raises:
        PackError: if the lock or a pack cannot be read.
    """
    try:
        every = (file for file in folder.glob("*/*.toml") if file.parent.name != OTHERS)
        found = sorted(file for file in every if file.name != DRAFT)
        files = {file.relative_to(folder).as_posix(): ordinary(file).read_bytes() for file in found}
        return files, ordinary(folder / LOCK).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as cause:
        raise PackError(
            "PACK-092",
            "the policy packs cannot be read",
            at=f"policy_packs/{LOCK}",
            got=str(cause).splitlines()[0],
            fix="restore the file from the repository, or reinstall the distribution",
        ) from cause
