"""
What is never mutated, because no behaviour hangs on it or because it is held elsewhere.

- Docstrings, imports, `__all__`, annotations and everything under `if TYPE_CHECKING`: nothing happens there.
- Decorators (`@dataclass(frozen=True, slots=True)`, `@property`), except what a rule says it `concerns`: being frozen
  is not a verdict, and without `@property` every test would fail.
- Prose: a text with a blank in it. Words are read by people, in review. What stands inside the braces of an f-string
  is code and is mutated; raw strings are patterns, not prose.
- What a rule's `Failed` says in `because`, `fix` and `got`, and what it hands to a `_failed` of its own: a case proves
  the kind of a verdict, not its words. That a verdict says something at all, a case does hold.
- The module `codes.py`, the explanations of error codes: prose, and tests/house holds them complete.
- Faults that end in a TypeError wherever they are run, so that any test notices: `len(None)`, `isinstance(x, A & B)`.
  That one of the types asked for is forgotten is tried.
- `typing.cast` and the bounds of type variables: they exist for mypy.
"""

from __future__ import annotations

from typing import Final

import libcst as cst

__all__ = ["is_spared", "is_spared_argument"]

_SAYS: Final = ("because", "fix", "got")
_SHAPES: Final = ("isinstance", "issubclass")
_FOR_TYPES: Final = ("cast", "TypeVar", "ParamSpec")


def is_spared(node: cst.CSTNode) -> bool:
    """Return whether neither a node nor anything inside it is mutated."""
    match node:
        case cst.Annotation() | cst.Import() | cst.ImportFrom():
            return True
        case cst.Decorator():
            return not (isinstance(node.decorator, cst.Call) and _called(node.decorator) == "rule")
        case cst.Expr(value=cst.BaseString()):
            return True
        case cst.SimpleString():
            return _is_prose(node)
        case cst.Assign(targets=[cst.AssignTarget(target=cst.Name("__all__"))]):
            return True
        case cst.If(test=cst.Name("TYPE_CHECKING")):
            return True
        case cst.Call():
            return _called(node) in _FOR_TYPES
        case _:
            return False


def is_spared_argument(call: cst.Call, argument: cst.Arg) -> bool:
    """Return whether an argument of a call is spared although its like elsewhere is not."""
    said = argument.keyword.value if argument.keyword else ""
    if _called(call) in _SHAPES:
        return argument is not call.args[0]
    if _called(call) == "rule":
        return said != "concerns"
    return _called(call) == "_failed" or (_called(call) == "Failed" and said in _SAYS)


def _called(call: cst.Call) -> str:
    return call.func.value if isinstance(call.func, cst.Name) else ""


def _is_prose(text: cst.SimpleString) -> bool:
    return " " in text.raw_value.strip() and "r" not in text.prefix.lower()
