"""
Where something was said: a file, and if known a line and the key or pointer inside it.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

__all__ = ["Place", "caller"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """
    A place a person can open.

    Attributes:
        file: A path relative to the project's root, with forward slashes.
        line: The line, counted from 1; 0 when the line is not known.
        pointer: The key or JSON pointer inside the file, such as `domains.ordering.packs`; may be empty.
    """

    file: str
    line: int = 0
    pointer: str = ""

    def __str__(self) -> str:
        spot = f"{self.file}:{self.line}" if self.line else self.file
        return f"{spot} ({self.pointer})" if self.pointer else spot


def caller() -> Place:
    """
    Return where the user's own file called into this library.

    Declarations call it, so that an error names the line the user wrote, not ours.
    """
    frame = sys._getframe(1)
    while frame.f_back is not None:
        name = frame.f_globals.get("__name__", "")
        if name != "platform_constructs" and not name.startswith("platform_constructs."):
            break
        frame = frame.f_back
    return Place(frame.f_code.co_filename, frame.f_lineno)
