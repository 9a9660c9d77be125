"""
Change one range in the registry's text, and nothing else: neither in what it says, nor in any other line.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any, Final, Protocol

from packaging.specifiers import SpecifierSet

from platform_constructs.errors import PackError
from platform_constructs.model.toml_source import TomlFault, TomlSource, parse_toml
from platform_constructs.policy.packs.shelf import Shelf
from platform_constructs.policy.packs.terms import Pack

__all__ = ["EditRange", "range_for", "ranges_between", "with_range"]

_FORMS: Final = ("~= {0}.{1}", "~= {0}.{1}.{2}", "== {0}.{1}.{2}")


class EditRange(Protocol):
    """Edits one range in the registry's text; `adapters.registry_edit` does it."""

    def __call__(self, text: str, table: tuple[str, ...], pack: str, specifier: str) -> str | None:
        """Return the new text; None when the registry is written in a way that is not understood."""


def range_for(wanted: Pack, shelf: Shelf, *, style: str) -> str:
    """
    Return the widest usual range whose newest version is the wanted one: `~= 1.2`, or a narrower one.

    Args:
        wanted: A released version.
        shelf: Every released pack.
        style: A range of the same registry, whose spacing is taken; may be empty.
    """
    numbers = wanted.version.split(".")
    ranges = [form.format(*numbers) for form in _FORMS]
    fitting = next((one for one in ranges if shelf.newest(wanted.name, one) == wanted.version), ranges[-1])
    return _styled(fitting, style)


def ranges_between(lowest: str, wanted: Pack, *, style: str) -> tuple[str, ...]:
    """
    Return ranges that hold an older version and the wanted one, the more usual first: `>= 2.0, < 4`, or exact bounds.

    Args:
        lowest: The older version.
        wanted: The newer one.
        style: See `range_for`.
    """
    older, newer = lowest.split("."), wanted.version.split(".")
    usual = f">= {older[0]}.{older[1]}, < {int(newer[0]) + 1}"
    return tuple(_styled(one, style) for one in (usual, f">= {lowest}, <= {wanted.version}"))


def _styled(specifier: str, style: str) -> str:
    return specifier.replace(" ", "") if style and " " not in style else specifier


def with_range(registry: TomlSource, table: tuple[str, ...], pack: str, specifier: str, edit: EditRange) -> str:
    """
    Return the registry's text in which a table of packs says a range; the same text when it says so already.

    Args:
        registry: The registry, readable.
        table: The keys of the table, such as `("domains", "ordering", "packs")`.
        pack: The pack.
        specifier: The range.
        edit: Edits the text.

    Raises:
        PackError: PACK-060, when that would change anything else.
    """
    expected: dict[str, Any] = deepcopy(registry.data)
    packs: dict[str, Any] = expected
    for key in table:
        packs = packs.setdefault(key, {})
    if pack in packs and SpecifierSet(packs[pack]) == SpecifierSet(specifier):
        return registry.text
    packs[pack] = specifier
    new = edit(registry.text, table, pack, specifier)
    if new is None or not _is_one_line(registry.text, new) or not _says(new, registry.file, expected):
        raise PackError(
            "PACK-060",
            "the registry is written in a way that cannot be edited without changing more than one line",
            at=registry.place(*table),
            got=f"the table {'.'.join(table)}",
            fix=f'write {pack} = "{specifier}" there by hand',
        )
    return new


def _is_one_line(old: str, new: str) -> bool:
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    start = next((n for n, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), len(before))
    replaced = 1 if len(before) == len(after) else 0
    return len(after) - len(before) in (0, 1) and before[start + replaced :] == after[start + 1 :]


def _says(text: str, file: str, expected: dict[str, Any]) -> bool:
    try:
        return parse_toml(text, file).data == expected
    except TomlFault:
        return False
