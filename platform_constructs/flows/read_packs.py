"""
Read the law: every released pack, unaltered since its release.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from platform_constructs.errors import PackError
from platform_constructs.policy.packs.lock import check_lock
from platform_constructs.policy.packs.pack import read_pack
from platform_constructs.policy.packs.shelf import Shelf
from platform_constructs.policy.packs.terms import Pack

__all__ = ["as_text", "packs_in", "read_packs"]


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
    return Shelf(packs_in(files, "policy_packs", rules_known=rules_known))


def packs_in(files: Mapping[str, bytes], home: str, *, rules_known: frozenset[str]) -> Iterator[Pack]:
    """
    Yield what pack files say, sorted by path.

    Args:
        files: The content of each, by its path below their home.
        home: What messages write before that path.
        rules_known: The codes of every rule they may name.

    Raises:
        PackError: if one cannot be read.
    """
    for path, content in sorted(files.items()):
        file = f"{home}/{path}"
        yield read_pack(as_text(content, file), file, rules_known=rules_known)


def as_text(content: bytes, file: str) -> str:
    """
    Return a file's text.

    Raises:
        PackError: PACK-002, when it is no UTF-8.
    """
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as cause:
        raise PackError(
            "PACK-002", "the file is not UTF-8 text", at=file, got=f"byte {cause.start}", fix="save it as UTF-8"
        ) from cause
