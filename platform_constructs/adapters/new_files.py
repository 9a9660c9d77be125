"""
Writes files that must not be there yet: all of them, or none.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from platform_constructs.errors import PackError, first_line

__all__ = ["write_new"]


def write_new(files: Mapping[Path, str], *, below: Path) -> tuple[str, ...]:
    """
    Write files, with the folders they need, and return their names.

    Args:
        files: Each file's text.
        below: The folder that messages name files from.

    Raises:
        PackError: RULE-019, when one is there already, or none can be written; nothing is then left of the others.
    """
    names = {file: file.relative_to(below).as_posix() if file.is_relative_to(below) else str(file) for file in files}
    written: list[Path] = []
    for file in sorted(files):
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("x", encoding="utf-8") as stream:
                written.append(file)
                stream.write(files[file])
        except OSError as cause:
            for each in written:
                each.unlink(missing_ok=True)
            raise PackError(
                "RULE-019",
                "a new rule's file cannot be written",
                at=names[file],
                got=cause.strerror or first_line(cause),
                fix="pick another code or name, or take the file away if nobody needs it",
            ) from cause
    return tuple(names[file] for file in sorted(files))
