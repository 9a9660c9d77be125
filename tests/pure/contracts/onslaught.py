"""
Throw broken contracts at everything that reads them; whatever does not end in a designed answer is told.

    python -m tests.pure.contracts.onslaught CASES [PROCESSES [FIRST]]

Case N is always the same text. Seeds are the contracts of the sample and of tests/contracts, and those of the shared
corpus when it is beside this clone.
"""

from __future__ import annotations

import copy
import json
import random
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

import yaml

from platform_constructs.contracts.api.load import contract_in
from platform_constructs.contracts.api.structure import structure_faults
from platform_constructs.contracts.codes import CODES
from platform_constructs.contracts.compare.api.comparison import compare_documents
from platform_constructs.contracts.compare.api.terms import Terms
from platform_constructs.contracts.compare.families import family_of
from platform_constructs.contracts.document.document import Document, read_document
from platform_constructs.contracts.lint.profile import Profile, RuleLevel
from platform_constructs.contracts.lint.run import UNJUDGED, lint
from platform_constructs.errors import ContractError
from platform_constructs.model.verdict import Level
from policy_packs import every_contract_rule
from tests.pure.contracts.reading import CORPUS, FIXTURES, ROOT, compiled

__all__ = ["Case", "case", "undesigned"]

_TODAY: Final = date(2026, 11, 1)
_RULES: Final = {code: rule for code, rule in every_contract_rule().items() if code.startswith("API-")}
_PROFILE: Final = Profile("all", "Everything.", levels=dict.fromkeys(_RULES, RuleLevel(Level.WARN)))
_SLOW: Final = 10.0  # seconds of one case on a busy machine; the slowest known takes one
_LARGEST_SEED: Final = 120_000  # characters, so that a case takes milliseconds
_BATCH: Final = 200
_WORDS: Final = (
    "$ref", "$defs", "allOf", "oneOf", "anyOf", "not", "if", "then", "items", "prefixItems", "properties", "required",
    "type", "nullable", "enum", "const", "pattern", "format", "minimum", "maximum", "exclusiveMinimum", "minLength",
    "maxLength", "multipleOf", "default", "example", "examples", "discriminator", "mapping", "readOnly", "deprecated",
    "additionalProperties", "patternProperties", "unevaluatedProperties", "dependentSchemas", "paths", "parameters",
    "requestBody", "responses", "content", "application/json", "schema", "headers", "links", "callbacks", "webhooks",
    "security", "securitySchemes", "scopes", "flows", "servers", "url", "variables", "tags", "operationId", "in",
    "name", "query", "200", "default", "x-sunset", "x-lifecycle", "x-slo", "<<", "", "~", "a/b", "{id}", "/{id+}",
)  # fmt: skip
_VALUES: Final[tuple[Any, ...]] = (
    None, True, False, 0, -1, 1, 0.5, 1e308, -0.0, 10**400, "", " ", "\x00", "\u202e", "object", "string", "array",
    "null", "integer", "date-time", "(a+)+$", "[", "\\p{L}", "^" + "a?" * 40, "x" * 5_000, "2026-02-30", "#", "#/",
    "#/paths",
    "#/components/schemas/A", "other.yaml", "../../etc/passwd", "https://a.example/b", "file:///etc/passwd", "//a/b",
    "${file(\"/etc/passwd\")}", "TfToken[TOKEN.0]", "%{ if true }", [], {}, [[]], [None], [{}], {"$ref": 5},
    {"$ref": "#"}, {"$ref": "#/components"}, {"type": []}, {"type": ["string", "null", 5]}, {"allOf": []},
    {"enum": []}, {"not": {}}, {"items": False}, {"properties": {"$ref": {}}},
    {"additionalProperties": {"$ref": "#/x"}},
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """
    One broken contract.

    Attributes:
        seed: The contract it was made from.
        before: That contract's text.
        text: What became of it.
        others: Further files of its folder, by name.
    """

    seed: str
    before: str
    text: str
    others: Mapping[str, str]


def case(number: int) -> Case:
    """Return case `number`, the same one every time."""
    dice = random.Random(number)
    name, before, others = dice.choice(_seeds())
    text = before
    for _ in range(dice.choice((1, 1, 1, 2, 4))):
        text = _torn(text, dice) if dice.random() < 0.3 else _grafted(text, dice)
    return Case(name, before, text, others)


def undesigned(one: Case) -> Iterator[str]:
    """Yield every way in which a case is not answered as designed: another exception, an unknown code, too late."""
    began = time.monotonic()
    old = _read(one.before, one.others)
    try:
        new = _read(one.text, one.others)
    except ContractError as error:
        if error.code not in CODES:
            yield f"{error.code} is explained nowhere"
    except Exception as fault:
        yield f"reading: {fault!r}"
    else:
        for name, ask in _QUESTIONS.items():
            try:
                ask(old, new)
            except ContractError as error:
                if error.code not in CODES:
                    yield f"{name}: {error.code} is explained nowhere"
            except Exception as fault:
                yield f"{name}: {fault!r}"
    if (took := time.monotonic() - began) > _SLOW:
        yield f"it took {took:.1f} s"


def _read(text: str, others: Mapping[str, str]) -> Document:
    return read_document(text, "ordering/openapi.yaml", read=others.__getitem__)


def _compile(old: Document, new: Document) -> None:
    api, findings = compiled(contract_in(new))
    assert (api is None) == bool(findings)
    json.dumps(api.body if api else None, allow_nan=False)


def _structure(old: Document, new: Document) -> None:
    assert all(fault.code in CODES for fault in structure_faults(new.root, is_31=new.is_31))


def _compare(old: Document, new: Document) -> None:
    for one, other in ((old, new), (new, old)):
        for change in compare_documents(one, other, today=_TODAY, terms=Terms()).changes:
            assert family_of(change.id) in CODES
    assert not compare_documents(new, new, today=_TODAY, terms=Terms()).changes


def _lint(old: Document, new: Document) -> None:
    broken = [each.finding for each in lint(new, _RULES, _PROFILE, today=_TODAY) if each.finding.code == UNJUDGED]
    assert not broken, broken[0]


_QUESTIONS: Final[dict[str, Callable[[Document, Document], None]]] = {
    "structure": _structure,
    "compile": _compile,
    "compare": _compare,
    "lint": _lint,
}


@cache
def _seeds() -> list[tuple[str, str, Mapping[str, str]]]:
    found: list[tuple[str, str, Mapping[str, str]]] = []
    folders = [*(FIXTURES / "before").iterdir(), *(ROOT / "stacks" / "domains").iterdir()]
    for folder in sorted(folder for folder in folders if folder.is_dir()):
        texts = {file.relative_to(folder).as_posix(): _text(file) for file in sorted(folder.rglob("*.yaml"))}
        found += [(f"{folder.name}/{name}", text, texts) for name, text in texts.items() if _is_whole(text)]
    for file in sorted(CORPUS.rglob("*.*")) if CORPUS.is_dir() else ():
        if file.suffix in (".json", ".yaml") and file.stat().st_size <= _LARGEST_SEED and _is_whole(_text(file)):
            found.append((file.name, _text(file), {}))
    return found


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _is_whole(text: str) -> bool:
    return '"openapi"' in text[:500] or "openapi:" in text[:2_000]


def _torn(text: str, dice: random.Random) -> str:
    """Return a text with some characters or lines lost, doubled, moved or replaced."""
    lines = text.splitlines(keepends=True) or [""]
    at, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    start = dice.randrange(len(text) + 1)
    match dice.randrange(8):
        case 0:
            return text[:start]
        case 1:
            return text[:start] + text[start + dice.randrange(1, 40) :]
        case 2:
            odd = dice.choice("\x00\t\r\ud800\u202e\u2028&*!|>%@`{}[]:-'\"#\\")
            return text[:start] + odd + text[start:]
        case 3:
            lines[at], lines[other] = lines[other], lines[at]
        case 4:
            lines.insert(at, lines[other] * dice.choice((1, 1, 50)))
        case 5:
            lines[at] = dice.choice((" ", "  ", "    ", "- ")) + lines[at]
        case 6:
            lines[at] = lines[at].lstrip(" ")
        case _:
            lines[at] = (
                lines[at].rstrip("\n") + dice.choice((" &a", " *a", " !!python/object:os.system", " |", ": ")) + "\n"
            )
    return "".join(lines)


def _grafted(text: str, dice: random.Random) -> str:
    """Return a text whose tree has one part lost, replaced, renamed or grown elsewhere; JSON from here on."""
    try:
        tree = yaml.load(text, Loader=_LOADER)  # noqa: S506  # the safe loader, in C
    except (yaml.YAMLError, ValueError, RecursionError, TypeError):
        return _torn(text, dice)
    holders = [part for part in _parts(tree) if part]
    if not holders:
        return _torn(text, dice)
    holder = dice.choice(holders)
    key = dice.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
    match dice.randrange(6):
        case 0:
            del holder[key]
        case 1:
            holder[key] = copy.deepcopy(dice.choice(holders))
        case 2:
            holder[key] = _deep(dice)
        case 3 if isinstance(holder, dict):
            holder[dice.choice(_WORDS)] = holder.pop(key)
        case 4 if isinstance(holder, dict):
            holder[dice.choice(_WORDS)] = copy.deepcopy(dice.choice(_VALUES))
        case _:
            holder[key] = copy.deepcopy(dice.choice(_VALUES))
    try:
        return json.dumps(tree, indent=1, default=str)
    except (ValueError, RecursionError):
        return _torn(text, dice)


def _deep(dice: random.Random) -> Any:
    value: Any = dice.choice(_VALUES)
    for _ in range(dice.choice((1, 3, 30, 98, 300))):
        value = [value] if dice.random() < 0.2 else {dice.choice(_WORDS): value}
    return value


def _parts(tree: Any) -> Iterator[Any]:
    waiting, seen = [tree], set[int]()
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict | list) and id(part) not in seen:
            seen.add(id(part))
            yield part
            waiting.extend(part.values() if isinstance(part, dict) else part)


_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _answered(numbers: range) -> list[str]:
    return [f"case {number}: {said}" for number in numbers for said in undesigned(case(number))]


def main() -> int:
    """Try the cases that were asked for; end with 1 when some were not answered as designed."""
    cases, processes, first = (*map(int, sys.argv[1:]), *(1_000, 1, 0)[len(sys.argv) - 1 :])
    began = time.monotonic()
    batches = [range(start, min(start + _BATCH, first + cases)) for start in range(first, first + cases, _BATCH)]
    with get_context("spawn").Pool(processes) as pool:
        wrong = [said for batch in pool.imap_unordered(_answered, batches) for said in batch]
    sys.stdout.write("".join(f"{said}\n" for said in sorted(wrong)))
    sys.stdout.write(f"{cases} contracts, {len(wrong)} not answered as designed, {time.monotonic() - began:.0f} s\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
