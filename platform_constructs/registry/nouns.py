"""
Turns one table of the registry into one noun of the model, and pydantic's complaints into the reader's words.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from platform_constructs.model.toml_source import TomlSource
from platform_constructs.registry.faults import Faults, is_misspelt, nearest
from platform_constructs.registry.words import KINDS, WORDS

__all__ = ["Way", "as_noun", "entries", "table_at", "tables_in"]

N = TypeVar("N", bound=BaseModel)
Way = tuple[str | int, ...]
"""The keys that lead to a value, such as `("domains", "ordering", "paths", 0)`."""

_NOT_WRITTEN: Final = {"place", "accepted"}  # the reader fills these in


def table_at(source: TomlSource, faults: Faults, name: str, *, required: bool = False) -> dict[str, Any] | None:
    """Return one of the file's tables; None if it is absent. Absent though required, or no table, is a fault."""
    if name in source.data:
        return checked_table(source, faults, source.data[name], (name,))
    if required and not is_misspelt(name, source.data):
        faults.add(
            "REG-003",
            source.place(name),
            f"the table [{name}] is missing",
            got="nothing",
            fix=f"add [{name}] to {source.file}; `paved explain REG-003` lists what it holds",
        )
    return None


def checked_table(source: TomlSource, faults: Faults, value: Any, way: Way) -> dict[str, Any] | None:
    """Return the value if it is a table; None otherwise, which is then a fault."""
    if isinstance(value, dict):
        return value
    faults.add(
        "REG-004",
        source.place(*way),
        f"{way[-1]} must be a table" if isinstance(way[-1], str) else f"each entry of {way[-2]} must be a table",
        got=value,
        fix="write key = value lines under a [header], or {key = value} on one line",
    )
    return None


def entries(source: TomlSource, faults: Faults, name: str, *, required: bool = False) -> dict[str, dict[str, Any]]:
    """Return the tables within one of the file's tables, by name, sorted."""
    found = table_at(source, faults, name, required=required) or {}
    tables = {key: checked_table(source, faults, found[key], (name, key)) for key in sorted(found)}
    return {key: table for key, table in tables.items() if table is not None}


def tables_in(source: TomlSource, faults: Faults, value: Any, way: Way) -> list[tuple[int, dict[str, Any]]]:
    """Return the tables in a list, with their positions; what is no list or no table is a fault."""
    if not isinstance(value, list):
        faults.add(
            "REG-004",
            source.place(*way),
            f"{way[-1]} must be a list of tables",
            got=value,
            fix=f"repeat [[{way[-1]}]]"
            if len(way) == 1
            else f'write {way[-1]} = [{{host = "public", prefix = "/..."}}]',
        )
        return []
    tables = [(n, checked_table(source, faults, entry, (*way, n))) for n, entry in enumerate(value)]
    return [(n, table) for n, table in tables if table is not None]


def as_noun(
    kind: type[N],
    source: TomlSource,
    faults: Faults,
    table: Mapping[str, Any],
    way: Way,
    *,
    given: Mapping[str, Any] | None = None,
    written: Mapping[str, str] | None = None,
    also: Collection[str] = (),
) -> N | None:
    """
    Return the noun that a table describes; None if it does not, which is then a fault.

    Args:
        kind: The noun.
        source: The registry.
        faults: Where faults are noted.
        table: The table.
        way: The keys that lead to it.
        given: Fields that are not read from this table, by field.
        written: Fields whose key in the file is another, by field.
        also: Keys of the table that were read already.
    """
    given, written = given or {}, written or {}
    key_of = {field: written.get(field, field) for field in kind.model_fields if field not in _NOT_WRITTEN}
    own = {field: key for field, key in key_of.items() if field not in given}
    allowed = sorted({*own.values(), *also})
    unknown = sorted(table.keys() - set(allowed))
    for key in unknown:
        faults.add(
            "REG-002",
            source.place(*way, key),
            f"{_named(way)} has no key {key}",
            got=key,
            fix=nearest(key, allowed),
        )
    values = {**{field: _frozen(table[key]) for field, key in own.items() if key in table}, **given}
    try:
        noun = kind.model_validate(values)
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_context=False):
            if not (detail["type"] == "missing" and is_misspelt(key_of.get(str(detail["loc"][-1]), ""), unknown)):
                _note(source, faults, detail, way, key_of, table)
        return None
    return noun if not unknown and _is_printable(source, faults, table, way) else None


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _frozen(item) for key, item in value.items()}
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value


def _note(
    source: TomlSource,
    faults: Faults,
    detail: ErrorDetails,
    way: Way,
    key_of: Mapping[str, str],
    table: Mapping[str, Any],
) -> None:
    field, *inner = [part for part in detail["loc"] if part != "[key]"] or [""]
    key = key_of.get(str(field), str(field))
    place = source.place(*way, key, *inner) if key in table else source.place(*way)
    words = WORDS.get(f"{way[0]}.{key}") or WORDS.get(key)
    whose = ".".join(str(part) for part in (key, *inner))
    if detail["type"] == "missing":
        example = words.example if words else "..."
        faults.add(
            "REG-003",
            place,
            f"{_named(way)} has no {whose}",
            got="nothing",
            fix=f"add {inner[-1] if inner else key} = {example}",
        )
    elif detail["type"] == "extra_forbidden":
        faults.add(
            "REG-002",
            place,
            f"{key} has no key {inner[-1] if inner else key}",
            got=inner[-1] if inner else key,
            fix=f"write {key} = {words.example}" if words else "remove it",
        )
    elif detail["type"] in KINDS and not (inner and detail["type"] == "model_type"):
        fix = f"write it like {words.example}" if words else f"write {KINDS[detail['type']]}"
        faults.add("REG-004", place, f"{whose} must be {KINDS[detail['type']]}", got=detail["input"], fix=fix)
    else:
        allowed = words.allowed if words else "another value"
        if "[key]" in detail["loc"]:
            whose, allowed = f"the name {inner[-1] if inner else key}", WORDS["name"].allowed
        example = f"for example {words.example}" if words else f"it must be {allowed}"
        faults.add("REG-005", place, f"{whose} must be {allowed}", got=detail["input"], fix=example)


def _named(way: Way) -> str:
    """The table as its header names it, such as `domains.ordering`."""
    return ".".join(str(part) for part in way) or "the file"


def _is_printable(source: TomlSource, faults: Faults, table: Mapping[str, Any], way: Way) -> bool:
    """Refuse control characters, which TOML's escapes let in everywhere."""
    hidden = [key for key, value in table.items() if isinstance(value, str) and not value.isprintable()]
    for key in hidden:
        faults.add(
            "REG-005",
            source.place(*way, key),
            f"{key} must not contain line breaks or control characters",
            got=table[key],
            fix="remove them",
        )
    return not hidden
