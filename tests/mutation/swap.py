"""
How a fault gets into a running program: into one function that is there already, or into a module as it is imported.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cached_property
from importlib.abc import MetaPathFinder, SourceLoader
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from types import CodeType, FunctionType, ModuleType

from tests.mutation.mutants import Mutant

__all__ = ["FaultyImport", "exchange", "module_of"]


def module_of(mutant: Mutant) -> str:
    """Return the dotted name of the module that a mutant is of."""
    return mutant.file.removesuffix(".py").replace("/", ".")


def exchange(mutant: Mutant) -> tuple[FunctionType, CodeType] | None:
    """
    Return the running function that a mutant's fault belongs in and the code to put there; None when it cannot be.

    It cannot be where the code closes over other names than before, or where several functions have one name.
    """
    path = mutant.function.split(".")
    code, function = _code_in(mutant.code(), path), _function_in(sys.modules[module_of(mutant)], path)
    if code is None or function is None or code.co_freevars != function.__code__.co_freevars:
        return None
    return function, code


def _code_in(code: CodeType, path: Sequence[str]) -> CodeType | None:
    for name in path:
        inner = [each for each in code.co_consts if isinstance(each, CodeType) and each.co_name == name]
        if len(inner) != 1:
            return None
        code = inner[0]
    return code


def _function_in(module: ModuleType, path: Sequence[str]) -> FunctionType | None:
    found: object = module
    for name in path:
        found = vars(found).get(name)
        if found is None:
            return None
    for wrapped in ("fget", "__func__", "func", "__wrapped__"):
        if isinstance(found, property | classmethod | staticmethod | cached_property) or hasattr(found, "__wrapped__"):
            found = getattr(found, wrapped, found)
    return found if isinstance(found, FunctionType) else None


class FaultyImport(MetaPathFinder, SourceLoader):  # type: ignore[misc]  # typeshed has two signatures of one method
    """Imports one module from a mutant's source; put it first in `sys.meta_path`."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return spec_from_loader(fullname, self) if fullname == module_of(self._mutant) else None

    def get_filename(self, fullname: str) -> str:
        return self._mutant.file

    def get_data(self, path: str) -> bytes:
        return self._mutant.source.encode()
