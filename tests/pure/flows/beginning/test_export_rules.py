"""
Exporting rules: which, how loudly, and always the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from platform_constructs.errors import PackError
from platform_constructs.flows.beginning.export_rules import Exported, RuleSource, export_rules
from platform_constructs.flows.lawbook import Lawbook
from platform_constructs.model.verdict import Level, Passed
from platform_constructs.policy.packs.shelf import Shelf
from platform_constructs.policy.packs.terms import Pack, RuleTerm
from platform_constructs.policy.rule import Rule

TODAY = date(2026, 11, 22)
DOC = "## What it does\nFinds queues\nof a `kind`. And more.\n\n## Why is this bad?\n## Example\nUse instead:"


def rule(code: str, name: str, *concerns: str) -> Rule:
    return Rule(code, name, frozenset(concerns), lambda _: Passed(), DOC, "high")


RULES = {
    one.code: one
    for one in (
        rule("ACME-001", "bare-queue", "aws_sqs_queue"),
        rule("ACME-002", "open-operation", "openapi.operation", "aws_api_gateway_method"),
        rule("ACME-003", "broad-statement", "iam.statement"),
        rule("ACME-004", "old-image", "data.aws_ami"),
    )
}


class FakeSources:
    """Every rule is one line of text."""

    answers = "answers"

    def scaffold(self) -> Mapping[str, bytes]:
        return {"__init__.py": b""}

    def of_rule(self, rule: Rule) -> RuleSource:
        return RuleSource(f"acme.{rule.name}", "made", rule.code.encode().replace(b"-", b"_"))

    def of_module(self, name: str) -> bytes | None:
        return b"import json" if name == self.answers else None


def pack(**terms: RuleTerm) -> Pack:
    rules = {code.replace("_", "-"): term for code, term in terms.items()}
    return Pack("acme", "1.0.0", "s", "s", rules=rules, file="acme/1.0.0.toml")


def export(*packs: Pack, today: date = TODAY, rules: Mapping[str, Rule] = RULES) -> tuple[Exported, dict[str, bytes]]:
    written: dict[str, bytes] = {}
    book = Lawbook(Shelf(()), rules)
    return export_rules(book, packs, FakeSources(), written.update, today=today), written


def entries(files: Mapping[str, bytes]) -> dict[str, Any]:
    return {entry["code"]: entry for entry in json.loads(files["paved.manifest"])["rules"]}


def test_without_a_pack_every_rule_is_exported_as_if_it_blocked():
    """Whoever names no pack gets every rule there is, and none of them lets a doubt pass."""
    exported, files = export()

    assert Exported((), 4, 9, ()) == exported
    assert dict.fromkeys(RULES, "block") == {code: entry["level"] for code, entry in entries(files).items()}


def test_a_pack_says_which_rules_and_how_loudly():
    """Only what is in force on the day is exported, at the day's level; the rest are listed for --soft-fail-on."""
    terms = {
        "ACME_001": RuleTerm(Level.OFF),
        "ACME_002": RuleTerm(Level.WARN),
        "ACME_003": RuleTerm(Level.ADVISE, date(2026, 12, 1)),
        "ACME_004": RuleTerm(Level.BLOCK),
    }

    before, files = export(pack(**terms))
    after, _ = export(pack(**terms), today=date(2026, 12, 1))

    assert Exported(("acme 1.0.0",), 3, 8, ("PAVED_ACME_002", "PAVED_ACME_003")) == before
    assert ("PAVED_ACME_002",) == after.lesser
    assert {"ACME-002": "warn", "ACME-003": "advise", "ACME-004": "block"} == {
        code: entry["level"] for code, entry in entries(files).items()
    }
    assert b"--soft-fail-on PAVED_ACME_002,PAVED_ACME_003" in files["README.md"]


def test_an_entry_says_all_that_checkov_wants_to_know():
    """Id, sentence, severity, and the types that a rule or the parts it asks about are found in."""
    _, files = export()

    assert {
        "id": "PAVED_ACME_001",
        "code": "ACME-001",
        "name": "bare-queue: Finds queues of a `kind`",
        "severity": "high",
        "level": "block",
        "resource": ["aws_sqs_queue"],
        "data": [],
        "doc": "acme-001-bare-queue",
        "module": "acme.bare-queue",
        "attribute": "made",
    } == entries(files)["ACME-001"]
    assert {
        "ACME-001": (["aws_sqs_queue"], []),
        "ACME-002": (
            [
                "aws_api_gateway_method",
                "aws_api_gateway_rest_api",
                "aws_api_gateway_rest_api_put",
                "aws_apigatewayv2_api",
            ],
            [],
        ),
        "ACME-003": (["*"], ["aws_iam_policy_document"]),
        "ACME-004": ([], ["aws_ami"]),
    } == {code: (entry["resource"], entry["data"]) for code, entry in entries(files).items()}


def test_every_file_is_in_the_manifest_with_its_digest():
    """The manifest lists every file beside itself, so that a damaged copy is noticed."""
    _, files = export()
    manifest = json.loads(files["paved.manifest"])

    others = {name: content for name, content in files.items() if name != "paved.manifest"}
    assert {name: hashlib.sha256(content).hexdigest() for name, content in others.items()} == manifest["files"]


def test_equal_rules_give_equal_bytes():
    """The order in which packs and rules come in changes nothing."""
    twin = Pack("other", "1.0.0", "s", "s", rules={"ACME-002": RuleTerm(Level.BLOCK)}, file="other/1.0.0.toml")
    first = pack(ACME_001=RuleTerm(Level.WARN))

    assert export(first, twin) == export(twin, first, rules=dict(reversed(RULES.items())))


def test_no_rule_at_all_is_refused():
    """A folder of checks that ask nothing would pass everything."""
    with pytest.raises(PackError) as refused:
        export(pack(ACME_001=RuleTerm(Level.OFF)))

    assert (
        "error[PACK-086] there is no rule to export, and checks that ask nothing would pass everything\n"
        "  at   acme 1.0.0\n"
        "  got  no rule in force\n"
        "  fix  name a pack whose rules are not all off\n"
        "  more `paved explain PACK-086`"
    ) == str(refused.value)
