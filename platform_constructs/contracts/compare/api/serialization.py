"""
How a parameter's value is written on the wire, and the schema of that value.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.contracts.compare.api.comparing import BREAKING, INFO, Comparing
from platform_constructs.contracts.compare.api.content import compare_content
from platform_constructs.contracts.compare.api.shape import entries, flag, said, text
from platform_constructs.contracts.compare.api.subject import Subject
from platform_constructs.contracts.compare.change import Direction
from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.document.references import References

__all__ = ["compare_serialization"]

_STYLES: Final = {"query": "form", "cookie": "form", "path": "simple", "header": "simple"}
_SCALARS: Final = frozenset({"string", "number", "integer", "boolean", "null"})
_ID: Final = "request-parameter"


def compare_serialization(on: Comparing, subject: Subject, title: str, place: str, name: str) -> None:
    """Tell how the writing of a parameter that is in both versions changed; `title` is how sentences call it."""
    old, new = subject.old, subject.new
    if old is None or new is None:
        return
    contents = [said(node, "content") for node in (old, new)]
    schemas = [said(node, "schema") for node in (old, new)]
    if (contents[0] is None) != (contents[1] is None):
        what = f"{title} is now written {'by a media type' if contents[1] else 'by a style'}"
        on.tell(subject, f"{_ID}-content-changed", BREAKING, what, _WIRE, place, name)
    elif contents[0] is not None:
        compare_content(on, subject.inner(contents[0], contents[1], ""), _ID, Direction.REQUEST, "parameter", title)
    elif schemas[0] is not None and schemas[1] is not None:
        _styles(on, subject, title, place, name)
        several = _repeated(on, subject, place)
        if several is not None:
            what, why = f"{title} may now be given several times", "a single value is written as before"
            on.tell(subject, f"{_ID}-type-generalized", INFO, what, why, place, name, at="schema")
        on.schema(schemas[0], several or schemas[1], subject, Direction.REQUEST, "parameter")
    elif schemas[0] is not None or schemas[1] is not None:
        is_added = schemas[1] is not None
        breaks = is_added != subject.mirrored
        what = f"{title} {'got a schema' if is_added else 'lost its schema'}"
        why = "values that were fine may be refused" if breaks else "whatever was fine before still is"
        id_ = f"{_ID}-schema-{'added' if is_added else 'removed'}"
        on.tell(subject, id_, BREAKING if breaks else INFO, what, why, place, name, at="schema")
    _characters(on, subject, title, place, name)


_WIRE: Final = "the same value is written in another way, so that one side misreads the other"


def _styles(on: Comparing, subject: Subject, title: str, place: str, name: str) -> None:
    if subject.old is None or subject.new is None:
        return
    (old_style, old_explode), (new_style, new_explode) = _style(subject.old, place), _style(subject.new, place)
    if old_style != new_style:
        what = f"the style of {title} changed from {old_style} to {new_style}"
        args = (place, name, old_style, new_style)
        on.tell(subject, f"{_ID}-style-changed", BREAKING, what, _WIRE, *args, at="style")
    elif old_explode != new_explode:
        is_plain = _is_scalar(subject.old, on.old.references) and _is_scalar(subject.new, on.new.references)
        if not is_plain:
            what = f"explode of {title} changed to {'true' if new_explode else 'false'}"
            args_ = (place, name, old_explode, new_explode)
            on.tell(subject, f"{_ID}-explode-changed", BREAKING, what, _WIRE, *args_, at="explode")


def _style(node: Node, place: str) -> tuple[str, bool]:
    style = text(node, "style") or _STYLES.get(place, "form")
    said_explode = said(node, "explode")
    explode = style == "form" if said_explode is None else said_explode.value is True
    return style, explode


def _is_scalar(node: Node, references: References) -> bool:
    schema = said(node, "schema")
    if schema is None:
        return False
    whole = entries(references.resolve(schema))
    kinds = whole["type"].value if "type" in whole else None
    listed = kinds if isinstance(kinds, list) else [kinds]
    composed = whole.keys() & {"allOf", "anyOf", "oneOf"}
    return not composed and all(isinstance(kind, str) and kind in _SCALARS for kind in listed)


def _repeated(on: Comparing, subject: Subject, place: str) -> Node | None:
    """Return the items of what became a list where one item is written like the single value that it was."""
    old, new = subject.old, subject.new
    if old is None or new is None or subject.mirrored or place not in ("query", "cookie"):
        return None
    schema = said(new, "schema")
    whole = entries(on.new.references.resolve(schema)) if schema is not None else {}
    is_list = "type" in whole and whole["type"].value in ("array", ["array"]) and "items" in whole
    least = whole["minItems"].value if "minItems" in whole else 0
    takes_one = is_list and isinstance(least, int) and least <= 1
    if takes_one and _is_scalar(old, on.old.references) and _style(new, place) == ("form", True):
        return whole["items"]
    return None


def _characters(on: Comparing, subject: Subject, title: str, place: str, name: str) -> None:
    if place != "query":
        return
    for key, words in (("allowReserved", "reserved characters"), ("allowEmptyValue", "an empty value")):
        was, is_ = flag(subject.old, key), flag(subject.new, key)
        if was == is_:
            continue
        word = "reserved" if key == "allowReserved" else "empty-value"
        id_ = f"{_ID}-became-{'' if is_ else 'not-'}allow-{word}"
        breaks = is_ == subject.mirrored
        what = f"{title} {'may' if is_ else 'may no longer'} hold {words}"
        why = "who relies on it is refused or misread" if breaks else "nobody has to make use of it"
        on.tell(subject, id_, BREAKING if breaks else INFO, what, why, place, name, at=key)
