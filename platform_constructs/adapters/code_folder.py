"""
Reads the code of a function: every ordinary file of one folder, and nothing from outside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from platform_constructs.errors import ToolError
from platform_constructs.model.service import MOST_CODE_BYTES

__all__ = ["read_code"]

_LEFTOVERS: Final = frozenset({"__pycache__", ".DS_Store", ".git"})
_MOST_FILES: Final = 10_000
_LESS: Final = "leave out what the function does not import, or use an image"


def read_code(folder: Path, *, called: str) -> Mapping[str, bytes]:
    """
    Return every file of a folder, by path with `/`, sorted; without what tools leave behind.

    Args:
        folder: Where it is.
        called: What messages call it.

    Raises:
        ToolError: ENG-005 if there is no such folder, it cannot be read, it holds no file, a link or something that is
            no ordinary file, or it is too large.
    """
    if not folder.is_dir():
        raise _unfit(called, "no folder", "correct the path")
    found: dict[str, bytes] = {}
    size = 0
    try:
        for path in sorted(folder.rglob("*")):
            inside = path.relative_to(folder)
            if _LEFTOVERS.intersection(inside.parts):
                continue
            if path.is_symlink() or not (path.is_dir() or path.is_file()):
                raise _unfit(called, inside.as_posix(), "replace the link, pipe or device by an ordinary file")
            if path.is_file():
                size += path.stat().st_size
                if size > MOST_CODE_BYTES:
                    raise _unfit(called, f"over {MOST_CODE_BYTES:,} bytes", _LESS)
                if len(found) == _MOST_FILES:
                    raise _unfit(called, f"over {_MOST_FILES:,} files", _LESS)
                found[inside.as_posix()] = path.read_bytes()
    except OSError as cause:
        raise _unfit(called, cause.strerror or "it cannot be read", "check the files' permissions") from cause
    if not found:
        raise _unfit(called, "no file", "put the handler's module into the folder")
    return found


def _unfit(called: str, got: str, fix: str) -> ToolError:
    return ToolError("ENG-005", "a function's code cannot be packed", at=called, got=got, fix=fix)
