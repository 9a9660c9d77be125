"""
Read the law: every released pack, unaltered since its release.
"""

from __future__ import annotations

from collections.abc import Mapping

from platform_constructs.errors import PackError
from platform_constructs.policy.lock import check_lock
from platform_constructs.policy.pack import read_pack
from platform_constructs.policy.shelf import Shelf

__all__ = ["read_packs"]


def read_packs(files: Mapping[str, bytes], lock: str, *, rules_known: frozenset[str]) -> Shelf:
    """
    Return the shelf of every pack.

    Args:
        files: The content of each pack file, by its path below the packs' folder.
        lock: The text of `packs.lock`.
        rules_known: The codes of every rule there is.

    Raises:
        PackError: if a file was altered since its release, or cannot be read.
    """
    if not files:
        raise PackError(
            "PACK-091", "there is no policy pack", at="policy_packs", got="no file", fix="restore the packs"
        )
    check_lock(lock, files)
    return Shelf(
        read_pack(content.decode("utf-8"), f"policy_packs/{file}", rules_known=rules_known)
        for file, content in sorted(files.items())
    )
