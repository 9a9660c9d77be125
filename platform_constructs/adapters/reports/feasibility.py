"""
What API Gateway would make of contracts: for people, and for machines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any, Final

from platform_constructs.adapters.reports.as_json import json_finding
from platform_constructs.contracts.gateway.feasibility import Feasibility
from platform_constructs.contracts.gateway.sizes import LARGEST_MODELS
from platform_constructs.contracts.notes import Loss, Note
from platform_constructs.errors import shown
from platform_constructs.flows.contracts.compile import Compiled
from platform_constructs.model.finding import Finding
from platform_constructs.model.place import Place

__all__ = ["FORMAT", "feasibility_json", "feasibility_text"]

FORMAT = 1
"""Of the answer; a reader refuses one it does not know."""

_MOST_PLACES: Final = 3
_MOST_OPERATIONS: Final = 12
_ALL: Final = 1_000_000
_LONGEST: Final = 300
_HEADINGS: Final = {
    Loss.UNCHECKED: "not checked at the gateway: your backend has to",
    Loss.LOOSER: "checked at the gateway more loosely than the contract says: your backend checks the rest",
    Loss.LEFT_OUT: "left out: nothing about a request is checked less for it",
}


def feasibility_text(found: Sequence[Compiled], *, everything: bool = False) -> str:
    """
    Return the report.

    Args:
        found: The contracts.
        everything: Whether to list every operation and place; otherwise the first ones, and how many more there are.
    """
    parts = [part for one in found for part in _contract(one, _ALL if everything else 0)]
    return "\n\n".join(parts)


def _contract(one: Compiled, most: int) -> Iterator[str]:
    report = one.report
    openapi = "3.1" if report.is_31 else "3.0"
    name = one.name if one.name == report.file else f"{one.name}, {report.file}"
    lines = [_line(f"{name}: {report.title} {report.version}, OpenAPI {openapi}"), f"  {_sizes(report)}"]
    if report.binary:
        lines.append(_line(f"  passed on as bytes: {', '.join(report.binary)}"))
    yield "\n".join(lines)
    carried = "would be carried" if one.is_refused else "carried"
    heading = f"{carried}: who may call, which parameters have to be there, and bodies against models"
    yield "\n".join([heading, *_operations(report, most or _MOST_OPERATIONS)])
    for loss in Loss:
        if notes := [note for note in report.losses if note.loss is loss]:
            yield "\n".join([_HEADINGS[loss], *(_note(note, report.file, most or _MOST_PLACES) for note in notes)])
    yield from _refusals(report, most or _MOST_PLACES)
    yield _verdict(one)


def _refusals(report: Feasibility, most: int) -> Iterator[str]:
    """Yield the first finding of each kind whole, and where the others are."""
    kinds: dict[tuple[str, str], list[Finding]] = {}
    for finding in report.refused:
        kinds.setdefault((finding.code, finding.what), []).append(finding)
    for first, *others in kinds.values():
        text = str(first).replace("\n  who  \n", "\n")  # a file that nobody declared is nobody's
        if others:
            text += f"\n  also {_spots([each.at for each in others], report.file, most)}"
        yield text


def _sizes(report: Feasibility) -> str:
    models = f"{_counted(report.models, 'model')} with {_kilobytes(report.models_size)} of {_kilobytes(LARGEST_MODELS)}"
    shared = sum(len(model.others) for model in report.models)
    again = f" ({shared} more schemas say the same and share them)" if shared else ""
    return (
        f"{_counted(report.operations, 'operation')}, {report.resources} resources of {report.most_resources}, "
        f"{models}{again}, body {_kilobytes(report.size)} of 6 MB"
    )


def _operations(report: Feasibility, most: int) -> list[str]:
    first = report.operations[:most]
    width = max((len(f"{each.method} {each.path}") for each in first), default=0)
    lines = []
    for each in first:
        callers = " or ".join(each.scopes) or ("everybody" if each.is_open else "no scope")
        parts = [f"{each.method} {each.path}".ljust(width), callers]
        parts += [f"needs {', '.join(each.required)}"] if each.required else []
        parts += [f"body {name}" for name in dict.fromkeys(each.models.values())]
        lines.append(_line(f"  {'  '.join(parts)}  ({_spot(each.at, report.file)})"))
    if (more := len(report.operations) - most) > 0:
        lines.append(f"  {more} more; --all lists them")
    return lines


def _note(note: Note, file: str, most: int) -> str:
    return _line(f"  {note.text} ({_spots(note.places, file, most)})")


def _spots(places: Sequence[Place], file: str, most: int) -> str:
    said = ", ".join(_spot(place, file) for place in places[:most])
    more = len(places) - most
    return f"{said} and {more} more" if more > 0 else said


def _spot(place: Place, file: str) -> str:
    """Return a place in the contract's own file by its line only."""
    return f"line {place.line}" if place.file == file else f"{place.file}:{place.line}"


def _verdict(one: Compiled) -> str:
    report = one.report
    parts = [f"{_counted(report.operations, 'operation')} of {len(one.made.contract.operations)}"]
    for loss, words in ((Loss.UNCHECKED, "left to the backend"), (Loss.LOOSER, "made looser")):
        if kinds := sum(note.loss is loss for note in report.losses):
            parts.append(f"{kinds} kind{'' if kinds == 1 else 's'} of checks {words}")
    parts += [_counted(report.refused, "finding")] if report.refused else []
    return _line(f"contract compile: {one.name}, {', '.join(parts)}: {report.outcome}")


def _line(text: str) -> str:
    indent = text[: len(text) - len(text.lstrip(" "))]
    return indent + shown(text.strip(), longest=_LONGEST)


def _kilobytes(size: int) -> str:
    return f"{size} bytes" if size < 1024 else f"{size / 1024:.0f} KB" if size >= 10 * 1024 else f"{size / 1024:.1f} KB"


def _counted(things: Sequence[object], noun: str) -> str:
    return f"{len(things)} {noun}{'' if len(things) == 1 else 's'}"


def feasibility_json(found: Iterable[Compiled]) -> dict[str, Any]:
    """Return the report as JSON's values."""
    contracts = [_values(one) for one in found]
    return {"contracts": contracts, "format": FORMAT, "ok": not any(each["findings"] for each in contracts)}


def _values(one: Compiled) -> dict[str, Any]:
    report = one.report
    return {
        "binary_media_types": list(report.binary),
        "body_bytes": report.size,
        "file": report.file,
        "findings": [json_finding(finding) for finding in report.refused],
        "losses": [
            {"loss": str(note.loss), "places": [asdict(place) for place in note.places], "text": note.text}
            for note in report.losses
        ],
        "models": [asdict(model) for model in report.models],
        "models_bytes": report.models_size,
        "mount": report.mount,
        "name": one.name,
        "openapi": "3.1" if report.is_31 else "3.0",
        "operations": [asdict(operation) for operation in report.operations],
        "outcome": str(report.outcome),
        "resources": report.resources,
        "resources_quota": report.most_resources,
        "title": report.title,
        "version": report.version,
    }
