"""
Reads the files of a project, and remembers the digest of every one it read.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from platform_constructs.errors import ContractError, PackError, PlatformError, RegistryError, WaiverError, first_line

__all__ = ["ProjectFiles", "write_packs_lock"]

REGISTRY: Final = "platform.toml"
PACKS_LOCK: Final = "packs.lock"
DOMAINS: Final = "stacks/domains"
LARGEST_FILE: Final = 6 * 1024 * 1024  # API Gateway imports no document over 6 MB

_MORE: Final = "check the path and the file's permissions"


class ProjectFiles:
    """
    The files of one project, by paths relative to its root.

    Args:
        root: The folder that holds `platform.toml`.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._digests: dict[str, str] = {}

    @property
    def root(self) -> Path:
        """The project's root."""
        return self._root

    @property
    def digests(self) -> Mapping[str, str]:
        """The SHA-256 of every file read so far, by relative path, sorted."""
        return dict(sorted(self._digests.items()))

    def registry(self) -> tuple[str, str]:
        """
        Return the registry's text and name.

        Raises:
            RegistryError: if it cannot be read.
        """
        return self._text(REGISTRY, RegistryError, "REG-090"), REGISTRY

    def packs_lock(self) -> tuple[str, str] | None:
        """
        Return the text and name of the lock of other distributions' packs, or None when there is none.

        Raises:
            PackError: if it is there and cannot be read.
        """
        if not os.path.lexists(self._root / PACKS_LOCK):
            return None
        return self._text(PACKS_LOCK, PackError, "PACK-079"), PACKS_LOCK

    def domains(self) -> tuple[str, ...]:
        """Return the names of the folders under `stacks/domains` that hold a `stack.py`, sorted."""
        return tuple(sorted(file.parent.name for file in (self._root / DOMAINS).glob("*/stack.py")))

    def source(self, domain: str) -> tuple[str, str]:
        """
        Return the text and path of a domain's `stack.py`.

        Raises:
            PlatformError: if it cannot be read.
        """
        file = f"{DOMAINS}/{domain}/stack.py"
        return self._text(file, PlatformError, "DECL-006"), file

    def waivers(self, domain: str) -> tuple[str, str] | None:
        """
        Return the text and path of a domain's waivers, or None when it has none.

        Raises:
            WaiverError: if the file is there and cannot be read.
        """
        file = f"{DOMAINS}/{domain}/waivers.toml"
        if not os.path.lexists(self._root / file):  # a dangling link is a fault, not an absence
            return None
        return self._text(file, WaiverError, "WVR-090"), file

    def contract(self, declared_in: str, path: str) -> tuple[str, str]:
        """
        Return the text and path of a contract.

        Args:
            declared_in: The declaring file; the contract lies in its folder or below.
            path: As the declaration says it.

        Raises:
            ContractError: if it is outside that folder, absent, too large or no UTF-8 text.
        """
        folder = Path(declared_in).parent
        file = self._confined(folder, path, at=declared_in)
        return self._text(file, ContractError, "CON-090"), file

    def beside(self, contract: str, path: str) -> str:
        """
        Return the text of a file that a contract refers to.

        Raises:
            ContractError: as for `contract`.
        """
        return self._text(self._confined(Path(contract).parent, path, at=contract), ContractError, "CON-090")

    def _confined(self, folder: Path, path: str, *, at: str) -> str:
        try:
            root, base = self._root.resolve(), (self._root / folder).resolve()
            wanted = (base / path).resolve()
            if wanted.is_relative_to(base) and base.is_relative_to(root):
                return wanted.relative_to(root).as_posix()
        except (OSError, RuntimeError, ValueError):  # a loop of links, a NUL, a name no file system takes
            pass
        raise ContractError(
            "CON-091",
            "a contract's files stay in the folder of the stack that declares it",
            at=at,
            got=path,
            fix=f"move the file under {folder.as_posix()}/ and name it relative to it",
        )

    def _text(self, file: str, error: type[PlatformError], code: str) -> str:
        try:
            content = self._bytes(file)
            text = content.decode("utf-8")
        except UnicodeDecodeError as cause:
            what, got, fix = "the file is not UTF-8 text", f"byte {cause.start}", "save it as UTF-8"
            raise error(code, what, at=file, got=got, fix=fix) from cause
        except (OSError, RuntimeError, ValueError) as cause:
            what = "the file does not exist" if isinstance(cause, FileNotFoundError) else "the file cannot be read"
            got = getattr(cause, "strerror", None) or first_line(cause)
            raise error(code, what, at=file, got=got, fix=_MORE) from cause
        self._digests[file] = hashlib.sha256(content).hexdigest()
        return text

    def _bytes(self, file: str) -> bytes:
        """Read an ordinary file of the project: no link out of it, no pipe that never ends, not too much."""
        path = (self._root / file).resolve(strict=True)
        if not path.is_relative_to(self._root.resolve()):
            raise PermissionError(errno.EACCES, "a link leads out of the project")
        if not path.is_file():
            raise OSError(errno.EINVAL, "it is no ordinary file")
        with path.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
        if len(content) > LARGEST_FILE:
            raise OSError(errno.EFBIG, "it is over 6 MiB")
        return content


def write_packs_lock(root: Path, text: str) -> None:
    """
    Write a project's lock of other distributions' packs, in one rename.

    Raises:
        PackError: PACK-083, if it cannot be written; the lock before is then still there.
    """
    begun = root / f".{PACKS_LOCK}.new"
    try:
        begun.write_text(text, encoding="utf-8")
        begun.replace(root / PACKS_LOCK)
    except OSError as cause:
        raise PackError(
            "PACK-083", "the lock cannot be written", at=PACKS_LOCK, got=cause.strerror or first_line(cause), fix=_MORE
        ) from cause
