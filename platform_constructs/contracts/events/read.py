"""
Read an event contract: a YAML or JSON file that begins with `event:`. Strict, and bounded like every contract.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar

from platform_constructs.contracts.document.nearest import did_you_mean
from platform_constructs.contracts.document.node import Node
from platform_constructs.contracts.document.references import References
from platform_constructs.contracts.document.source import Spent, parse
from platform_constructs.contracts.events.dialect import refuse_other_dialects
from platform_constructs.contracts.events.event import (
    KEYS,
    Compatibility,
    Delivery,
    EventContract,
    Lifecycle,
    Ordering,
)
from platform_constructs.contracts.events.version import Version, read_version
from platform_constructs.model.organisation import Classification

__all__ = [
    "DAY",
    "LONGEST_DESCRIPTION",
    "LONGEST_NAME",
    "LONGEST_SOURCE",
    "MOST_EXAMPLES",
    "NAME",
    "NEEDED",
    "POINTER",
    "SOURCE",
    "is_event_file",
    "read_event_contract",
]

LONGEST_NAME: Final = 128  # characters of a detail type; EventBridge takes no more
LONGEST_SOURCE: Final = 256
LONGEST_DESCRIPTION: Final = 4_000
MOST_EXAMPLES: Final = 20
# The registry of schemas takes letters, digits and . - _ @ in a name: no space or colon of a detail type.
NAME: Final = r"[A-Za-z][A-Za-z0-9._-]*"
SOURCE: Final = r"[a-z][a-z0-9]*(?:\.[a-z][a-z0-9-]*)+"
POINTER: Final = r"(?:/[^/\s]{1,100}){1,10}"
DAY: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
NEEDED: Final = (
    "event",
    "version",
    "source",
    "owner",
    "classification",
    "lifecycle",
    "description",
    "schema",
    "examples",
)
_Choice = TypeVar("_Choice", bound=StrEnum)


def is_event_file(root: Node) -> bool:
    """Whether a document is an event contract: it says `event` at its top, as an API's says `openapi`."""
    return isinstance(root.value, dict) and "event" in root.value


def read_event_contract(text: str, file: str, *, read: Callable[[str], str]) -> EventContract:
    """
    Read one event contract.

    Args:
        text: The file's text, YAML or JSON.
        file: Its path, for messages, relative to the project's root with forward slashes.
        read: Gives the text of another file of the contract's folder, by its path relative to that folder.

    Raises:
        ContractError: when it cannot be read, is no event contract, or says what no event contract can say.
    """
    spent = Spent()
    root = parse(text, file, spent)
    if not is_event_file(root):
        got = "a mapping without the key `event`" if isinstance(root.value, dict) else "no mapping"
        fix = "start it with `event: <detail type>`; schemas that events share go into the folder events/schemas/"
        raise root.refuse("CON-130", "the file is no event contract", got, fix)
    _only(root, KEYS)
    references = References(root, read, spent)
    schema = _needs(root, "schema")
    refuse_other_dialects(schema, references)
    return EventContract(
        file=file,
        name=_name(root),
        version=_version(_needs(root, "version")),
        source=_source(_needs(root, "source")),
        owner=_needs(root, "owner").text(),
        classification=_choice(_needs(root, "classification"), Classification),
        lifecycle=_choice(_needs(root, "lifecycle"), Lifecycle),
        sunset=_day(root.get("sunset")),
        replaced_by=_text(root, "replaced_by", LONGEST_NAME),
        description=_text(root, "description", LONGEST_DESCRIPTION, needed=True),
        compatibility=_choice(root.get("compatibility"), Compatibility),
        subject=_pointer(root.get("subject"), ""),
        delivery=_delivery(root.get("delivery")),
        schema=schema,
        examples=_examples(_needs(root, "examples")),
        root=root,
        references=references,
    )


def _only(node: Node, keys: tuple[str, ...]) -> None:
    for key, value in node.entries():
        if key not in keys and not key.startswith("x-"):
            where = f"under {node.tokens[-1]}" if node.tokens else "at its top"
            fix = did_you_mean(key, keys, f"drop it, or start it with x-; known are {', '.join(keys)}")
            raise value.refuse("CON-131", f"an event contract knows no such key {where}", key, fix)


def _needs(root: Node, key: str) -> Node:
    found = root.get(key)
    if found is None:
        raise root.refuse("CON-132", f"the event contract says nothing about {key}", "nothing", f"add {key}")
    return found


def _name(root: Node) -> str:
    said = root.child("event")
    name = said.text()
    if not re.fullmatch(NAME, name) or len(name) > LONGEST_NAME:
        what = "an event is named by a letter, then letters, digits and . _ -, 128 characters at most"
        raise said.refuse("CON-133", what, name, "write it like ServiceOrderStateChanged")
    return name


def _version(said: Node) -> Version:
    text = said.value if isinstance(said.value, str) else str(said.value)
    found = read_version(text)
    if found is None:
        what = "the version is not three numbers joined by dots"
        raise said.refuse("CON-134", what, said.value, "write it like 1.0.0, or '1.0.0'")
    return found


def _source(said: Node) -> str:
    source = said.text()
    if not re.fullmatch(SOURCE, source) or len(source) > LONGEST_SOURCE:
        what = "a source is two or more words of a-z, 0-9 and - joined by dots, 256 characters at most"
        raise said.refuse("CON-135", what, source, "write your domain's event_source, such as meridian.ordering")
    return source


def _choice(said: Node | None, choices: type[_Choice]) -> _Choice:
    """Return what was chosen; the first of all where nothing was."""
    if said is None:
        return next(iter(choices))
    text = said.text()
    known = [each.value for each in choices]
    if text not in known:
        name = str(said.tokens[-1])
        fix = did_you_mean(text, known, f"write one of {', '.join(known)}")
        raise said.refuse("CON-136", f"{name} has a value that nobody knows", text, fix)
    return choices(text)


def _day(said: Node | None) -> date | None:
    if said is None:
        return None
    text = said.text()
    try:
        if re.fullmatch(DAY, text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise said.refuse("CON-137", f"{said.tokens[-1]} is no day", text, "write it like 2027-06-30")


def _text(root: Node, key: str, longest: int, *, needed: bool = False) -> str:
    said = _needs(root, key) if needed else root.get(key)
    if said is None:
        return ""
    text = said.text().strip()
    if not text or len(text) > longest:
        what = f"{key} has 1 to {longest} characters"
        raise said.refuse("CON-138", what, text or "nothing", "say in a few sentences what readers have to know")
    return text


def _pointer(said: Node | None, default: str) -> str:
    if said is None:
        return default
    text = said.text()
    if not re.fullmatch(POINTER, text) or not text.isprintable():
        what = f"{said.tokens[-1]} is no JSON pointer to one value"
        raise said.refuse("CON-139", what, text, "write it like /serviceOrder/id")
    return text


def _delivery(said: Node | None) -> Delivery:
    if said is None:
        return Delivery()
    _only(said, ("ordering", "idempotency_key", "notes"))
    return Delivery(
        _choice(said.get("ordering"), Ordering),
        _pointer(said.get("idempotency_key"), "/id"),
        _text(said, "notes", LONGEST_DESCRIPTION),
    )


def _examples(said: Node) -> tuple[Node, ...]:
    found = tuple(said.items())
    if not 1 <= len(found) <= MOST_EXAMPLES:
        what = f"an event contract has 1 to {MOST_EXAMPLES} examples"
        fix = "add the data of an event as it will be published" if not found else "keep those that differ"
        raise said.refuse("CON-140", what, f"{len(found)} examples", fix)
    return found
