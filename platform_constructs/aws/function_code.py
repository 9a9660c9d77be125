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
from typing import Final

from platform_constructs.aws.stack import RoadStack
from platform_constructs.errors import ToolError
from platform_constructs.model.service import MOST_CODE_BYTES

__all__ = ["ASSETS", "FunctionCode", "function_code", "packed"]

ASSETS: Final = "assets"
"""The folder, beside a stack's Terraform, that holds what the stack uploads."""

_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)  # what a zip can say at least
_MODE: Final = 0o100755 << 16  # readable by whomever Lambda runs it as; a bootstrap has to be executable
_UNIX: Final = 3


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
        files: Contents by path with `/`.

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
    if sum(map(len, files.values())) > MOST_CODE_BYTES:
        raise _unfit(
            at, f"over {MOST_CODE_BYTES:,} bytes", "leave out what the function does not import, or use an image"
        )
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
        for path, content in sorted(files.items()):
            entry = zipfile.ZipInfo(path, _EARLIEST)
            entry.create_system, entry.external_attr = _UNIX, _MODE
            archive.writestr(entry, content)
    return whole.getvalue()


def _unfit(at: object, got: str, fix: str) -> ToolError:
    return ToolError("ENG-005", "a function's code cannot be packed", at=at, got=got, fix=fix)
