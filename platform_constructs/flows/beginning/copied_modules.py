"""
Which modules must be copied for some code to run elsewhere: what it imports, and what that imports.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from platform_constructs.errors import PackError

__all__ = ["copied_modules"]

_ROOMS: Final = ("platform_constructs.errors", "platform_constructs.model", "platform_constructs.policy")


def copied_modules(texts: Mapping[str, bytes], read: Callable[[str], bytes | None]) -> dict[str, bytes]:
    """
    Return the text of every module needed, by name, sorted.

    Packages are not needed for the modules inside them: only one that something imports a name from is.

    Args:
        texts: The modules to begin with, by name.
        read: Returns a module's text; None when there is no module of that name.

    Raises:
        PackError: PACK-088, when one of them imports anything but the standard library and the rooms rules live on.
    """
    found: dict[str, bytes] = {}
    waiting = dict(texts)
    while waiting:
        name, text = waiting.popitem()
        found[name] = text
        for module, names in _imports(name, text):
            if module.partition(".")[0] in sys.stdlib_module_names:
                continue
            for needed in _needed(module, names, read):
                if needed not in found and needed not in waiting:
                    waiting[needed] = _text(needed, name, read)
    return dict(sorted(found.items()))


def _text(needed: str, by: str, read: Callable[[str], bytes | None]) -> bytes:
    text = read(needed) if needed.startswith(_ROOMS) else None
    if text is None:
        raise PackError(
            "PACK-088",
            "an exported rule leans on Python and on what rules are made of, and on nothing else",
            at=by,
            got=needed,
            fix="have it answer from the resource, the view and the standard library alone",
        )
    return text


def _needed(module: str, names: tuple[str, ...], read: Callable[[str], bytes | None]) -> Iterator[str]:
    """Yield what an import statement loads: a module, or modules inside it."""
    for name in names:
        inside = f"{module}.{name}"
        yield inside if inside.startswith(_ROOMS) and read(inside) is not None else module
    if not names:
        yield module


def _imports(name: str, text: bytes) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what a module imports when it runs, wherever in it; imports for type checkers only are left out."""
    waiting: list[ast.AST] = [ast.parse(text, name)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import):
            yield from ((alias.name, ()) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = name.rsplit(".", node.level)[0] if node.level else ""
            yield ".".join(filter(None, (package, node.module))), tuple(alias.name for alias in node.names)
        elif isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING"):
            waiting += node.orelse
        else:
            waiting += ast.iter_child_nodes(node)
