"""
A draft is released only when everything it promises is so.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from platform_constructs.errors import PackError
from platform_constructs.flows.packs.check_draft import check_draft, check_packs
from platform_constructs.model.finding import Finding
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level
from platform_constructs.policy.packs.steps import Step
from tests.pure.flows.small_bench import CASES, RELEASED, RULES, bench, case, draft

TODAY = date(2026, 12, 1)
FILE = "packs/logs/next.toml"


def found(one) -> list[tuple[str, str, str]]:
    """Code, place and what of everything that is found."""
    return [(each.code, str(each.at), each.what) for each in check_draft("logs", one, today=TODAY).findings]


def test_a_good_draft_has_nothing_against_it():
    """A stricter draft with a major step, a reason, and proved rules may be released."""
    checked = check_packs([], bench(draft()), today=TODAY)

    assert () == checked.findings
    assert ("logs 1.0.0",) == checked.releases
    assert [("logs", "2.0.0", Step.MAJOR)] == [
        (each.name, each.comparison.new.version, each.comparison.least) for each in checked.drafts
    ]


def test_a_finding_is_whole():
    """What is found says everything its author has to know."""
    assert (
        Finding(
            "PACK-042",
            "small-step",
            Level.BLOCK,
            "logs 1.1.0 refuses more (LOG-001) compared with 1.0.0; that takes a major step",
            Place(FILE, 3, "version"),
            'write version = "2.0.0", or let it block only from a day at least 30 days ahead: block_from',
            "platform",
            "1.1.0",
        ),
    ) == check_draft("logs", bench(draft("1.1.0")), today=TODAY).findings


@pytest.mark.parametrize(
    ("text", "what", "fix"),
    [
        (draft("1.1.0", **{'"logs.retention_days"': '"logs.retention_days" = { at_least = 400 }'}),
         "logs 1.1.0 refuses more (LOG-001, logs.retention_days) compared with 1.0.0; that takes a major step",
         'write version = "2.0.0"'),
        (draft("1.1.0", **{"LOG-001": 'LOG-001 = { level = "block", waivable = false }'}),
         "logs 1.1.0 refuses more (LOG-001) compared with 1.0.0; that takes a major step",
         'write version = "2.0.0"'),
        (draft("1.1.0", **{"LOG-001": 'LOG-001 = { level = "warn", block_from = 2026-12-30 }'}),
         "logs 1.1.0 refuses more (LOG-001) compared with 1.0.0; that takes a major step",
         'write version = "2.0.0", or let it block only from a day at least 30 days ahead: block_from'),
        (draft("1.0.1", **{"LOG-001": 'LOG-001 = { level = "warn", block_from = 2026-12-31 }'}),
         "logs 1.0.1 changes more than words (LOG-001) compared with 1.0.0; that takes a minor step",
         'write version = "1.1.0"'),
        (draft("1.0.1", **{"LOG-001": 'LOG-001 = "advise"'}),
         "logs 1.0.1 changes more than words (LOG-001) compared with 1.0.0; that takes a minor step",
         'write version = "1.1.0"'),
    ],
)  # fmt: skip
def test_a_step_too_small_names_what_it_is_owed_to(text, what, fix):
    """Only the changes that make the step are named, and waiting is offered only where waiting helps."""
    [finding] = check_draft("logs", bench(text), today=TODAY).findings

    assert ("PACK-042", what, fix) == (finding.code, finding.what, finding.fix)


def test_many_reasons_are_counted():
    """Three of the changes are named, the others counted."""
    more = """[settings]
"kms.rotation_days" = { at_most = 90 }
"throttle.burst" = { at_most = 5 }
"throttle.rate_per_second" = { at_most = 5 }"""

    [finding] = check_draft("logs", bench(draft("1.1.0").replace("[settings]", more)), today=TODAY).findings

    assert (
        "logs 1.1.0 refuses more (LOG-001, kms.rotation_days, throttle.burst and 1 more) compared with 1.0.0; "
        "that takes a major step"
    ) == finding.what


@pytest.mark.parametrize(
    "text",
    [
        draft("1.1.0", **{"LOG-001": 'LOG-001 = { level = "warn", block_from = 2026-12-31 }'}),
        draft("1.1.0", **{"LOG-001": 'LOG-001 = "advise"'}),
        draft("1.0.1", **{"LOG-001": 'LOG-001 = "warn"'}),
        draft("3.2.1"),
    ],
)
def test_a_step_large_enough_passes(text):
    """A month's notice, a looser level and other words pass with their steps; a larger step always does."""
    assert [] == found(bench(text))


@pytest.mark.parametrize(
    ("version", "what", "fix"),
    [
        ("1.0.0", "logs 1.0.0 is released already", 'write version = "3.0.0" or later'),
        ("2.0.0", "logs 2.0.0 is released already", 'write version = "3.0.0" or later'),
        ("0.9.0", "every release of logs is newer than this draft", 'write version = "3.0.0" or later'),
    ],
)
def test_a_version_that_is_taken_is_refused(version, what, fix):
    """A draft cannot become what is released, nor come before everything that is."""
    second = RELEASED.replace("1.0.0", "2.0.0").replace("The first.", "The second.")

    checked = check_draft("logs", bench(draft(version), released=(RELEASED, second)), today=TODAY)

    assert [("PACK-043", what, fix)] == [(each.code, each.what, each.fix) for each in checked.findings]


def test_a_draft_follows_the_release_before_it():
    """A late patch of 1.x is compared with 1.x, not with 2.x."""
    second = RELEASED.replace("1.0.0", "2.0.0").replace("The first.", "The second.").replace("365", "400")

    checked = check_draft(
        "logs", bench(draft("1.0.1", **{"LOG-001": 'LOG-001 = "warn"'}), released=(RELEASED, second)), today=TODAY
    )

    assert ("1.0.0", ()) == (checked.comparison.old.version, checked.findings)


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ('since_last = ""', "logs 2.0.0 does not say what changed"),
        ('since_last = "The first."', "logs 2.0.0 says of itself what 1.0.0 said"),
    ],
)
def test_what_changed_has_to_be_said(said, what):
    """Nothing, and what the last version said, are both no answer to what changed."""
    assert [("PACK-044", f"{FILE}:5 (since_last)", what)] == found(bench(draft(since_last=said)))


@pytest.mark.parametrize(
    ("said", "what", "line"),
    [
        ("", "logs 2.0.0 names no framework it draws on", ""),
        ("frameworks = []", "logs 2.0.0 names no framework it draws on", ":6"),
        ('frameworks = ["CIS", "FSBP", "CIS"]', "logs 2.0.0 names a framework twice", ":6"),
    ],
)
def test_frameworks_are_named_once(said, what, line):
    """A pack draws on somebody's framework, and names it once."""
    assert [("PACK-045", f"{FILE}{line} (frameworks)", what)] == found(bench(draft(frameworks=said)))


@pytest.mark.parametrize(
    ("cases", "faults"),
    [
        (CASES[1:], ["LOG-001 plain-log has no case whose verdict is fail"]),
        (CASES[:1], ["LOG-001 plain-log has no case whose verdict is pass",
                     "LOG-001 plain-log has no case whose verdict is undecided"]),
        ((*CASES, case("pass", "wrong", {})), ["LOG-001 plain-log does not answer its case pass/wrong as it should"]),
        ((*CASES, case("fail", "other", {}, "log_other")), []),
    ],
)  # fmt: skip
def test_every_rule_is_proved(cases, faults):
    """A rule of a draft has cases of all three verdicts, and answers each as its folder says."""
    at = f"{FILE}:12 (rules.LOG-001)"

    assert [("PACK-047", at, fault) for fault in faults] == found(bench(draft(), cases=cases, golden={}))


def test_a_rule_that_raises_and_explains_nothing_is_not_proved():
    """An undocumented rule is named with what it lacks; one that breaks down has no verdict."""
    text = draft().replace('LOG-001 = "block"', 'LOG-002 = "off"')
    cases = tuple(case(each, "one", {}, "log_second_log") for each in ("fail", "pass", "undecided"))

    findings = check_draft("logs", bench(text, cases=cases, golden={}), today=TODAY).findings

    assert [
        ("LOG-002 second-log does not answer its case fail/one as it should", "broke down with ValueError"),
        ("LOG-002 second-log does not answer its case pass/one as it should", "broke down with ValueError"),
        ("LOG-002 second-log does not answer its case undecided/one as it should", "broke down with ValueError"),
        ("LOG-002 second-log is not documented", "it has 0 examples of JSON, and not two: the fault and its cure"),
        ("LOG-002 second-log names no control, so nobody can tell where its demand comes from", "no controls"),
        ("LOG-002 second-log names no reference, so nobody can tell where its demand comes from", "no references"),
    ] == [(each.what, each.got) for each in findings]


def test_what_a_rules_documentation_lacks_is_one_finding_that_says_nothing_twice():
    """Two examples with the same fault are one fault of one text."""
    texts = RULES["LOG-001"].doc
    for example in ('{"name": "a"}', '{"name": "a", "kms_key_id": "b"}'):
        texts = texts.replace(example, "name: a")
    broken = replace(RULES["LOG-001"], doc=texts)

    findings = check_draft("logs", bench(draft(), rules={**RULES, "LOG-001": broken}), today=TODAY).findings

    assert [("LOG-001 plain-log is not documented", "an example is no JSON object: name: a")] == [
        (each.what, each.got) for each in findings
    ]


LEAVING = """["logs/1.0.0"]
deprecated = 2026-01-01
withdrawn = 2026-11-01
reason = "it knows no keys"
instead = "2.0.0"
"""


@pytest.mark.parametrize(
    ("text", "code", "at"),
    [
        ("= 5", "PACK-035", "packs/lifecycle.toml:1"),
        (LEAVING.replace("reason", "raeson"), "PACK-036", 'packs/lifecycle.toml:4 ("logs/1.0.0".raeson)'),
        (LEAVING.replace("logs/1.0.0", "logs/7.0.0"), "PACK-037", 'packs/lifecycle.toml:1 ("logs/7.0.0")'),
        (LEAVING, "PACK-039", 'packs/lifecycle.toml:5 ("logs/1.0.0".instead)'),
    ],
)
def test_what_is_said_of_versions_on_their_way_out_is_checked_too(text, code, at):
    """A bad entry stands among the faults, at its line, and so in the way of a release."""
    checked = check_packs([], replace(bench(draft()), lifecycle=text), today=TODAY)

    assert [(code, at)] == [(each.code, str(each.at)) for each in checked.findings]


def test_a_draft_that_cannot_be_read_is_a_finding():
    """What is wrong with a draft's own text is found like everything else, at its line."""
    checked = check_draft("logs", bench(draft().replace("at_least", "at_lest")), today=TODAY)

    assert checked.comparison is None
    assert [("PACK-008", f'{FILE}:9 (settings."logs.retention_days")')] == [
        (each.code, str(each.at)) for each in checked.findings
    ]


def test_a_named_pack_without_a_draft_is_an_error():
    """Naming a pack asks for its draft; naming none asks for those there are."""
    assert () == check_packs([], bench(), today=TODAY).drafts
    with pytest.raises(PackError) as caught:
        check_packs(["logs"], bench(), today=TODAY)

    assert "PACK-031" == caught.value.code


def test_a_release_without_golden_verdicts_is_found():
    """Nothing would say what its rules meant."""
    assert [
        Finding(
            "PACK-049",
            "unfrozen-release",
            Level.BLOCK,
            "nothing says what the rules of logs 1.0.0 meant when it was released",
            Place("packs/logs/1.0.0.toml"),
            "bring the file back from version control, or write it with `paved packs check --freeze`",
            "platform",
            "no logs-1.0.0.json",
        )
    ] == list(check_packs([], bench(golden={}), today=TODAY).findings)


def test_a_release_whose_rule_changed_is_found():
    """A case that vanished after the release is named with its rule and pack."""
    assert [
        Finding(
            "PACK-048",
            "changed-verdict",
            Level.BLOCK,
            "logs 1.0.0 was released with another meaning: LOG-001 plain-log, fail/no-key: the case is gone",
            Place("packs/logs/1.0.0.toml"),
            "undo the change to the rule or case; a rule that has to judge differently takes a new code",
            "platform",
        )
    ] == list(check_packs([], bench(cases=CASES[1:]), today=TODAY).findings)


def test_a_first_version_needs_no_step():
    """Without a release before it, any version will do, and everything in it is new."""
    checked = check_draft("logs", bench(draft("0.1.0"), released=(), rules=RULES), today=TODAY)

    assert (None, ()) == (checked.comparison.old, checked.findings)
