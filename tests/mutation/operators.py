"""
What is tried at each place of a source: mutmut's operators, and those that our style of code needs beside them.

mutmut 3 itself cannot run here: it leaves decorated functions alone, and each of our rules is one. Its list of
operators is a library of its own, and that is what we use. Two of its operators are taken in part. A text becomes
one other text, not three. An argument is left out where it has a name and becomes None where it has none: the
other two faults end in a TypeError nearly always, which any test notices and which would only flatter the score.

Ours are about questions, because a rule is one: a condition is turned round, an alternative of a pattern or of a
type is forgotten, the guard of a case is forgotten, `any` and `all` and `min` and `max` change places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Final, cast

import libcst as cst
from mutmut.mutation import mutators

from tests.mutation.spared import is_spared_argument

__all__ = ["faults"]

_Operator = Callable[[cst.CSTNode], Iterable[cst.CSTNode]]

_SWAPPED: Final = {"any": "all", "all": "any", "min": "max", "max": "min"}
_SHAPES: Final = ("isinstance", "issubclass")
_TESTED: Final = (cst.Attribute, cst.Call, cst.Name, cst.NamedExpr, cst.Subscript)
"""What a condition may be besides a comparison, a `not`, an `and` or an `or`, which mutmut turns round itself."""


def faults(node: cst.CSTNode) -> Iterator[tuple[cst.CSTNode, cst.CSTNode]]:
    """Yield faults of a node: what of it is replaced, itself or a part, and by what."""
    for kind, operator in mutators.mutation_operators:
        if isinstance(node, kind) and operator not in _REPLACED:
            yield from ((node, fault) for fault in operator(node))
    for own in _OWN:
        yield from ((node, fault) for fault in own(node))
    yield from _condition_turned(node)


def _other_text(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    if isinstance(node, cst.BaseString):
        yield from islice(mutators.operator_string(node), 1)


def _argument_forgotten(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    if not isinstance(node, cst.Call) or (isinstance(node.func, cst.Name) and node.func.value in (*_SHAPES, "len")):
        return
    for number, argument in enumerate(node.args):
        if is_spared_argument(node, argument):
            continue
        if argument.keyword is not None:
            rest = (*node.args[:number], *node.args[number + 1 :])
            yield node.with_changes(args=rest)
        elif not argument.star and not (isinstance(argument.value, cst.Name) and argument.value.value == "None"):
            nothing = argument.with_changes(value=cst.Name("None"))
            yield node.with_changes(args=(*node.args[:number], nothing, *node.args[number + 1 :]))


def _condition_turned(node: cst.CSTNode) -> Iterator[tuple[cst.CSTNode, cst.CSTNode]]:
    if isinstance(node, cst.If | cst.While | cst.CompIf) and isinstance(node.test, _TESTED):
        yield node.test, _denied(node.test)
    if isinstance(node, cst.MatchCase) and isinstance(node.guard, _TESTED):
        yield node.guard, _denied(node.guard)


def _denied(test: cst.BaseExpression) -> cst.BaseExpression:
    inner = test if test.lpar else test.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
    return cst.UnaryOperation(cst.Not(), inner)


def _guard_forgotten(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    if isinstance(node, cst.MatchCase) and node.guard is not None:
        yield node.with_changes(guard=None, whitespace_before_if=cst.SimpleWhitespace(""))


def _alternative_forgotten(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    if isinstance(node, cst.MatchOr):
        for number in range(len(node.patterns)):
            left = [each.pattern for at, each in enumerate(node.patterns) if at != number]
            elements = [cst.MatchOrElement(each) for each in left]
            yield left[0] if len(left) == 1 else node.with_changes(patterns=elements)
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.func.value in _SHAPES:
        *first, shapes = node.args
        for fewer in _fewer(shapes.value):
            yield node.with_changes(args=(*first, shapes.with_changes(value=fewer)))


def _fewer(shapes: cst.BaseExpression) -> Iterator[cst.BaseExpression]:
    """Yield a union of types without one of them, in each way."""
    if isinstance(shapes, cst.BinaryOperation) and isinstance(shapes.operator, cst.BitOr):
        yield shapes.left
        for fewer in _fewer(shapes.left):
            yield shapes.with_changes(left=fewer)
        if not isinstance(shapes.left, cst.BinaryOperation):
            yield shapes.right


def _opposite_called(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.func.value in _SWAPPED:
        yield node.with_changes(func=cst.Name(_SWAPPED[node.func.value]))


_REPLACED: Final = (mutators.operator_string, mutators.operator_arg_removal)
_OWN: Final = cast(
    "tuple[_Operator, ...]",
    (
        _other_text,
        _argument_forgotten,
        _guard_forgotten,
        _alternative_forgotten,
        _opposite_called,
    ),
)
