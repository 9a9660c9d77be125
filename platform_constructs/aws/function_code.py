"""
A function's code as a zip beside the stack that deploys it: equal files give equal bytes, on every machine.
"""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from platform_constructs.aws.stack import RoadStack
from platform_constructs.errors import ToolError

__all__ = ["ASSETS", "MOST_BYTES", "FunctionCode", "function_code", "packed", "read_folder"]

ASSETS: Final = "assets"
"""The folder, beside a stack's Terraform, that holds what the stack uploads."""

MOST_BYTES: Final = 50_000_000
"""Bytes of one zip: Lambda takes 50 MB with the request; what is larger goes by S3, or as an image."""

_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)  # what a zip can say at least
_MODE: Final = 0o100755 << 16  # readable by whomever Lambda runs it as; a bootstrap has to be executable
_UNIX: Final = 3
_LEFTOVERS: Final = frozenset({"__pycache__", ".DS_Store", ".git"})


@dataclass(frozen=True, slots=True)
class FunctionCode:
    """
    Where a stack finds the code of a function.

    Attributes:
        path: Of the zip, relative to the folder that Terraform runs in.
        digest: Base64 of its SHA-256, as `source_code_hash` wants it.
    """

    path: str
    digest: str


def function_code(stack: RoadStack, name: str, files: Mapping[str, bytes]) -> FunctionCode:
    """
    Put a function's code beside a stack. The zip is written with the stack, not before.

    Args:
        stack: The stack that deploys it.
        name: Tells the functions of the stack apart; the file's name.
        files: Contents by path with `/`, as `read_folder` returns them.

    Raises:
        ToolError: ENG-005 if it is empty or too large.
    """
    content = packed(files, at=name)
    path = f"{ASSETS}/{name}.zip"
    stack.beside[path] = content
    return FunctionCode(path, base64.b64encode(hashlib.sha256(content).digest()).decode("ascii"))


def packed(files: Mapping[str, bytes], *, at: object) -> bytes:
    """
    Return a zip of files. It is not compressed: two versions of zlib write different bytes, and Terraform would see a
    change where there is none.

    Raises:
        ToolError: ENG-005 if it is empty or too large.
    """
    if not files:
        raise _unfit(at, "no file", "put the handler's module into the folder")
    if sum(map(len, files.values())) > MOST_BYTES:
        raise _unfit(at, f"over {MOST_BYTES:,} bytes", "leave out what the function does not import, or use an image")
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
        for path, content in sorted(files.items()):
            entry = zipfile.ZipInfo(path, _EARLIEST)
            entry.create_system, entry.external_attr = _UNIX, _MODE
            archive.writestr(entry, content)
    return whole.getvalue()


def read_folder(folder: Path) -> dict[str, bytes]:
    """
    Return every file of a folder, by path with `/`, sorted; without what tools leave behind.

    Raises:
        ToolError: ENG-005 if there is no such folder, it holds a link or something that is no ordinary file, or it is
            too large.
    """
    if not folder.is_dir():
        raise _unfit(folder, "no folder", "correct the path")
    found: dict[str, bytes] = {}
    size = 0
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if _LEFTOVERS.intersection(inside.parts):
            continue
        if path.is_symlink() or not (path.is_dir() or path.is_file()):
            raise _unfit(folder, inside.as_posix(), "replace the link, pipe or device by an ordinary file")
        if path.is_file():
            size += path.stat().st_size
            if size > MOST_BYTES:
                raise _unfit(
                    folder, f"over {MOST_BYTES:,} bytes", "leave out what the function does not import, or use an image"
                )
            found[inside.as_posix()] = path.read_bytes()
    return found


def _unfit(at: object, got: str, fix: str) -> ToolError:
    return ToolError("ENG-005", "a function's code cannot be packed", at=at, got=got, fix=fix)
