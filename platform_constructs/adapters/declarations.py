"""
Runs a domain's `stack.py` and collects what it declares.
"""

from __future__ import annotations

import re
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from types import CodeType
from typing import Any, Final

from platform_constructs.errors import DeclarationError, PlatformError, first_line
from platform_constructs.model.api import Api
from platform_constructs.model.declaration import Declaration

__all__ = ["declarations_in", "submodules_named_in"]

_BINDINGS: Final = re.compile(r"\bcdktf_cdktf_provider_aws(?:\.|\s+import\s+\(?\s*)([a-z][a-z0-9_]*)")


def submodules_named_in(source: str) -> frozenset[str]:
    """Return the provider submodules that a Python source imports by name, for escape hatches."""
    return frozenset(_BINDINGS.findall(source))


def declarations_in(source: str, file: str, *, root: Path) -> tuple[Declaration, ...]:
    """
    Run one file and return its declarations, in the order of their names in it.

    Args:
        source: The file's text.
        file: Its path relative to the project's root; errors name it.
        root: The project's root; the file may import modules from it.

    Raises:
        DeclarationError: if the file cannot be run, declares nothing, or declares for another domain.
    """
    namespace: dict[str, Any] = {"__name__": file.removesuffix(".py").replace("/", "."), "__file__": file}
    code = _compiled(source, file)
    try:
        with _importable(root), redirect_stdout(sys.stderr):  # what it prints is not part of our answer
            exec(code, namespace)  # noqa: S102  # the domain's own code, run for its declarations
    except PlatformError:
        raise
    except (
        Exception,
        SystemExit,
        GeneratorExit,
    ) as cause:  # whatever the user's code raises is theirs, and has to be named so
        raise DeclarationError(
            "DECL-003",
            f"the declaration raised {type(cause).__name__}",
            at=f"{file}:{_line_in(file, cause)}",
            got=first_line(cause),
            fix="correct the line; a declaration only says which road, contract and backend",
        ) from cause
    found = list({id(one): one for value in namespace.values() for one in _declared_by(value)}.values())
    if not found:
        raise DeclarationError(
            "DECL-004",
            "the file declares nothing",
            at=file,
            got="no declaration",
            fix="assign one, for example `api = PublicApi(domain=..., backend=...)`",
        )
    _check_domain(found, file)
    return tuple(found)


def _declared_by(value: object) -> Iterator[Declaration]:
    """Yield a declaration, and those that it names in passing: services that answer for it."""
    if isinstance(value, Declaration):
        yield value
    if isinstance(value, Api):
        yield from value.services


def _compiled(source: str, file: str) -> CodeType:
    try:
        return compile(source, file, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as cause:
        line = getattr(cause, "lineno", None) or 1
        raise DeclarationError(
            "DECL-002",
            "the declaration is not valid Python",
            at=f"{file}:{line}",
            got=first_line(cause),
            fix="correct the syntax",
        ) from cause


def _line_in(file: str, cause: BaseException) -> int:
    lines = [frame.lineno for frame in traceback.extract_tb(cause.__traceback__) if frame.filename == file]
    return (lines[-1] if lines else None) or 1


def _check_domain(found: list[Declaration], file: str) -> None:
    folder = file.split("/")[-2]
    for declaration in found:
        if declaration.domain != folder:
            raise DeclarationError(
                "DECL-005",
                f"a file under {folder}/ can declare for {folder} only",
                at=declaration.place,
                got=f'domain="{declaration.domain}"',
                fix=f'write domain="{folder}", or move the file to the folder of its domain',
            )


@contextmanager
def _importable(root: Path) -> Iterator[None]:
    """Let the file import its neighbours; last on the path, so that nothing installed is replaced."""
    if str(root) in sys.path:  # adding and removing it would take away the entry that was there before
        yield
        return
    sys.path.append(str(root))
    try:
        yield
    finally:
        sys.path.remove(str(root))
