"""
Mutants: a source with one small fault in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from types import CodeType
from typing import Final

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider

from tests.mutation.operators import faults
from tests.mutation.spared import is_spared, is_spared_argument

__all__ = ["Mutant", "mutants_of"]

_LONGEST: Final = 110  # characters of one side of a reported fault
_STATEMENTS: Final = (cst.BaseCompoundStatement, cst.ExceptHandler, cst.MatchCase, cst.SimpleStatementLine)


@dataclass(frozen=True, slots=True)
class Mutant:
    """
    A source with one fault.

    Attributes:
        file: The source's name, as compiled and as reported.
        line: Where the fault begins, from 1.
        before: What stood there.
        after: What stands there now; empty when something was left out.
        source: All of the faulty source.
        function: The function or method the fault is in, such as `View.of`; empty at the module's own level.
        lines: First and last line of the statement, or of the head of the compound statement, that has the fault.
    """

    file: str
    line: int
    before: str
    after: str
    source: str = field(repr=False)
    function: str
    lines: tuple[int, int]

    def __str__(self) -> str:
        return f"{self.file}:{self.line}  {self.before} -> {self.after or '(gone)'}"

    def code(self) -> CodeType:
        """Return the faulty source, compiled."""
        return compile(self.source, self.file, "exec", dont_inherit=True)


def mutants_of(source: str, file: str) -> list[Mutant]:
    """Return every mutant of a source that compiles, each once, in the order of the source."""
    wrapper = MetadataWrapper(cst.parse_module(source))
    visitor = _Visitor(wrapper.module, source, file)
    wrapper.visit(visitor)
    return visitor.mutants


class _Visitor(cst.CSTVisitor):
    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self, module: cst.Module, source: str, file: str) -> None:
        super().__init__()
        self.mutants: list[Mutant] = []
        self._module = module
        self._source = source
        self._file = file
        self._starts = [0, *accumulate(len(line) + 1 for line in source.split("\n"))]
        self._seen = {compile(source, file, "exec", dont_inherit=True)}
        self._spared: set[cst.CSTNode] = set()
        self._statements: list[cst.CSTNode] = []
        self._names: list[str] = []
        self._function = ""

    def on_visit(self, node: cst.CSTNode) -> bool:
        if node in self._spared or is_spared(node):
            return False
        if isinstance(node, cst.Call):
            self._spared.update(each for each in node.args if is_spared_argument(node, each))
        if isinstance(node, cst.FunctionDef | cst.ClassDef):
            self._names.append(node.name.value)
        if isinstance(node, _STATEMENTS):
            self._statements.append(node)
        for replaced, fault in faults(node):
            self._add(replaced, fault)
        return True

    def on_leave(self, original_node: cst.CSTNode) -> None:
        if self._statements and self._statements[-1] is original_node:
            self._statements.pop()
            if isinstance(original_node, cst.FunctionDef | cst.ClassDef):
                self._names.pop()

    def on_visit_attribute(self, node: cst.CSTNode, attribute: str) -> None:
        if isinstance(node, cst.FunctionDef) and attribute == "body" and not self._function:
            self._function = ".".join(self._names)

    def on_leave_attribute(self, original_node: cst.CSTNode, attribute: str) -> None:
        if (
            isinstance(original_node, cst.FunctionDef)
            and attribute == "body"
            and self._function == ".".join(self._names)
        ):
            self._function = ""

    def _add(self, replaced: cst.CSTNode, fault: cst.CSTNode) -> None:
        source = self._with(replaced, fault)
        try:
            code = compile(source, self._file, "exec", dont_inherit=True)
        except SyntaxError:
            return
        if code not in self._seen:
            self._seen.add(code)
            line, before, after = _difference(self._source, source)
            self.mutants.append(Mutant(self._file, line, before, after, source, self._function, self._lines()))

    def _with(self, replaced: cst.CSTNode, fault: cst.CSTNode) -> str:
        if isinstance(replaced, cst.BaseCompoundStatement | cst.MatchCase):  # its text lacks the indentation
            return cst.ensure_type(self._module.deep_replace(replaced, fault), cst.Module).code
        start, end = self._extent(replaced)
        own = getattr(fault, "lpar", None)
        if own and own is getattr(replaced, "lpar", None):  # its parentheses stand outside its extent
            fault = fault.with_changes(lpar=(), rpar=())
        old, new = self._source[start:end], self._module.code_for_node(fault).strip()
        blank, _, rest = old.partition(old.strip()) if old.strip() else ("", "", "")
        return f"{self._source[:start]}{blank}{new}{rest}{self._source[end:]}"

    def _extent(self, node: cst.CSTNode) -> tuple[int, int]:
        place = self.get_metadata(PositionProvider, node)
        return (
            self._starts[place.start.line - 1] + place.start.column,
            self._starts[place.end.line - 1] + place.end.column,
        )

    def _lines(self) -> tuple[int, int]:
        statement = self._statements[-1]
        place = self.get_metadata(PositionProvider, statement)
        suite = getattr(statement, "body", None)
        if not isinstance(suite, cst.BaseSuite):
            return place.start.line, place.end.line
        inside = self.get_metadata(PositionProvider, suite.body[0]).start.line
        return place.start.line, max(place.start.line, inside - 1)


def _difference(before: str, after: str) -> tuple[int, str, str]:
    """Return the first line that differs, what is there before, and what after."""
    old, new = before.split("\n"), after.split("\n")
    start = _shared(old, new)
    if len(old) == len(new):
        return start + 1, *_shortened(old[start].strip(), new[start].strip())
    end = _shared(old[start:][::-1], new[start:][::-1])
    gone, come = old[start : len(old) - end], new[start : len(new) - end]
    return start + 1, *_shortened(" ".join(map(str.strip, gone)), " ".join(map(str.strip, come)))


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how long the beginning is that two sequences share."""
    alike = zip(one, other, strict=False)
    return next((number for number, (left, right) in enumerate(alike) if left != right), min(len(one), len(other)))


def _shortened(before: str, after: str) -> tuple[str, str]:
    """Return both sides without what they share far away from the difference."""
    start = max(0, _shared(before, after) - _LONGEST // 2) if max(len(before), len(after)) > _LONGEST else 0
    return _cut(before, start), _cut(after, start)


def _cut(text: str, start: int) -> str:
    head, tail = "..." if start and text else "", "..." if len(text) - start > _LONGEST else ""
    return f"{head}{text[start : start + _LONGEST]}{tail}"
