"""
Edits the registry as its owner would: one line, everything else byte for byte as it was.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import InlineTable, Item, String, Table

from platform_constructs.adapters.replaced_file import replace_file
from platform_constructs.errors import PackError

__all__ = ["replace_registry", "with_range"]


def with_range(text: str, table: tuple[str, ...], pack: str, specifier: str) -> str | None:
    """
    Return a registry's text in which a domain, an audience or a classification says another range of a pack.

    Args:
        text: The whole registry, readable.
        table: The keys of the table of packs, such as `("audiences", "external", "packs")`.
        pack: The pack; it joins the others of the table when it is not among them yet.
        specifier: The range, such as `~= 2.0`.

    Returns:
        The new text; None when the table is not there, or written in a way that is not understood.
    """
    try:
        document = tomlkit.parse(text)
        packs: Any = document
        for key in table:
            packs = packs[key]
        if pack in packs:
            packs[pack] = _styled(specifier, packs[pack])
        else:
            _append(packs, pack, specifier)
        return tomlkit.dumps(document)
    except (TOMLKitError, KeyError, TypeError):
        return None


def _styled(specifier: str, old: Item) -> Item:
    is_literal = isinstance(old, String) and old.as_string().startswith("'")
    return tomlkit.string(specifier, literal=is_literal)


def _append(packs: Any, pack: str, specifier: str) -> None:
    """Put a new entry behind the last one, and not behind the comments and blank lines that follow it."""
    if not isinstance(packs, InlineTable | Table):
        packs[pack] = specifier
        return
    body, after = packs.value.body, []
    while body and body[-1][0] is None:
        after.append(body.pop())
    entry = tomlkit.string(specifier)
    if body and isinstance(packs, Table):
        entry.trivia.trail = body[-1][1].trivia.trail  # the file's own line ends
    packs.append(pack, entry)
    body.extend(reversed(after))


def replace_registry(file: Path, old: str, new: str) -> None:
    """
    Write a registry in one step, when it is still what was read.

    Args:
        file: The registry.
        old: The text the new one was made from.
        new: The text to write.

    Raises:
        PackError: PACK-062, if the file was changed meanwhile or cannot be written. It is then as it was.
    """
    replace_file(file, old, new, error=PackError, code="PACK-062", called="the registry")
