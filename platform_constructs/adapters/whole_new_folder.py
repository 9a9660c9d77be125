"""
Writes a folder that was empty or not there: all of its files, or none.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from platform_constructs.errors import DeclarationError, first_line

__all__ = ["write_whole"]

_KEPT = frozenset({".git"})  # a repository that was just begun, or cloned empty


def write_whole(folder: Path, files: Mapping[str, str]) -> tuple[str, ...]:
    """
    Write files into a folder that is new or holds nothing but `.git`, and return their paths in it, sorted.

    Raises:
        DeclarationError: DECL-048, if there is something in it, or it cannot be written; nothing is then left there.
    """
    try:
        taken = sorted({each.name for each in folder.iterdir()} - _KEPT) if folder.exists() else []
        if taken:
            raise _refused(folder, f"{taken[0]} is there already", "name a folder that is new or empty")
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".paved-init-") as begun:
            for path, text in files.items():
                file = Path(begun) / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
            folder.mkdir(exist_ok=True)
            for each in sorted(Path(begun).iterdir()):
                each.rename(folder / each.name)
    except OSError as cause:
        got, fix = cause.strerror or first_line(cause), "check the path and the folder's permissions"
        raise _refused(folder, got, fix) from cause
    return tuple(sorted(files))


def _refused(folder: Path, got: str, fix: str) -> DeclarationError:
    return DeclarationError("DECL-048", "a repository cannot be begun here", at=folder.name or "/", got=got, fix=fix)
