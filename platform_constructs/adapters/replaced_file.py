"""
Writes a file anew in one step, when it is still what was read.
"""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from platform_constructs.errors import PlatformError

__all__ = ["replace_file"]


def replace_file(file: Path, old: str, new: str, *, error: type[PlatformError], code: str, called: str) -> None:
    """
    Write a file in one step, when it is still what was read.

    Args:
        file: The file.
        old: The text the new one was made from.
        new: The text to write.
        error: The kind of error to raise.
        code: Its code.
        called: What messages call the file, such as `the registry`.

    Raises:
        PlatformError: of that kind and code, if the file was changed meanwhile or cannot be written. It is then as it
            was.
    """
    try:
        target = file.resolve(strict=True)
        if target.read_bytes() != old.encode("utf-8"):
            raise error(
                code,
                f"{called} was changed by somebody else just now",
                at=file.name,
                got="another content than was read",
                fix="look at it, and run the command again",
            )
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(new.encode("utf-8"))
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).chmod(stat.S_IMODE(target.stat().st_mode))
            Path(name).replace(target)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as cause:
        raise error(
            code,
            f"{called} cannot be written; it is as it was",
            at=file.name,
            got=str(cause.strerror or cause),
            fix="check the permissions and free space of its folder",
        ) from cause
