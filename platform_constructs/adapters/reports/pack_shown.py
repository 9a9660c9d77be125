"""
One version of a pack, and the table of all versions, as text and as JSON.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from platform_constructs.adapters.reports.pack_changes import wide_table
from platform_constructs.errors import shown
from platform_constructs.flows.packs.adoption import AdoptedVersion
from platform_constructs.policy.packs.said import clause_words, expectation_words, term_words
from platform_constructs.policy.packs.terms import Pack
from platform_constructs.policy.rule import Rule

__all__ = ["adoption_json", "adoption_text", "pack_json", "pack_text"]


def adoption_text(versions: Sequence[AdoptedVersion]) -> str:
    """Return every version with those it binds, for people."""
    rows = [
        [each.pack, each.version or "?", each.state, str(len(each.stacks)), ", ".join(each.domains) or "-"]
        for each in versions
    ]
    return wide_table(["PACK", "VERSION", "STATE", "STACKS", "DOMAINS"], rows)


def adoption_json(versions: Sequence[AdoptedVersion]) -> dict[str, Any]:
    """Return every version with those it binds, for machines."""
    return {
        "versions": [
            {
                "domains": list(each.domains),
                "pack": each.pack,
                "stacks": [stack for stack, _ in each.stacks],
                "state": each.state,
                "version": each.version,
            }
            for each in versions
        ]
    }


def pack_text(pack: Pack, rules: Mapping[str, Rule], *, state: str, digest: str) -> str:
    """
    Return one version for people.

    Args:
        pack: The version.
        rules: Every rule, by code.
        state: What it is, in words.
        digest: Of its file; empty for a draft.
    """
    said = [f"{pack.label}: {state}", shown(pack.summary, longest=2_000)]
    facts = [["since last", pack.since_last or "(not written)"], ["draws on", ", ".join(pack.frameworks) or "-"]]
    facts += [["file", pack.file], *([["digest", digest]] if digest else [])]
    parts = ["\n".join([*said, *(f"{name:<11}{shown(text, longest=2_000)}" for name, text in facts)])]
    if pack.settings:
        rows = [[name, clause_words(clause)] for name, clause in sorted(pack.settings.items())]
        parts.append(wide_table(["SETTING", "ALLOWED"], rows))
    if pack.rules:
        named = [
            [code, rules[code].name, term_words(term), rules[code].severity]
            for code, term in sorted(pack.rules.items())
        ]
        parts.append(wide_table(["RULE", "FAULT", "LEVEL", "SEVERITY"], named))
    if pack.checkov:
        checks = [[check, expectation_words(each)] for check, each in sorted(pack.checkov.items())]
        parts.append(wide_table(["CHECKOV", "EXPECTED"], checks))
    return "\n\n".join(parts)


def pack_json(pack: Pack, rules: Mapping[str, Rule], *, state: str, digest: str) -> dict[str, Any]:
    """Return one version for machines; see `pack_text`."""
    return {
        "checkov": {
            check: {"skip": each.skip} if each.skip else {"must_pass": list(each.types)}
            for check, each in pack.checkov.items()
        },
        "digest": digest,
        "file": pack.file,
        "frameworks": list(pack.frameworks),
        "name": pack.name,
        "rules": {
            code: {
                "block_from": term.block_from.isoformat() if term.block_from else None,
                "level": term.level.name.lower(),
                "name": rules[code].name,
                "waivable": term.waivable,
            }
            for code, term in pack.rules.items()
        },
        "settings": {
            name: {
                **{kind: _plain(value) for kind, value in clause.terms},
                **({} if clause.default is None else {"default": _plain(clause.default)}),
            }
            for name, clause in pack.settings.items()
        },
        "since_last": pack.since_last,
        "state": state,
        "summary": pack.summary,
        "version": pack.version,
    }


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
