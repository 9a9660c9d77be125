"""
Foreign text in Markdown: what stands in backticks stays a code span, and nothing else becomes markup.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.errors import shown

__all__ = ["code", "prose"]

_LONGEST: Final = 600  # characters
_MARKS: Final = frozenset("\\*_{}[]#|~")
_ENTITIES: Final = {  # so that nobody is called by name, and no address becomes a link
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "@": "&#64;",
    "://": "&#58;//",
    "www.": "www&#46;",
}


def code(text: str) -> str:
    """Return foreign text as a code span that it cannot leave, also inside a table."""
    line = shown(text, longest=_LONGEST).replace("`", "'").replace("|", "\\|")
    return f"`{line}`" if line.strip() else ""


def prose(text: str) -> str:
    """Return a sentence whose names stand in backticks; whatever the names hold, the rest is plain text."""
    parts = shown(text, longest=_LONGEST).split("`")
    if len(parts) % 2 == 0:  # a backtick without its other half
        parts[-2:] = [f"{parts[-2]}'{parts[-1]}"]
    return "".join(code(part) if odd % 2 else _plain(part) for odd, part in enumerate(parts))


def _plain(text: str) -> str:
    escaped = "".join(f"\\{mark}" if mark in _MARKS else mark for mark in text)
    for mark, entity in _ENTITIES.items():
        escaped = escaped.replace(mark, entity)
    return escaped
