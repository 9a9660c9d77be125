"""
What one consumer publishes of an API: the operations, fields, parameters, media types and values it uses.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from platform_constructs.errors import DeclarationError
from platform_constructs.model.place import Place
from platform_constructs.policy.fields import Fields

__all__ = ["IN", "Consumer", "UsedField", "UsedOperation", "read_consumer"]

SIDES: Final = ("error", "request", "response")
"""What a field's path begins with: an answer that is no success, the body that is sent, a successful answer."""

IN: Final = ("cookie", "header", "path", "query")
"""What a parameter's name begins with: where it is sent."""

_MOST_OPERATIONS: Final = 1_000
_MOST_IN_A_LIST: Final = 2_000
_LONGEST: Final = 500  # characters of a field's path
_DEEPEST: Final = 40  # steps of a field's path
_STEP: Final = re.compile(r"""\.(?:"(?P<quoted>[^"]+)"|(?P<plain>[^.\[\]"]+))|(?P<items>\[\])""")
_LIKE: Final = "write one such as response.items[].price, request.note or error.detail"


@dataclass(frozen=True, slots=True)
class UsedField:
    """
    A field of a body.

    Attributes:
        text: As it was written, such as `response.items[].price`.
        side: `request`, `response` or `error`.
        steps: The way to it: a property's name, `*` for any other property, `[]` for the items of a list.
        place: Where it was written.
    """

    text: str
    side: str
    steps: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class UsedOperation:
    """
    An operation and what is used of it. What a consumer does not say counts as all of it.

    Attributes:
        name: Its operationId, or `METHOD /path`.
        place: Where it was written.
        fields: The fields it sends and reads; None when it does not say.
        parameters: The parameters it sends, such as `query.limit`, with where each was written; None likewise.
        media_types: Those it sends or asks for, with where each was written; None likewise.
        headers: The headers of answers that it reads, with where each was written; None likewise.
        values: The values of an enumeration that it sends or can handle, by the field or parameter.
    """

    name: str
    place: Place
    fields: tuple[UsedField, ...] | None = None
    parameters: Mapping[str, Place] | None = None
    media_types: Mapping[str, Place] | None = None
    headers: Mapping[str, Place] | None = None
    values: Mapping[UsedField | str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Consumer:
    """
    One consumer of one API.

    Attributes:
        name: Who it is.
        contact: Whom to tell.
        stack: The stack whose contract it uses; empty when it names the API.
        api: The title of the contract it uses; empty when it names the stack.
        place: Where the file says so.
        operations: What it uses.
    """

    name: str
    contact: str
    stack: str
    api: str
    place: Place
    operations: tuple[UsedOperation, ...]


def read_consumer(text: str, file: str) -> Consumer:
    """
    Read what a consumer publishes.

    Args:
        text: The file's text; docs/reference/consumers.md shows one.
        file: Its path, for messages.

    Raises:
        DeclarationError: CON-156 to CON-158, at the line that is wrong.
    """
    fields = Fields.parse(
        text, file, error=DeclarationError, unreadable="CON-156", malformed="CON-158", unknown="CON-157"
    )
    data = fields.source.data
    fields.only(data, (), ("consumer", "contact", "stack", "api", "operations"))
    if ("stack" in data) == ("api" in data):
        key = ("stack",) if "stack" in data else ("consumer",)
        got = "both" if "stack" in data else "neither"
        fix = 'write stack = "ordering-public", or api = "..." with the title of a contract'
        raise fields.refuse("CON-158", "a consumer names either the stack or the title of an API", key, got, fix)
    tables = fields.table(data, ("operations",))
    if not tables or len(tables) > _MOST_OPERATIONS:
        what = f"a consumer uses 1 to {_MOST_OPERATIONS} operations"
        fix = "write a table [operations.OPERATION_ID] for each"
        raise fields.refuse("CON-158", what, ("operations",), f"{len(tables)} operations", fix)
    return Consumer(
        name=fields.text(data, ("consumer",)),
        contact=fields.text(data, ("contact",)),
        stack=fields.text(data, ("stack",)) if "stack" in data else "",
        api=fields.text(data, ("api",)) if "api" in data else "",
        place=fields.source.place("stack" if "stack" in data else "api"),
        operations=tuple(_operation(fields, tables, name) for name in tables),
    )


def _operation(fields: Fields, tables: Mapping[str, Any], name: str) -> UsedOperation:
    key = ("operations", name)
    if not name.isprintable() or len(name) > _LONGEST:
        raise fields.refuse("CON-158", "an operation is named by its operationId or as METHOD /path", key, name, "")
    table = fields.table(tables, key)
    fields.only(table, key, ("fields", "headers", "media_types", "parameters", "values"))
    said = _texts(fields, table, (*key, "fields"))
    parameters = _texts(fields, table, (*key, "parameters"))
    for parameter, place in (parameters or {}).items():
        _check_parameter(parameter, place)
    values = fields.table(table, (*key, "values"))
    return UsedOperation(
        name=name,
        place=fields.source.place(*key),
        fields=None if said is None else tuple(_field(path, place) for path, place in said.items()),
        parameters=parameters,
        media_types=_texts(fields, table, (*key, "media_types")),
        headers=_texts(fields, table, (*key, "headers")),
        values={
            _valued(path, fields.source.place(*key, "values", path)): tuple(
                _texts(fields, values, (*key, "values", path)) or ()
            )
            for path in values
        },
    )


def _valued(path: str, place: Place) -> UsedField | str:
    if path.partition(".")[0] in IN:
        _check_parameter(path, place)
        return path
    return _field(path, place)


def _texts(fields: Fields, table: Mapping[str, Any], key: tuple[str, ...]) -> dict[str, Place] | None:
    """Return a list of texts with where each stands; None when it was left out."""
    if key[-1] not in table:
        return None
    listed = table[key[-1]]
    if not isinstance(listed, list) or len(listed) > _MOST_IN_A_LIST:
        what = f"{key[-1]} is a list of at most {_MOST_IN_A_LIST} texts"
        raise fields.refuse("CON-158", what, key, listed, f'write {key[-1]} = ["..."]')
    for number, text in enumerate(listed):
        if not isinstance(text, str) or not text or not text.isprintable() or len(text) > _LONGEST:
            what = f"{key[-1]} holds texts of at most {_LONGEST} visible characters"
            raise fields.refuse("CON-158", what, (*key, number), text, f'write {key[-1]} = ["..."]')
    return {text: fields.source.place(*key, number) for number, text in enumerate(listed)}


def _check_parameter(text: str, place: Place) -> None:
    kind, _, name = text.partition(".")
    if kind not in IN or not name:
        what, fix = "a parameter is named by where it is sent and its name", "write one such as query.limit"
        raise DeclarationError("CON-158", what, at=place, got=text, fix=fix)


def _field(text: str, place: Place) -> UsedField:
    side = re.match(r"[a-z]*", text)
    assert side is not None  # noqa: S101  # the pattern matches an empty text too
    at, steps = side.end(), []
    while step := _STEP.match(text, at):
        steps.append("[]" if step["items"] else step["quoted"] or step["plain"])
        at = step.end()
    if side[0] not in SIDES or at < len(text) or len(steps) > _DEEPEST:
        what = f"a field is a way of at most {_DEEPEST} steps from {', '.join(SIDES)}"
        raise DeclarationError("CON-158", what, at=place, got=text, fix=_LIKE)
    return UsedField(text, side[0], tuple(steps), place)
