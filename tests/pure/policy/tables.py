"""
The tables of the policy room as text, to be looked at whole: what a pack may shape, and what no hatch may touch.

`python -m tests.pure.policy.tables` writes the golden files anew. Read the difference: each line is a promise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from platform_constructs.policy.judging.off_limits import ALWAYS_FREE, KEPT, LOCAL_FILES, TARGETS, ground_of
from platform_constructs.policy.settings.definition import Reading, SettingDefinition
from platform_constructs.policy.settings.every_setting import CATALOGUE

__all__ = ["FOLDER", "TABLES"]

FOLDER: Final = Path(__file__).parents[2] / "golden" / "tables"
_MANY: Final = 30  # legal values; longer lists are tables of their own


def _settings() -> Iterator[str]:
    for name, each in CATALOGUE.items():
        yield f"{name}: {each.kind} {each.type} {each.unit}".rstrip()
        yield from (f"  {line}" for line in _details(each))


def _details(definition: SettingDefinition) -> Iterator[str]:
    if definition.values:
        values = definition.values
        yield f"one of {', '.join(map(str, values))}" if len(values) <= _MANY else f"one of {len(values)} values"
    elif definition.type == "number":
        yield f"from {definition.least} to {definition.most}"
    yield from definition.shapes
    yield from (_reading(each) for each in definition.readings)


def _reading(reading: Reading) -> str:
    parts = [f"reads {reading.shape}"]
    parts += [f"{name} {value}" for name in ("where", "matching") if (value := getattr(reading, name))]
    parts += ["its keys"] * reading.keys + ["elsewhere"] * bool(reading.elsewhere)
    return ", ".join(parts)


def _off_limits() -> Iterator[str]:
    """The first lines are asked, not told: each is a real type and why no hatch may add it."""
    asked = (FOLDER / "off-limits.txt").read_text(encoding="utf-8").split("\n\n")[0].splitlines()
    for type in (line.partition(":")[0] for line in asked):
        ground = ground_of(type)
        yield f"{type}: {ground.why if ground else 'may be added'}"
    yield ""
    yield f"always free: {', '.join(sorted(ALWAYS_FREE))}"
    yield from (f"kept of {type}: {', '.join(attributes)}" for type, attributes in sorted(KEPT.items()))
    for title, table in (("attached by", TARGETS), ("file in", LOCAL_FILES)):
        yield from _pairs(title, table)


def _pairs(title: str, table: Mapping[str, str]) -> Iterator[str]:
    yield from (f"{title} {type}: {attribute}" for type, attribute in sorted(table.items()))


TABLES: Final[Mapping[str, Callable[[], Iterator[str]]]] = {"off-limits": _off_limits, "settings": _settings}

if __name__ == "__main__":
    for name, lines in TABLES.items():
        (FOLDER / f"{name}.txt").write_text("\n".join([*lines(), ""]), encoding="utf-8")
