"""
What changed between two route maps, as text, as JSON and as Markdown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import islice
from typing import Any, Final

from platform_constructs.adapters.reports.route_list import access_of, age_of, url_of
from platform_constructs.adapters.reports.text import table
from platform_constructs.catalog.route_changes import Kind, RouteChange
from platform_constructs.catalog.route_map import MappedRoute, route_map_schema
from platform_constructs.errors import shown

__all__ = ["route_changes_json", "route_changes_markdown", "route_changes_schema", "route_changes_text"]

_LONG: Final = 15  # rows; a longer section of a pull request is folded
_MOST: Final = 200  # rows of one section
_ROOM: Final = 60_000  # characters of all rows: GitHub takes 65,536 of a comment, and the gravest come first
_LONGEST: Final = 300  # characters of one cell


def route_changes_text(changes: Sequence[RouteChange], refused: Collection[Kind]) -> str:
    """
    Return the changes as a table, the gravest first.

    Args:
        changes: The changes.
        refused: What is not let pass.
    """
    rows = [
        [", ".join(one.kinds), one.route.method, url_of(one.route), one.route.owner, "; ".join(_said(one))]
        for one in changes
    ]
    parts = [table(["CHANGE", "METHOD", "URL", "OWNER", "HOW"], rows)] if rows else []
    return "\n\n".join([*parts, _verdict(changes, refused)])


def route_changes_json(changes: Sequence[RouteChange], refused: Collection[Kind]) -> dict[str, Any]:
    """Return the changes as JSON's values; `ok` is false when one of them is refused."""
    return {
        "changes": [
            {
                "after": one.after.model_dump(mode="json") if one.after else None,
                "before": one.before.model_dump(mode="json") if one.before else None,
                "how": _said(one),
                "kinds": [str(kind) for kind in one.kinds],
                "refused": any(kind in refused for kind in one.kinds),
            }
            for one in changes
        ],
        "counts": {str(kind): count for kind, count in _counts(changes).items()},
        "ok": not any(kind in refused for one in changes for kind in one.kinds),
        "refused": sorted(refused),
    }


def route_changes_schema() -> dict[str, Any]:
    """Return the JSON Schema, 2020-12, of what `route_changes_json` returns; routes are those of a route map."""
    schema = route_map_schema()
    kind = {"enum": [str(each) for each in Kind]}
    route = {"anyOf": [{"$ref": "#/$defs/MappedRoute"}, {"type": "null"}]}
    change = {
        "after": {**route, "description": "The route in the new map; null when it is gone."},
        "before": {**route, "description": "The route in the old map; null when it was added."},
        "how": {"description": "What is different, a short line each.", "items": {"type": "string"}, "type": "array"},
        "kinds": {"description": "The gravest comes first.", "items": kind, "minItems": 1, "type": "array"},
        "refused": {"description": "Whether one of its kinds is refused.", "type": "boolean"},
    }
    answer = {
        "changes": {"description": "The gravest come first.", "items": _object(change), "type": "array"},
        "counts": {
            "additionalProperties": {"minimum": 1, "type": "integer"},
            "description": "How many changes are of a kind; a change of several kinds counts for each.",
            "propertyNames": kind,
            "type": "object",
        },
        "ok": {"description": "Whether nothing is refused.", "type": "boolean"},
        "refused": {"description": "The kinds that --fail-on refuses, sorted.", "items": kind, "type": "array"},
    }
    used = {name: each for name, each in schema["$defs"].items() if name != "MappedStack"}
    return {"$schema": schema["$schema"], "title": "Changes between two route maps", "$defs": used, **_object(answer)}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "additionalProperties": False,
        "properties": properties,
        "required": sorted(properties),
        "type": "object",
    }


def route_changes_markdown(changes: Sequence[RouteChange], refused: Collection[Kind]) -> str:
    """Return the changes for a pull request; what others wrote stands in code spans, so that none of it is markup."""
    parts = ["### Routes", _verdict(changes, refused)]
    room = _ROOM
    for kind in Kind:
        listed = [one for one in changes if one.kinds[0] is kind]
        rows = list(_fitting(listed, room))
        room -= sum(map(len, rows))
        is_refused = any(each in refused for one in listed for each in one.kinds)
        parts += _section(kind, rows, len(listed), is_refused=is_refused)
    return "\n\n".join(parts)


def _fitting(listed: Iterable[RouteChange], room: int) -> Iterable[str]:
    for change in islice(listed, _MOST):
        row = f"| {' | '.join(_row(change))} |"
        room -= len(row)
        if room < 0:
            return
        yield row


def _section(kind: Kind, rows: Sequence[str], count: int, *, is_refused: bool) -> list[str]:
    if not count:
        return []
    heading = f"{_words(kind).capitalize()}: {count}"
    body = "\n".join(["| route | owner | how |", "|---|---|---|", *rows]) if rows else ""
    if count > len(rows):
        body += f"\n\n{count - len(rows)} more; `paved routes diff --format text` lists them all."
    if count <= _LONG:
        return [f"#### {heading}", body.strip()]
    unfolded = " open" if is_refused and count <= 2 * _LONG else ""  # what is refused should be seen
    return [f"<details{unfolded}><summary>{heading}</summary>", body, "</details>"]


def _row(change: RouteChange) -> Iterable[str]:
    also = [_words(kind) for kind in change.kinds[1:]]
    how = [_code(each) for each in _said(change)]
    return (
        _code(f"{change.route.method} {url_of(change.route)}"),
        _code(change.route.owner),
        "<br>".join([*how, *([f"also {', '.join(also)}"] if also else [])]),
    )


def _said(change: RouteChange) -> list[str]:
    """Return what is different, a short line each."""
    if change.before is None or change.after is None:
        route = change.route
        return [", ".join(filter(None, (route.stack, route.operation, access_of(route), age_of(route.lifecycle))))]
    return [f"{was} -> {now}" for was, now in _differences(change.before, change.after) if was != now]


def _differences(before: MappedRoute, after: MappedRoute) -> Iterable[tuple[str, str]]:
    yield before.owner, after.owner
    yield f"{before.method} {url_of(before)}", f"{after.method} {url_of(after)}"
    yield before.stack, after.stack
    yield f"{before.operation or '(no operation)'}", f"{after.operation or '(no operation)'}"
    yield f"{before.audience} host", f"{after.audience} host"
    yield access_of(before), access_of(after)
    yield age_of(before.lifecycle) or "(no lifecycle)", age_of(after.lifecycle) or "(no lifecycle)"
    yield f"below {before.mapping or '(nothing)'}", f"below {after.mapping or '(nothing)'}"
    yield _relied(before), _relied(after)


def _relied(route: MappedRoute) -> str:
    by = route.relies_on
    if by is None:
        return "by no claim"
    return f"by {by.giver}'s delegation of {by.prefix}" if by.giver else f"by the claim of {by.prefix}"


def _verdict(changes: Sequence[RouteChange], refused: Collection[Kind]) -> str:
    if not changes:
        return "no route changed"
    counts = _counts(changes)
    said = ", ".join(f"{count} {_words(kind)}" for kind, count in counts.items())
    total = "1 route changed" if len(changes) == 1 else f"{len(changes)} routes changed"
    bad = [_words(kind) for kind in counts if kind in refused]
    return f"{total}: {said}; " + (f"refused for {', '.join(bad)}" if bad else "nothing that is refused")


def _counts(changes: Iterable[RouteChange]) -> dict[Kind, int]:
    found = Counter(kind for one in changes for kind in one.kinds)
    return {kind: found[kind] for kind in Kind if found[kind]}


def _words(kind: Kind) -> str:
    return {Kind.RENAMED: "parameter renamed", Kind.LIFECYCLE: "lifecycle changed"}.get(kind, kind.replace("-", " "))


def _code(text: str) -> str:
    """Return foreign text as a code span that it cannot leave, also inside a table."""
    line = shown(text, longest=_LONGEST).replace("`", "'").replace("|", "\\|")
    return f"`{line}`" if line.strip() else ""
