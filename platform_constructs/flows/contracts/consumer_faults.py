"""
What a consumer names that its API does not have, with the nearest names that it has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from platform_constructs.contracts.document.node import Node
from platform_constructs.flows.contracts.consumer_file import Consumer, UsedField, UsedOperation
from platform_constructs.flows.contracts.used_parts import Offered
from platform_constructs.model.finding import Finding
from platform_constructs.model.nearest import nearest
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level

__all__ = ["consumer_faults", "finding_of_consumer"]


def consumer_faults(
    consumer: Consumer, old: Mapping[str, Offered], new: Mapping[str, Offered], *, owner: str
) -> tuple[Finding, ...]:
    """
    Return a finding for each operation, field, parameter, media type and value that neither version has.

    What only the old version has is a change, and what only the new one has is in time.

    Args:
        consumer: What it uses.
        old: The operations before, by operationId and by `METHOD /path`.
        new: The operations after.
        owner: Who has to correct the file.
    """
    found: list[Finding] = []
    for used in consumer.operations:
        offered = [side[used.name] for side in (old, new) if used.name in side]
        if offered:
            found += (finding_of_consumer(*said, owner=owner) for said in _unknown(used, offered))
            continue
        names = sorted({*old, *new})
        fix = nearest(used.name, names, f"use one of: {', '.join(names[:20])}")
        what = "the API has no such operation"
        found.append(finding_of_consumer("CON-162", "unknown-operation", what, used.place, used.name, fix, owner=owner))
    return tuple(found)


def finding_of_consumer(code: str, name: str, what: str, at: Place, got: str, fix: str, *, owner: str) -> Finding:
    """Return a finding about a consumer's file: it is told, and holds up nobody else's change."""
    return Finding(code, name, Level.WARN, what, at, fix, owner, got=got)


def _unknown(used: UsedOperation, offered: list[Offered]) -> Iterator[tuple[str, str, str, Place, str, str]]:
    for field in (*(used.fields or ()), *(key for key in used.values if isinstance(key, UsedField))):
        if (names := _missing(field, used, offered)) is not None:
            what, fix = f"{used.name} has no such field", _near_field(field, *names)
            yield "CON-163", "unknown-field", what, field.place, field.text, fix
    parameters = sorted({name for one in offered for name in one.parameters})
    yield from _strangers("parameter", used, used.parameters or {}, parameters)
    yield from _strangers("media type", used, used.media_types or {}, {t for one in offered for t in one.media_types})
    headers = {name for one in offered for name in one.headers}
    answered = {name: place for name, place in (used.headers or {}).items() if name.lower() not in headers}
    yield from _strangers("header", used, answered, headers)
    for key, values in used.values.items():
        known = _values(key, used, offered)
        text, place = (key, used.place) if isinstance(key, str) else (key.text, key.place)
        for value in values if known else ():
            if value not in known:
                fix = nearest(value, known, f"use some of: {', '.join(sorted(known)[:20])}")
                yield "CON-163", "unknown-value", f"{text} has no such value", place, value, fix


def _strangers(
    kind: str, used: UsedOperation, said: Mapping[str, Place], known: Iterable[str]
) -> Iterator[tuple[str, str, str, Place, str, str]]:
    names = sorted(known)
    for text, place in said.items():
        if text not in names:
            fix = nearest(text, names, f"use some of: {', '.join(names[:20]) or 'it has none'}")
            yield "CON-163", f"unknown-{kind.replace(' ', '-')}", f"{used.name} has no such {kind}", place, text, fix


def _missing(field: UsedField, used: UsedOperation, offered: list[Offered]) -> tuple[str, tuple[str, ...]] | None:
    """Return the step that leads nowhere and what could stand there; None when the field is known."""
    looked = [one.find(field.side, field.steps, used.media_types) for one in offered]
    if any(found.ends for found in looked):
        return None
    return looked[-1].missing, looked[-1].names


def _near_field(field: UsedField, missing: str, names: tuple[str, ...]) -> str:
    if not missing:
        return f"the operation has no body of this side: {field.side}"
    return nearest(missing, names, f"in place of {missing} there is: {', '.join(names[:20]) or 'nothing'}")


def _values(key: UsedField | str, used: UsedOperation, offered: list[Offered]) -> frozenset[str]:
    """Return the values of an enumeration; none when there is no enumeration."""
    found: set[str] = set()
    ends: tuple[Node, ...]
    for one in offered:
        if isinstance(key, str):
            node = one.parameters.get(key)
            schema = node.get("schema") if node is not None else None
            ends = () if schema is None else (one.document.references.resolve(schema),)
        else:
            ends = one.find(key.side, key.steps, used.media_types).ends
        for end in ends:
            listed = end.value.get("enum") if isinstance(end.value, dict) else None
            found |= {str(value) for value in listed} if isinstance(listed, list) else set()
    return frozenset(found)
