"""
What a rule's source may reach for: read before it is ever run.

This is hygiene, not a sandbox: it keeps rules pure and their review short. Whoever means harm and gets a changed file
past the review of packs.lock is not stopped by it.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from types import CodeType
from typing import Final, NoReturn

from platform_constructs.errors import PackError, first_line
from platform_constructs.model import verdict
from platform_constructs.model.place import Place
from platform_constructs.policy import rule, view

__all__ = ["LIBRARY", "compiled_rule"]

LIBRARY: Final = frozenset(
    {
        *("__future__", "base64", "binascii", "collections", "collections.abc", "dataclasses", "decimal", "enum"),
        *("fnmatch", "functools", "hashlib", "ipaddress", "itertools", "json", "math", "re", "string", "textwrap"),
        *("typing", "unicodedata", "urllib.parse"),
    }
)
"""Modules of the standard library that a rule may import: none reads a clock, a file, the machine or a network."""

_OURS: Final[Mapping[str, frozenset[str]]] = {
    module.__name__: frozenset(module.__all__) for module in (rule, verdict, view)
}
_FORBIDDEN: Final = frozenset(
    {
        *("BaseException", "GeneratorExit", "KeyboardInterrupt", "SystemExit", "breakpoint", "compile", "delattr"),
        *("eval", "exec", "exit", "globals", "help", "input", "locals", "open", "print", "quit", "setattr", "vars"),
    }
)
_MACHINE: Final = frozenset({"builtins", "importlib", "os", "pathlib", "shutil", "socket", "subprocess", "sys"})
_MAY: Final = "import only the rule decorator, the verdicts, the view and the pure part of the standard library"


def compiled_rule(source: bytes, file: str) -> CodeType:
    """
    Return a rule file's code, not yet run.

    Args:
        source: The file's content.
        file: Its name, as messages say it.

    Raises:
        PackError: RULE-012 when it imports what a rule may not, RULE-013 when it reaches for the machine by a
            built-in name or for Python's inside, RULE-014 when it is no Python.
    """
    try:
        tree = ast.parse(source, file)
        for node in ast.walk(tree):
            _check(node, file)
        return compile(tree, file, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as cause:
        raise PackError(
            "RULE-014",
            "a rule file is not valid Python",
            at=Place(file, getattr(cause, "lineno", None) or 1),
            got=first_line(cause),
            fix="correct the syntax",
        ) from cause


def _check(node: ast.AST, file: str) -> None:
    match node:
        case ast.Import() | ast.ImportFrom():
            for name in _strangers(node):
                raise PackError(
                    "RULE-012", "a rule imports what it has no need of", at=Place(file, node.lineno), got=name, fix=_MAY
                )
        case ast.Name(id=name) if name in _FORBIDDEN or _is_inside(name):
            _refuse_name(name, node.lineno, file)
        case ast.Attribute(attr=name) if _is_inside(name) or name in _MACHINE:
            _refuse_name(name, node.lineno, file)


def _strangers(node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    """Yield what a statement imports and may not."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name not in LIBRARY)
        return
    module = f"{'.' * node.level}{node.module or ''}"
    if module not in LIBRARY and module not in _OURS:
        yield module
        return
    for alias in node.names:
        inside = f"{module}.{alias.name}"
        allowed = alias.name in _OURS[module] if module in _OURS else _is_plain(alias.name, inside)
        if not allowed:
            yield inside


def _is_plain(name: str, inside: str) -> bool:
    """Return whether a name out of the standard library is no module that happens to lie there, such as `re.sys`."""
    return name != "*" and not name.startswith("_") and (name not in sys.stdlib_module_names or inside in LIBRARY)


def _is_inside(name: str) -> bool:
    return name.startswith("__")


def _refuse_name(name: str, line: int, file: str) -> NoReturn:
    raise PackError(
        "RULE-013",
        "a rule reaches out of its resource",
        at=Place(file, line),
        got=name,
        fix="answer from the resource and its view alone",
    )
