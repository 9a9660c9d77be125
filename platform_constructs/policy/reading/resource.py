"""
One judged thing of a synthesised stack: a resource, a data source, or a part of one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from platform_constructs.policy.reading.interpolation import opening, unescaped, whole_reference
from platform_constructs.policy.reading.paths import blocks_at, locate, settled
from platform_constructs.policy.reading.values import Absent, Known, Ref, Undecidable, Unknown, Value

if TYPE_CHECKING:
    from platform_constructs.policy.view import View

__all__ = ["Resource"]

_FLAGS: Final = {"true": True, "false": False}
_SCALARS: Final = frozenset({bool, float, int})
_ENDS: Final = (Absent, Unknown)  # made once: `A | B` in a call is built anew each time


@dataclass(frozen=True, slots=True, eq=False)
class Resource:
    """
    A resource, a data source (`data.` before its type), or a part of one (see `View`).

    `resource["settings.logging_level"]` gives a `Value`. Terraform turns the texts "true" and "false" into a yes
    or no where it wants one, so they are read as `Known(True)` and `Known(False)`; numbers in quotes stay texts
    (ask `number`). A list or object that holds an expression anywhere is `Unknown` as a whole: ask
    `elements` for each item, or name the path of the one attribute that matters.

    Attributes:
        type: Such as `aws_api_gateway_stage`, `data.aws_iam_policy_document` or `openapi.operation`.
        name: Its Terraform name.
        body: As written; not safe to compare, for a `${...}` in it is not a value.
        view: The stack it stands in.
        parent: What it is a part of; None for a resource or data source.
        pointer: Where in its resource, as a JSON pointer; empty for a resource itself.
        opaque: Why nothing of it can be read; every attribute is then `Unknown`. Empty for nearly all.
    """

    type: str
    name: str
    body: Mapping[str, Any]
    view: View | None = None
    parent: Resource | None = None
    pointer: str = ""
    opaque: str = ""

    def __repr__(self) -> str:
        return f"<{self.address}>"

    @property
    def root(self) -> Resource:
        """The resource or data source this is a part of; itself when it is one."""
        here = self
        while here.parent is not None:
            here = here.parent
        return here

    @property
    def address(self) -> str:
        """Its Terraform address, with `#pointer` for a part."""
        root = self.root
        return f"{root.type}.{root.name}#{self.pointer}" if self.pointer else f"{root.type}.{root.name}"

    @property
    def conditional(self) -> str:
        """The `count` or `for_each` that decides whether it exists at all; empty when it certainly does."""
        body = self.root.body
        count, each = body.get("count"), body.get("for_each")
        if count is not None and (isinstance(count, bool) or not isinstance(count, int) or count < 1):
            return f"count = {count}"
        if each is not None and not (isinstance(each, Mapping) and each):
            return f"for_each = {each}"
        return ""

    def __getitem__(self, path: str) -> Value:
        """
        Return the value at a dotted path, such as `settings.logging_level` or `rule.0.action`.

        A list of exactly one block is stepped into. A block made by `dynamic`, and one of several when no index
        says which, is `Unknown`.
        """
        if self.opaque:
            return Unknown(self.opaque)
        return self._read(locate(self.body, path, terraform=self._is_terraform))

    def number(self, path: str) -> Value:
        """Return the value at a path; a number that was written as text becomes a number, as in Terraform."""
        value = self[path]
        if isinstance(value, Known) and isinstance(value.value, str):
            for kind in (int, float):
                try:
                    return Known(kind(value.value))
                except ValueError:
                    continue
        return value

    def elements(self, path: str) -> tuple[Value, ...]:
        """
        Return each item of a list; a single value counts as a list of one, an absent one as none.

        Raises:
            Undecidable: when the list itself is only known at apply time.
        """
        if self.opaque:
            raise Undecidable(self.opaque)
        raw = locate(self.body, path, terraform=self._is_terraform)
        if isinstance(raw, (list, tuple)):
            return tuple(self._read(each) for each in raw)
        value = self._read(raw)
        if isinstance(value, Unknown):
            raise Undecidable(value.expression)
        return () if isinstance(value, Absent) else (value,)

    def blocks(self, path: str) -> tuple[Resource, ...]:
        """
        Return the nested blocks at a path, one or many, each with its own address.

        Raises:
            Undecidable: when `dynamic` or an expression makes them.
        """
        if self.opaque:
            raise Undecidable(self.opaque)
        blocks = blocks_at(locate(self.body, path, terraform=self._is_terraform))
        if isinstance(blocks, Unknown):
            raise Undecidable(blocks.expression)
        if not blocks:
            return ()
        here = f"{self.pointer}/{path.replace('.', '/')}"
        return tuple(
            Resource(f"{self.type}.{path}", self.name, block, self.view, self, f"{here}/{number}")
            for number, block in enumerate(blocks)
        )

    def referrers(self, type: str, via: str | None = None) -> tuple[Resource, ...]:
        """
        Return the resources of a type that refer to this one anywhere inside.

        Args:
            type: Such as `aws_wafv2_web_acl_association`.
            via: Only those whose attribute of that name, or inside that block, does; any when None.

        Raises:
            Undecidable: when `count` or `for_each` decides at apply time whether one of them exists.
        """
        found: dict[str, Resource] = {}
        root = self.root
        if self.view is None:
            return ()
        for source, attribute in self.view.referring(f"{root.type}.{root.name}"):
            if source.type == type and (via is None or attribute == via or attribute.startswith(f"{via}.")):
                found[source.address] = source
        for source in found.values():
            if source.conditional:
                raise Undecidable(f"{source.address}: {source.conditional}")
        return tuple(found[address] for address in sorted(found))

    @property
    def _is_terraform(self) -> bool:
        return not self.type.startswith(("openapi.", "iam."))

    def _read(self, raw: Any) -> Value:
        kind = type(raw)
        if kind is str:
            return self._read_text(raw)
        if kind in _SCALARS:
            return Known(raw)
        if raw is None:
            return Absent()
        if isinstance(raw, _ENDS):
            return raw
        if kind is dict or isinstance(raw, (list, tuple, Mapping)):
            value, promise = settled(raw)
            return Known(value) if promise is None else Unknown(*promise)
        return self._read_text(raw) if isinstance(raw, str) else Known(raw)

    def _read_text(self, text: str) -> Value:
        if text in _FLAGS and self._is_terraform:
            return Known(_FLAGS[text])
        if "{" not in text:  # no expression, and no escape of one: most texts
            return Known(text)
        first = opening(text)
        if first is None:
            return Known(unescaped(text))
        if self.view is not None and (first.start, first.end, first.is_directive) == (0, len(text), False):
            reference = whole_reference(first.code)
            target = self.view.get(reference.address) if reference else None
            if reference is not None and target is not None:
                return Ref(target, reference.attribute, first.code)
        return Unknown(first.code, text)
