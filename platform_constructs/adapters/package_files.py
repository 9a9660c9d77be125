"""
Reads a package of packs: its released versions and its rules, bounded, and never a file outside of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from platform_constructs.errors import PackError, first_line
from platform_constructs.policy.packs.lifecycle import LIFECYCLE
from platform_constructs.policy.packs.pack import DRAFT

__all__ = ["read_package_files"]

LARGEST_FILE: Final = 1_048_576  # bytes; more is not read of a pack either
MOST_FILES: Final = 2_000  # packs and rules of one package together

_VERSION_FILE: Final = re.compile(r"[0-9][0-9.]{0,63}\.toml")
_RULE_FILE: Final = re.compile(r"[a-z][a-z0-9_]{0,127}\.py")


def read_package_files(folder: Path, home: str, packs: Iterable[str]) -> dict[str, bytes]:
    """
    Return every released version of some packs, every rule, and which versions are on their way out.

    By path below the folder, such as `acme-security/1.0.0.toml`, `rules/acme_stray_bucket.py` and `lifecycle.toml`.

    Args:
        folder: The package's folder.
        home: What messages write before a path.
        packs: The names of the packs to read; the folder of any other is left alone.

    Raises:
        PackError: PACK-075 for a file that is too large, leads out of the package, is oddly named or cannot be read,
            PACK-082 for a pack without a released version.
    """
    found: dict[str, bytes] = {}
    for pack in packs:
        released = dict(_read(folder, pack, "*.toml", _VERSION_FILE, home, skip=DRAFT))
        if not released:
            raise PackError(
                "PACK-082",
                f"{home} offers a pack {pack} and brings no released version of it",
                at=f"{home}/{pack}",
                got="no file like 1.0.0.toml",
                fix="tell its authors: the package holds <pack>/<version>.toml, and package data has to be installed",
            )
        found |= released
    found |= _read(folder, "rules", "*.py", _RULE_FILE, home, skip="__init__.py")
    found |= _read(folder, "", LIFECYCLE, re.compile(re.escape(LIFECYCLE)), home)
    if len(found) > MOST_FILES:
        raise _refusal(home, f"{len(found)} files", f"a package of packs has at most {MOST_FILES} files")
    return found


def _read(
    folder: Path, below: str, pattern: str, names: re.Pattern[str], home: str, *, skip: str = ""
) -> Iterator[tuple[str, bytes]]:
    root = folder.resolve()
    for file in sorted((root / below).glob(pattern)):
        if file.name == skip:
            continue
        path = f"{below}/{file.name}" if below else file.name
        where = f"{home}/{path}"
        if not names.fullmatch(file.name):
            raise _refusal(where, file.name, "a file of a package of packs is oddly named")
        try:
            real = file.resolve(strict=True)
            if not real.is_relative_to(root):
                raise _refusal(where, "a link", "a file leads out of its package")
            if not real.is_file():
                raise _refusal(where, "no ordinary file", "a file of a package of packs cannot be read")
            with real.open("rb") as stream:
                content = stream.read(LARGEST_FILE + 1)
        except (OSError, RuntimeError) as cause:  # a loop of links is a RuntimeError
            got = getattr(cause, "strerror", None) or first_line(cause)
            raise _refusal(where, got, "a file of a package of packs cannot be read") from cause
        if len(content) > LARGEST_FILE:
            raise _refusal(where, f"over {LARGEST_FILE} bytes", "a file of a package of packs is too large")
        yield path, content


def _refusal(at: str, got: str, what: str) -> PackError:
    fix = "tell the package's authors, and take it out of the registry until it is mended"
    return PackError("PACK-075", what, at=at, got=got, fix=fix)
