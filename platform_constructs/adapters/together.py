"""
Writes several files so that all of them change, or none.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

__all__ = ["write_together"]

_MODE: Final = 0o644  # of a new file: what is released is read by everybody


def write_together(files: Mapping[Path, bytes | None]) -> None:
    """
    Write, replace or remove files: first everything is written beside its place, then moved there in order.

    Args:
        files: The new content of each file; None for one that goes. Missing folders are made.

    Raises:
        OSError: if anything fails; then every file, and every folder, is as it was.
    """
    new: dict[Path, Path] = {}
    old: dict[Path, Path | None] = {}
    folders: list[Path] = []
    try:
        for target, content in files.items():
            _make_folders(target.parent, folders)
            if content is not None:
                new[target] = _beside(target, content)
        for target, content in files.items():
            old[target] = _kept(target)
            if content is None:
                target.unlink()
            else:
                new.pop(target).replace(target)
    except BaseException:  # also when interrupted: half a release is none
        for target, kept in reversed(old.items()):
            with suppress(OSError):
                kept.replace(target) if kept else target.unlink()
        for staged in new.values():
            staged.unlink(missing_ok=True)
        for folder in reversed(folders):
            with suppress(OSError):
                folder.rmdir()
        raise
    for kept in filter(None, old.values()):
        kept.unlink()


def _make_folders(folder: Path, made: list[Path]) -> None:
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir()
        made.append(each)


def _beside(target: Path, content: bytes) -> Path:
    """Write a file under a passing name in the folder where it will be, so that moving it is one rename."""
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    staged = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
        staged.chmod(target.stat().st_mode if target.exists() else _MODE)
    except BaseException:
        staged.unlink(missing_ok=True)
        raise
    return staged


def _kept(target: Path) -> Path | None:
    """Copy what is there, to bring it back if a later file fails."""
    if not target.exists():
        return None
    kept = _beside(target, b"")
    try:
        shutil.copy2(target, kept)
    except BaseException:
        kept.unlink(missing_ok=True)
        raise
    return kept
