"""
The JSON Schema of what `paved contract diff --format json` prints.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from platform_constructs.adapters.reports.contract_diff_json import FORMAT
from platform_constructs.contracts.compare.change import Severity
from platform_constructs.flows.contracts.consumer_view import Hit
from platform_constructs.flows.contracts.diff_report import FailOn
from platform_constructs.model.verdict import Level

__all__ = ["diff_schema"]

_TEXT: Final[dict[str, Any]] = {"type": "string"}
_TEXTS: Final[dict[str, Any]] = {"items": _TEXT, "type": "array"}


def diff_schema() -> dict[str, Any]:
    """Return the JSON Schema, 2020-12, of what `diff_json` returns."""
    answer = {
        "contracts": _list("Contract", "Sorted by name."),
        "exit": {"description": "0 nothing refused, 1 refused, 2 could not be judged.", "enum": [0, 1, 2]},
        "fail_on": _said("What is refused.", {"enum": list(map(str, FailOn))}),
        "findings": _list("Finding", "Of waivers and of consumers' files."),
        "format": {"const": FORMAT, "description": "Of this answer."},
        "notes": _said("What could not be looked at and need not be.", _TEXTS),
        "ok": _said("Whether `exit` is 0.", {"type": "boolean"}),
        "since": _or_null("What contracts were compared with; null for two files.", _TEXT),
        "worst": _severity("The worst that nobody accepted; null when nothing is left."),
    }
    definitions = {
        "Change": _object({**_change(), **_whole_change()}),
        "Consumer": _object(_consumer()),
        "Contract": _object(_contract()),
        "Error": _object(dict.fromkeys(("at", "code", "fix", "got", "what"), _TEXT)),
        "Finding": _object(_finding()),
        "Place": _object({"file": _TEXT, "line": {"minimum": 0, "type": "integer"}, "pointer": _TEXT}),
        "Touch": _object({**_change(), **_touch()}),
        "Version": _object(_version()),
    }
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": dialect, "title": "What changed in contracts", "$defs": definitions, **_object(answer)}


def _contract() -> dict[str, Any]:
    states = ["compared", "new", "gone", "unreadable"]
    return {
        "changes": _list("Change", "The worst come first; empty for an API that is new or gone."),
        "consumers": _list(
            "Consumer", "Those that publish what they use, or were granted the event; the hardest hit come first."
        ),
        "error": _or_null("Why it could not be judged.", {"$ref": "#/$defs/Error"}),
        "findings": _list("Finding", "Of the contract as a whole: gone, not compared, its version."),
        "kind": _said("What it is the contract of.", {"enum": ["api", "event"]}),
        "moved_from": _or_null("Its path before, when that was another one.", _TEXT),
        "name": _said("Its stack, or the event as source/detail type; the file where none of the two is known.", _TEXT),
        "new": _or_null("Its file now.", _TEXT),
        "old": _or_null("Its file before, with the commit and a colon in front.", _TEXT),
        "owner": _or_null("The domain that answers for it.", _TEXT),
        "state": {"enum": states},
        "version": _or_null("Null when nothing was compared.", {"$ref": "#/$defs/Version"}),
        "worst": _severity("The worst that nobody accepted; null when nothing is left."),
    }


def _change() -> dict[str, Any]:
    return {
        "args": _said("The values, old before new.", _TEXTS),
        "component": _said(
            "Where it is anchored, such as schemas/Order, POST /orders, or the name of an event.", _TEXT
        ),
        "id": _said("What kind of change it is; oasdiff's id where the meaning is the same.", _TEXT),
        "operations": _said(
            "The operations affected, METHOD /path, or SUBSCRIBE with each domain that reads the event; sorted.", _TEXTS
        ),
        "path": _said("Inside the component, such as items[].price; may be empty.", _TEXT),
        "severity": {"enum": _names(Severity)},
        "what": _said("One sentence, names in backticks.", _TEXT),
    }


def _whole_change() -> dict[str, Any]:
    place = {"$ref": "#/$defs/Place"}
    return {
        "code": _said("The code that a waiver names.", _TEXT),
        "new": _or_null("Where the new version says it.", place),
        "old": _or_null("Where the old version said it.", place),
        "waived_by": _or_null("Where the waiver stands that accepts it.", _TEXT),
        "waived_until": _or_null("The last day it does.", {"format": "date", "type": "string"}),
        "waiver_at": _or_null("What a waiver of it would say under `at`; null when nobody can be broken.", _TEXT),
        "waiver_fingerprint": _or_null("What it would say under `fingerprint`.", _TEXT),
        "why": _said("For whom it breaks, or why it does not.", _TEXT),
    }


def _touch() -> dict[str, Any]:
    return {
        "hit": {"enum": _names(Hit)},
        "operation": _said("The operation as the consumer names it; the event, for its readers.", _TEXT),
        "uses": _or_null("What it uses that the change is about; null for the operation itself.", _TEXT),
    }


def _consumer() -> dict[str, Any]:
    return {
        "contact": _TEXT,
        "file": _TEXT,
        "findings": _list("Finding", "What it names that the API does not have."),
        "hit": {"enum": _names(Hit)},
        "name": _TEXT,
        "touches": _list("Touch", "What reaches it; the worst come first."),
    }


def _version() -> dict[str, Any]:
    steps = {"enum": ["", "patch", "minor", "major"]}
    return {
        "enough": {"type": "boolean"},
        "got": _said("The step that the version makes; empty for none.", steps),
        "needed": _said("The step that it has to make at least; empty for none.", steps),
        "new": _TEXT,
        "old": _TEXT,
    }


def _finding() -> dict[str, Any]:
    return {
        **dict.fromkeys(("address", "code", "fingerprint", "fix", "got", "name", "owner", "stack", "what"), _TEXT),
        "at": {"$ref": "#/$defs/Place"},
        "blocks": {"type": "boolean"},
        "blocks_from": {"type": "null"},
        "level": {"enum": _names(Level)},
        "waived_by": _TEXT,
        "waiver": _or_null("The waiver as it is written.", {"type": "object"}),
    }


def _names(kinds: Iterable[Severity | Hit | Level]) -> list[str]:
    return [kind.name.lower() for kind in kinds]


def _said(what: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": what, **schema}


def _or_null(what: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}], "description": what}


def _severity(what: str) -> dict[str, Any]:
    return _said(what, {"enum": [*_names(Severity), None]})


def _list(definition: str, what: str) -> dict[str, Any]:
    return _said(what, {"items": {"$ref": f"#/$defs/{definition}"}, "type": "array"})


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    ordered = dict(sorted(properties.items()))
    return {"additionalProperties": False, "properties": ordered, "required": sorted(ordered), "type": "object"}
