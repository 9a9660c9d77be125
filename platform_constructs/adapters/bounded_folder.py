"""
Reads text files of one folder: no link out of it, no pipe that never ends, not too much; and remembers their digests.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from platform_constructs.errors import PlatformError, first_line

__all__ = ["LARGEST_FILE", "MORE", "BoundedFolder", "ordinary"]

LARGEST_FILE: Final = 6 * 1024 * 1024  # bytes; API Gateway imports no document over 6 MB
MORE: Final = "check the path and the file's permissions"


def ordinary(path: Path) -> Path:
    """
    Return a path, which is then safe to read to its end.

    Raises:
        OSError: if it is a pipe, a device or a folder, or is not there.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "it is no ordinary file")
    return path


class BoundedFolder:
    """
    The files of one folder, by paths relative to it.

    Args:
        root: The folder.
        called: What messages and digests write before a path, such as `../organisation/`; empty for a project's own.
        largest: Bytes of one file.
    """

    def __init__(self, root: Path, called: str = "", *, largest: int = LARGEST_FILE) -> None:
        self.root = root
        self.called = called
        self._largest = largest
        self._digests: dict[str, str] = {}

    @property
    def digests(self) -> Mapping[str, str]:
        """The SHA-256 of every file read so far, by its name in messages, sorted."""
        return dict(sorted(self._digests.items()))

    def has(self, file: str) -> bool:
        """Whether there is something of this name; a dangling link is something, and a fault once it is read."""
        return os.path.lexists(self.root / file)

    def text(self, file: str, error: type[PlatformError], code: str) -> str:
        """
        Return the text of a file.

        Raises:
            PlatformError: of that type and code, if it is absent, too large, no ordinary file or no UTF-8 text.
        """
        at = self.called + file
        try:
            content = self._bytes(file)
            text = content.decode("utf-8")
        except UnicodeDecodeError as cause:
            what, got, fix = "the file is not UTF-8 text", f"byte {cause.start}", "save it as UTF-8"
            raise error(code, what, at=at, got=got, fix=fix) from cause
        except (OSError, RuntimeError, ValueError) as cause:
            what = "the file does not exist" if isinstance(cause, FileNotFoundError) else "the file cannot be read"
            got = getattr(cause, "strerror", None) or first_line(cause)
            raise error(code, what, at=at, got=got, fix=MORE) from cause
        self._digests[at] = hashlib.sha256(content).hexdigest()
        return text

    def _bytes(self, file: str) -> bytes:
        path = (self.root / file).resolve(strict=True)
        if not path.is_relative_to(self.root.resolve()):
            raise PermissionError(errno.EACCES, "a link leads out of the project")
        with ordinary(path).open("rb") as stream:
            content = stream.read(self._largest + 1)
        if len(content) > self._largest:
            raise OSError(errno.EFBIG, f"it is over {self._largest // 1024**2} MiB")
        return content
