"""
A contract rule: a question of the API standard, asked of one kind of part of a contract.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.options import Option, Options
from platform_constructs.contracts.lint.parts import Part
from platform_constructs.errors import PackError

__all__ = ["SECTIONS", "ContractRule", "contract_rule"]

SECTIONS: Final = ("## What it does", "## Why is this bad?", "## Example", "Use instead:")
"""What a rule's docstring has, in this order; `paved explain` prints it."""

_CODE: Final = re.compile(r"[A-Z][A-Z0-9]{1,15}-\d{3}")
_NAME: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_OPTION: Final = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")

# Callable is contravariant in what it takes, and each rule takes the one kind of part it is asked about
_Check = Callable[[Any, Options], Iterator[Breach]]
_Of = TypeVar("_Of", bound=Part)


@dataclass(frozen=True, slots=True)
class ContractRule:
    """
    A documented question about one kind of part.

    Attributes:
        code: Stable and never reused, such as `API-018`.
        name: What it asks for, such as `operation-id`.
        on: The kind of part it is asked about, such as `OperationPart`.
        check: Yields what breaks it; nothing when nothing does.
        doc: Markdown with the four sections of `SECTIONS`.
        references: Where the demand comes from, such as `Zalando 215`.
        options: What a profile may choose about it, by name.

    Raises:
        PackError: CON-100, for a malformed one.
    """

    code: str
    name: str
    on: type[Part]
    check: _Check
    doc: str
    references: tuple[str, ...] = ()
    options: Mapping[str, Option] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not _CODE.fullmatch(str(self.code)):
            raise self._refusal("its code is a family and three digits", self.code, "write it like API-018")
        if not _NAME.fullmatch(str(self.name)):
            raise self._refusal(
                "its name is lower-case words joined by hyphens", self.name, "write it like operation-id"
            )
        if not (isinstance(self.on, type) and issubclass(self.on, Part) and self.on is not Part):
            raise self._refusal("it is asked about one kind of part", self.on, "write on=OperationPart")
        if missing := next((section for section in SECTIONS if section not in self.doc), None):
            raise self._refusal("its docstring has four sections", missing, "describe the harm and the cure")
        for name, option in self.options.items():
            if not _OPTION.fullmatch(str(name)):
                raise self._refusal(
                    "an option's name is lower-case words joined by _", name, "write it like max_length"
                )
            if fault := option.fault(option.default):
                raise self._refusal(
                    f"the default of option {name} cannot be taken: {fault}", option.default, "correct it"
                )

    @property
    def defaults(self) -> Options:
        """What holds where no profile says anything."""
        return Options({name: option.default for name, option in self.options.items()})

    @property
    def stem(self) -> str:
        """The name of its file without `.py`, such as `op_operation_id` for a rule whose function is operation_id."""
        return str(getattr(self.check, "__module__", "")).rpartition(".")[2]

    def _refusal(self, what: str, got: object, fix: str) -> PackError:
        at = f"{getattr(self.check, '__module__', '?')}.{getattr(self.check, '__name__', '?')}"
        return PackError("CON-100", f"a contract rule is not as it must be: {what}", at=at, got=got, fix=fix)


def contract_rule(
    code: str,
    name: str,
    *,
    on: type[_Of],
    references: Iterable[str] = (),
    options: Mapping[str, Option] | None = None,
) -> Callable[[Callable[[_Of, Options], Iterator[Breach]]], ContractRule]:
    """
    Turn a function into a contract rule. How much it matters is for a profile to say.

    Args:
        code: Such as `API-018`.
        name: Such as `operation-id`; its function is called the same, with underscores.
        on: The kind of part it is asked about.
        references: Where the demand comes from.
        options: What a profile may choose about it, by name.
    """

    def wrap(check: Callable[[_Of, Options], Iterator[Breach]]) -> ContractRule:
        doc = inspect.cleandoc(check.__doc__ or "")
        return ContractRule(code, name, on, check, doc, tuple(references), dict(options or {}))

    return wrap
