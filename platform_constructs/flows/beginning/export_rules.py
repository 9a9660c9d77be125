"""
The platform team hands its rules to whoever runs a plain checkov: a folder of checks, complete in itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Protocol

from platform_constructs.errors import PackError
from platform_constructs.flows.beginning.copied_modules import copied_modules
from platform_constructs.flows.beginning.export_pages import anchor, readme, rules_page, title
from platform_constructs.flows.lawbook import Lawbook
from platform_constructs.model.verdict import Level
from platform_constructs.policy.composing.compose import compose
from platform_constructs.policy.packs.terms import Pack
from platform_constructs.policy.rule import Rule
from platform_constructs.policy.view import PARTS_OF

__all__ = ["MANIFEST", "Exported", "RuleSource", "Sources", "WriteExport", "export_rules", "id_of"]

MANIFEST: Final = "paved.manifest"
"""JSON, but not by name: checkov would take it for a check of its own."""


@dataclass(frozen=True, slots=True)
class RuleSource:
    """
    Where a rule is written.

    Attributes:
        module: The module's full name.
        attribute: The rule's name in it.
        text: The module's bytes.
    """

    module: str
    attribute: str
    text: bytes


class Sources(Protocol):
    """The text of what runs; `adapters.checkov.export.sources` finds it."""

    @property
    def answers(self) -> str:
        """The module whose `Answers` puts rules to a written stack."""

    def scaffold(self) -> Mapping[str, bytes]:
        """Return the files that every export has as they are, by path."""

    def of_rule(self, rule: Rule) -> RuleSource:
        """Return where a rule is written, or raise PACK-087."""

    def of_module(self, name: str) -> bytes | None:
        """Return a module's text; None when there is no such module."""


class WriteExport(Protocol):
    """Writes the folder; `adapters.checkov.export.folder` does it."""

    def __call__(self, files: Mapping[str, bytes], /) -> None:
        """Write all of it, or nothing."""


@dataclass(frozen=True, slots=True)
class Exported:
    """
    What was exported.

    Attributes:
        packs: The packs whose rules these are, such as `baseline 1.0.0`; empty when it is every rule there is.
        rules: How many rules.
        files: How many files.
        lesser: Ids of the rules that do not block, for `--soft-fail-on`.
    """

    packs: tuple[str, ...]
    rules: int
    files: int
    lesser: tuple[str, ...]


def export_rules(
    book: Lawbook, packs: Sequence[Pack], sources: Sources, write: WriteExport, *, today: date
) -> Exported:
    """
    Export the rules that some packs put in force, or every rule there is.

    Args:
        book: Every rule there is.
        packs: They say which rules, and how loudly. None at all means every rule, as if it blocked.
        sources: The text of what runs.
        write: Writes the folder.
        today: The day that dated levels are read against.

    Raises:
        PackError: PACK-021 for a rule that is not there, PACK-086 when no rule is in force, PACK-087 or PACK-088 for
            one that cannot be exported.
        ToolError: if the folder cannot be written, or is not paved's to replace.
    """
    law = compose(packs, today=today)
    levels = law.levels if packs else dict.fromkeys(book.rules, Level.BLOCK)
    chosen = [(_rule(book, code, packs), level) for code, level in sorted(levels.items()) if level is not Level.OFF]
    if not chosen:
        raise PackError(
            "PACK-086",
            "there is no rule to export, and checks that ask nothing would pass everything",
            at=" and ".join(law.labels) or "policy_packs",
            got="no rule in force",
            fix="name a pack whose rules are not all off",
        )
    written = {rule.code: sources.of_rule(rule) for rule, _ in chosen}
    begin = {sources.answers: sources.of_module(sources.answers) or b""}
    begin |= {source.module: source.text for source in written.values()}
    copies = copied_modules(begin, sources.of_module)
    lesser = tuple(id_of(rule) for rule, level in chosen if level is not Level.BLOCK)
    files = {
        **sources.scaffold(),
        **{f"modules/{name}.py": text for name, text in copies.items()},
        "README.md": readme(law.labels, len(chosen), lesser).encode(),
        "rules.md": rules_page([rule for rule, _ in chosen]).encode(),
    }
    manifest = {
        "format": 1,
        "packs": list(law.labels),
        "answers": sources.answers,
        "rules": [_entry(rule, level, written[rule.code]) for rule, level in chosen],
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }
    files[MANIFEST] = (json.dumps(manifest, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()
    write(dict(sorted(files.items())))
    return Exported(law.labels, len(chosen), len(files), lesser)


def id_of(rule: Rule) -> str:
    """Return the id that checkov knows a rule by: letters, digits and underscores, as its options want it."""
    return f"PAVED_{rule.code.replace('-', '_')}"


def _rule(book: Lawbook, code: str, packs: Sequence[Pack]) -> Rule:
    if code not in book.rules:
        raise PackError(
            "PACK-021",
            "a pack in force names a rule that is not there",
            at=" and ".join(pack.file for pack in packs if code in pack.rules),
            got=code,
            fix="install the package that brings the rule, or name another version of the pack",
        )
    return book.rules[code]


def _entry(rule: Rule, level: Level, source: RuleSource) -> dict[str, Any]:
    found_in = {block for type in rule.concerns for block in _blocks(type)}
    return {
        "id": id_of(rule),
        "code": rule.code,
        "name": f"{rule.name}: {title(rule)}",
        "severity": rule.severity,
        "level": level.name.lower(),
        "resource": sorted(block for block in found_in if not block.startswith("data.")),
        "data": sorted(block.removeprefix("data.") for block in found_in if block.startswith("data.")),
        "doc": anchor(rule),
        "module": source.module,
        "attribute": source.attribute,
    }


def _blocks(type: str) -> frozenset[str]:
    """Return the resource and data types in which something of a type is found."""
    kind, dot, _ = type.partition(".")
    return PARTS_OF[kind] if dot and kind in PARTS_OF else frozenset({type})
