"""
Beginning a rule.
"""

from __future__ import annotations

import json

import pytest

from platform_constructs.adapters.rule_modules import run_rule
from platform_constructs.errors import PackError
from platform_constructs.flows.beginning.new_rule import begin_rule
from platform_constructs.policy.proving.cases import NEEDED, Case, doc_faults, judge_case, subject_of, unproved
from platform_constructs.policy.proving.collect import collect
from platform_constructs.policy.proving.rule_source import compiled_rule
from platform_constructs.policy.rule import Rule

DOC = "## What it does\nx\n## Why is this bad?\nx\n## Example\nx\nUse instead:\nx"
KNOWN = {
    code: Rule(code, name, frozenset({"aws_x"}), len, DOC)  # type: ignore[arg-type]  # never asked
    for code, name in (("ACME-001", "open-door"), ("ACME-007", "open-window"), ("ACMEX-009", "open-roof"))
}

PROVIDER = {"aws_kms_key", "aws_kms_alias", "aws_api_gateway_method", "data.aws_ssm_parameter"}


def begun(
    *concerns: str, code: str = "ACME-008", name: str = "stray-key", severity: str = "high"
) -> tuple[Rule, list[Case]]:
    """The rule and cases that a new rule begins with, loaded as any are."""
    text, cases = begin_rule(code, name, concerns=concerns, severity=severity, rules=KNOWN, provider=PROVIDER)
    stem = next(iter(cases)).partition("/")[0]
    [rule] = collect([(stem, run_rule(compiled_rule(text.encode(), "x.py"), "x", "x.py"))]).values()
    parts = [(path.removesuffix(".json").split("/"), json.loads(said)) for path, said in cases.items()]
    return rule, [Case(stem, verdict, name, said) for (stem, verdict, name), said in parts]


def test_a_rule_begins_with_what_was_asked_for():
    """Code, name, types and severity stand in a file that loads, named as rules are."""
    rule, cases = begun("aws_kms_key", "aws_kms_alias")

    assert ("ACME-008", "stray-key", {"aws_kms_key", "aws_kms_alias"}, "high") == (
        rule.code,
        rule.name,
        set(rule.concerns),
        rule.severity,
    )
    assert {"acme_stray_key"} == {case.stem for case in cases}
    assert set(NEEDED) == {case.verdict for case in cases}


@pytest.mark.parametrize(
    "concerns",
    [
        "aws_kms_key",
        "data.aws_ssm_parameter",
        "iam.statement",
        "openapi.document",
        "openapi.operation",
        "openapi.schema",
        "wafv2.rule",
    ],
)
def test_nothing_of_it_passes_before_it_is_written(concerns):
    """Its cases ask about something real, the rule breaks down on each, and its documentation lacks everything."""
    rule, cases = begun(concerns)

    assert {concerns} == {subject_of(rule, case).type for case in cases}
    for case in cases:
        with pytest.raises(NotImplementedError, match="ACME-008 is not written yet"):
            judge_case(rule, case)
    assert [
        "ACME-008 ## What it does: nothing is written",
        "ACME-008 ## Why is this bad?: nothing is written",
        "ACME-008 an example is no JSON object: ",
        "ACME-008 an example is no JSON object: ",
    ] == list(doc_faults(rule))
    assert 2 == len(unproved(["acme_stray_key"], cases))


@pytest.mark.parametrize(
    ("change", "code", "fix"),
    [
        ({"code": "ACME-1"}, "RULE-001", "write it like APIGW-001"),
        ({"name": "Stray Key"}, "RULE-002", "name the fault, like open-method"),
        ({"name": "import"}, "RULE-002", "name the fault in two words, like open-method"),
        ({"severity": "dire"}, "RULE-005", "pick one of critical, high, medium, low"),
        ({"code": "ACME-001"}, "RULE-011", "open-door has this one; take ACME-008"),
        ({"name": "open-roof"}, "RULE-018", "ACMEX-009 is called so; name the fault more closely"),
    ],
)
def test_what_cannot_be_a_rule_is_refused(change, code, fix):
    """Malformed and used codes and names are refused before anything is written, with what to type instead."""
    with pytest.raises(PackError) as caught:
        begun("aws_kms_key", **change)

    assert (code, fix, "the command line") == (caught.value.code, caught.value.fix, caught.value.at)


def test_a_rule_concerns_something():
    """A type that is none is refused."""
    with pytest.raises(PackError) as caught:
        begun("AWS::KMS::Key")

    assert ("RULE-003", "AWS::KMS::Key") == (caught.value.code, caught.value.got)


@pytest.mark.parametrize(
    ("stranger", "fix"),
    [
        ("aws_kms_keys", "did you mean aws_kms_key, aws_kms_alias?"),
        ("ssm_parameter", "did you mean data.aws_ssm_parameter?"),
        ("openapi.operations", "did you mean openapi.operation, openapi.document?"),
        (
            "zzz",
            "name a type of the provider, or one of: "
            "iam.statement, openapi.document, openapi.operation, openapi.schema, wafv2.rule",
        ),
    ],
)
def test_a_type_that_nothing_can_have_is_refused(stranger, fix):
    """A rule of a type that nobody writes would judge nothing and say nothing, so the nearest names are offered."""
    with pytest.raises(PackError) as caught:
        begun("aws_kms_key", stranger)

    assert ("RULE-021", stranger, fix) == (caught.value.code, caught.value.got, caught.value.fix)
