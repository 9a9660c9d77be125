"""
What a contract says of itself in `info`: its id, life, promises and where there is more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar, get_args

from pydantic import ValidationError

from platform_constructs.catalog.manifest_parts import Life, Link
from platform_constructs.contracts.api.contract import Contract
from platform_constructs.contracts.document.node import Node
from platform_constructs.errors import shown
from platform_constructs.model.finding import Finding
from platform_constructs.model.slo import Slo
from platform_constructs.model.verdict import Level

__all__ = ["Declared", "declared_in", "one_line"]

T = TypeVar("T")

_LONGEST: Final = 2_000  # characters of a text that a manifest repeats
_URL: Final = re.compile(r"https?://[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]{1,1900}")
_ID: Final = re.compile(r"[a-z0-9][a-z0-9:.-]{6,62}[a-z0-9]")
_STATES: Final[tuple[str, ...]] = get_args(get_args(Life.model_fields["state"].annotation)[0])


@dataclass(frozen=True, slots=True)
class Declared:
    """
    What a contract says of itself.

    Attributes:
        id: `x-api-id`; None where it says none.
        description: In one line; may be empty.
        life: State, sunset and replacement.
        slo: `x-slo`; None where it promises nothing.
        links: Documentation and terms, sorted.
        left_out: Extensions whose values are not what the catalogue reads, each with what is wrong.
    """

    id: str | None
    description: str
    life: Life
    slo: Slo | None
    links: tuple[Link, ...]
    left_out: tuple[tuple[Node, str, str], ...]

    def findings(self, *, owner: str, stack: str) -> tuple[Finding, ...]:
        """Return a warning for each extension that was left out."""
        return tuple(
            Finding(
                "CAT-001",
                "unread-extension",
                Level.WARN,
                f"the catalogue leaves {node.tokens[-1]} out: {what}",
                node.place,
                fix,
                owner,
                shown(_value(node)),
                stack,
            )
            for node, what, fix in self.left_out
        )


def _value(node: Node) -> object:
    """Return what is shown of a value: never a whole document."""
    return f"{type(node.value).__name__} of {len(node.value)}" if isinstance(node.value, list | dict) else node.value


def declared_in(contract: Contract) -> Declared:
    """Return what a contract says of itself; what it says in another shape than the documented one is left out."""
    info = contract.root.child("info")
    left_out: list[tuple[Node, str, str]] = []

    def read(key: str, reader: Callable[[Any], T], allowed: str) -> T | None:
        node = info.get(key)
        if node is None:
            return None
        try:
            return reader(node.value)
        except ValidationError as cause:
            first = cause.errors(include_url=False, include_context=False)[0]
            way = ".".join(map(str, first["loc"]))
            why = first["msg"].removeprefix("Value error, ").lower()
            left_out.append((node, f"{way}: {why}" if way else why, f"write {allowed}"))
        except (TypeError, ValueError):  # whatever Python says of a value, its author needs to know what is allowed
            left_out.append((node, "it is not what is documented", f"write {allowed}"))
        return None

    state = read("x-lifecycle", _state, f"one of {', '.join(_STATES)}")
    life = Life(
        state=state,  # type: ignore[arg-type]  # one of the states, or None
        sunset=read("x-sunset", _day, 'a day such as "2027-06-30"'),
        replaced_by=read("x-replaced-by", _text, "the address or id of the API that comes after it"),
    )
    return Declared(
        id=read("x-api-id", _id, "8 to 64 lower-case letters, digits and : . - that begin and end with none of these"),
        description=_description(info),
        life=life,
        slo=read("x-slo", Slo.model_validate, "it as docs/reference/slo.md shows"),
        links=tuple(sorted(_links(contract), key=lambda one: (one.rel, one.href))),
        left_out=tuple(left_out),
    )


def one_line(text: str, *, longest: int = _LONGEST) -> str:
    """Return a text as one printable line; a longer one is cut, and says so."""
    return shown(" ".join(text.split()), longest=longest)


def _state(value: object) -> str:
    if value not in _STATES:
        raise ValueError
    return str(value)


def _day(value: object) -> date:
    if not isinstance(value, str) or len(value) != len("2027-06-30"):
        raise TypeError
    return date.fromisoformat(value)


def _text(value: object) -> str:
    if not isinstance(value, str) or not one_line(value):
        raise TypeError
    return one_line(value)


def _id(value: object) -> str:
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise ValueError
    return value


def _description(info: Node) -> str:
    for key in ("summary", "description"):
        said = info.get(key)
        if said is not None and isinstance(said.value, str) and (line := one_line(said.value)):
            return line
    return ""


def _links(contract: Contract) -> Iterator[Link]:
    """Yield the pages that the contract names; an address of another shape leads nowhere for a catalogue."""
    info, seen = contract.root.child("info"), set()
    for holder, rel, key, title in (
        (contract.root.get("externalDocs"), "service-doc", "url", "Documentation"),
        (info.get("contact"), "service-doc", "url", "About the API"),
        (info, "terms-of-service", "termsOfService", "Terms of service"),
    ):
        address = holder.get(key) if holder is not None else None
        said = address.value if address is not None else None
        if isinstance(said, str) and _URL.fullmatch(said) and (rel, said) not in seen:
            seen.add((rel, said))
            yield Link(rel=rel, href=said, type="text/html", title=title)  # type: ignore[arg-type]  # two of its words
