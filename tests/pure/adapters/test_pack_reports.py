"""
What a version changes, and what it says, as people, machines and pull requests read it.
"""

from __future__ import annotations

from datetime import date

from platform_constructs.adapters.reports.pack_changes import (
    changes_json,
    changes_markdown,
    changes_text,
    release_note,
    wide_table,
)
from platform_constructs.adapters.reports.pack_check import check_json, check_text, release_text
from platform_constructs.adapters.reports.pack_shown import adoption_json, adoption_text, pack_json, pack_text
from platform_constructs.flows.packs.adoption import AdoptedVersion
from platform_constructs.flows.packs.check_draft import Checked, check_packs
from platform_constructs.flows.packs.compare_packs import Comparison, compare
from platform_constructs.policy.packs.pack import read_pack
from tests.pure.flows.small_bench import RELEASED, RULES, bench, draft

TODAY = date(2026, 12, 1)
KNOWN = frozenset(RULES)
OLD = read_pack(RELEASED, "packs/logs/1.0.0.toml", rules_known=KNOWN)


def comparison(version: str = "1.1.0", **replaced: str):
    return compare(OLD, read_pack(draft(version, **replaced), "packs/logs/next.toml", rules_known=KNOWN), today=TODAY)


def of(checked: Checked) -> Comparison:
    """What the only draft of a bench changes."""
    [draft] = checked.drafts
    assert draft.comparison is not None
    return draft.comparison


LATER = {
    "LOG-001": 'LOG-001 = { level = "warn", block_from = 2027-03-01 }',
    "since_last": 'since_last = "Keys | `everywhere`."',
    '"logs.retention_days"': '"logs.retention_days" = { at_least = 365, default = 365 }',
}


def test_changes_for_people():
    """A table by weight, with rules' names and dates, and whether the step is large enough."""
    assert (
        "logs 1.0.0 -> 1.1.0\n"
        "\n"
        "EFFECT                    WHAT                         IN 1.0.0                   IN 1.1.0\n"
        "stricter from 2027-03-01  rule LOG-001 plain-log       warn                       "
        "warn, block from 2027-03-01\n"
        "default                   setting logs.retention_days  at least 365; default 400  at least 365; default 365\n"
        "\n"
        "at least a minor step: 1.1.0 is a minor one"
    ) == changes_text(comparison(**LATER), RULES)


def test_the_verdict_says_what_would_do():
    """Too small a step, none, the other way round and a first version each have their words."""
    same = {"LOG-001": 'LOG-001 = "warn"', "since_last": 'since_last = "Spelling."'}
    first = compare(None, OLD, today=TODAY)
    back = compare(comparison().new, OLD, today=TODAY)

    assert [
        "at least a major step: 1.1.0 is too small a step, 2.0.0 would do",
        "nothing that binds anybody changes: at least a patch step",
        "the other way round: 1.0.0 is not newer than 1.1.0",
        "a first version: whoever is bound to it had nothing of this before",
    ] == [changes_text(each, RULES).splitlines()[-1] for each in (comparison(), comparison(**same), back, first)]
    assert "logs nothing -> 1.0.0" == changes_text(first, RULES).splitlines()[0]
    assert "IN NOTHING" in changes_text(first, RULES)


def test_changes_for_machines():
    """Everything the table says, as data."""
    assert {
        "changes": [
            {
                "effects": ["stricter-later"],
                "name": "LOG-001",
                "now": "warn, block from 2027-03-01",
                "rule": "plain-log",
                "since": "2027-03-01",
                "subject": "rule",
                "was": "warn",
            },
            {
                "effects": ["default"],
                "name": "logs.retention_days",
                "now": "at least 365; default 365",
                "rule": None,
                "since": None,
                "subject": "setting",
                "was": "at least 365; default 400",
            },
        ],
        "enough": True,
        "least_step": "minor",
        "new": "1.1.0",
        "old": "1.0.0",
        "pack": "logs",
        "step": "minor",
    } == changes_json(comparison(**LATER), RULES)
    first = changes_json(compare(None, OLD, today=TODAY), RULES)
    assert (None, None, True) == (first["old"], first["step"], first["enough"])


def test_changes_for_a_pull_request():
    """Markdown, in which foreign text is only text."""
    table = (
        "| effect | what | in 1.0.0 | in 1.1.0 |\n"
        "| --- | --- | --- | --- |\n"
        "| stricter from 2027-03-01 | rule LOG-001 plain-log | warn | warn, block from 2027-03-01 |\n"
        "| default | setting logs.retention\\_days | at least 365; default 400 | at least 365; default 365 |"
    )

    assert (f"### logs 1.0.0 → 1.1.0\n\n{table}\n\nat least a minor step: 1.1.0 is a minor one") == changes_markdown(
        comparison(**LATER), RULES
    )
    assert (f"Released `logs` 1.1.0, a minor step: Keys \\| \\`everywhere\\`.\n\n{table}\n") == release_note(
        comparison(**LATER), RULES
    )


def test_a_release_that_changes_nothing_has_no_table():
    """Other words alone are announced in one sentence."""
    same = comparison("1.0.1", **{"LOG-001": 'LOG-001 = "warn"', "since_last": 'since_last = "Spelling."'})

    assert "Released `logs` 1.0.1, a patch step: Spelling.\n" == release_note(same, RULES)
    assert "Nothing that binds anybody changes." in changes_markdown(same, RULES)
    assert release_note(compare(None, OLD, today=TODAY), RULES).startswith(
        "Released `logs` 1.0.0, its first version: The first.\n"
    )


def test_a_long_cell_goes_on_below():
    """No word of a long list is lost, and control characters are shown."""
    names = " ".join(f"name{n}" for n in range(20))

    lines = wide_table(["A", "B"], [["x", names], ["\x1b[31m", "z"]]).splitlines()

    assert ["A         B", "x         name0 name1 name2 name3 name4 name5 name6"] == lines[:2]
    assert names == " ".join(line[10:] for line in lines[1:-1])
    assert "\\x1b[31m  z" == lines[-1]


def test_the_answer_about_a_bench():
    """Findings first, then each draft's changes, then a verdict about releases and drafts."""
    good, bad = check_packs([], bench(draft()), today=TODAY), check_packs([], bench(draft("1.1.0")), today=TODAY)

    assert (
        f"{changes_text(of(good), RULES)}\n\n"
        "1 release as locked, and their rules mean what they meant\n"
        "the draft of logs 2.0.0 may be released"
    ) == check_text(good, RULES)
    assert check_text(bad, RULES).startswith("block[PACK-042] logs 1.1.0 refuses more (LOG-001)")
    assert check_text(bad, RULES).endswith("the draft of logs 1.1.0 may not be released: 1 fault")
    assert "1 release as locked, and their rules mean what they meant\nthere is no draft" == check_text(
        check_packs([], bench(), today=TODAY), RULES
    )
    unread = check_packs([], bench("x", golden={}), today=TODAY)
    assert check_text(unread, RULES).endswith("1 release as locked\nthe draft of logs may not be released: 1 fault")


def test_the_answer_about_a_bench_for_machines():
    """One verdict, every finding, every draft with its changes."""
    bad = check_packs([], bench(draft("1.1.0")), today=TODAY)

    assert {
        "drafts": [{"changes": changes_json(of(bad), RULES), "ok": False, "pack": "logs"}],
        "findings": [
            {
                "at": "packs/logs/next.toml:3 (version)",
                "code": "PACK-042",
                "fix": 'write version = "2.0.0", or let it block only from a day at least 30 days ahead: block_from',
                "got": "1.1.0",
                "name": "small-step",
                "what": "logs 1.1.0 refuses more (LOG-001) compared with 1.0.0; that takes a major step",
            }
        ],
        "notes": ["by the way"],
        "ok": False,
        "releases": ["logs 1.0.0"],
    } == check_json(bad, RULES, ["by the way"])
    unread = check_json(check_packs([], bench("x"), today=TODAY), RULES)
    assert [{"changes": None, "ok": False, "pack": "logs"}] == unread["drafts"]


def test_a_release_says_what_it_wrote():
    """The changes, each file, and what comes next."""
    good = check_packs([], bench(draft()), today=TODAY)

    assert (
        f"{changes_text(of(good), RULES)}\n\nwrote a\nwrote b\n\n"
        "logs 2.0.0 is released; the registry says whom it binds"
    ) == release_text(good, ["a", "b"], RULES)


def test_a_version_for_people():
    """A version shows what it is, why, and everything it says."""
    text = """name = "logs"
version = "1.0.0"
summary = "What logs have."
since_last = "The first."
frameworks = ["FSBP"]
[settings]
"logs.retention_days" = { at_least = 365, default = 400 }
[rules]
LOG-001 = { level = "warn", waivable = false }
[checkov]
CKV_AWS_1 = { must_pass = ["aws_a"] }
CKV_AWS_2 = { skip = "why" }
"""
    pack = read_pack(text, "packs/logs/1.0.0.toml", rules_known=KNOWN)

    assert (
        "logs 1.0.0: released\n"
        "What logs have.\n"
        "since last The first.\n"
        "draws on   FSBP\n"
        "file       packs/logs/1.0.0.toml\n"
        "digest     sha256:1\n"
        "\n"
        "SETTING              ALLOWED\n"
        "logs.retention_days  at least 365; default 400\n"
        "\n"
        "RULE     FAULT      LEVEL               SEVERITY\n"
        "LOG-001  plain-log  warn, never waived  medium\n"
        "\n"
        "CHECKOV    EXPECTED\n"
        "CKV_AWS_1  must pass on aws_a\n"
        "CKV_AWS_2  skip: why"
    ) == pack_text(pack, RULES, state="released", digest="sha256:1")
    assert {
        "checkov": {"CKV_AWS_1": {"must_pass": ["aws_a"]}, "CKV_AWS_2": {"skip": "why"}},
        "digest": "",
        "file": "packs/logs/1.0.0.toml",
        "frameworks": ["FSBP"],
        "name": "logs",
        "rules": {"LOG-001": {"block_from": None, "level": "warn", "name": "plain-log", "waivable": False}},
        "settings": {"logs.retention_days": {"at_least": 365, "default": 400}},
        "since_last": "The first.",
        "state": "draft",
        "summary": "What logs have.",
        "version": "1.0.0",
    } == pack_json(pack, RULES, state="draft", digest="")


def test_a_draft_that_says_little():
    """What is not written is said to be so, and what is not there takes no room."""
    text = 'name = "logs"\nversion = "1.0.0"\nsummary = "Logs."\nsince_last = ""\n'
    pack = read_pack(text, "packs/logs/next.toml", rules_known=KNOWN)

    assert (
        "logs 1.0.0: draft\nLogs.\nsince last (not written)\ndraws on   -\nfile       packs/logs/next.toml"
    ) == pack_text(pack, RULES, state="draft", digest="")


def test_the_table_of_adoption():
    """Each version with its state, how many stacks it binds, and whose."""
    versions = [
        AdoptedVersion("logs", "1.0.0", "deprecated, withdrawn from 2027-06-01", (("a-api", "a"), ("b-api", "b"))),
        AdoptedVersion("logs", "", "draft, broken: the file is not TOML"),
    ]

    assert (
        "PACK  VERSION  STATE                                  STACKS  DOMAINS\n"
        "logs  1.0.0    deprecated, withdrawn from 2027-06-01  2       a, b\n"
        "logs  ?        draft, broken: the file is not TOML    0       -"
    ) == adoption_text(versions)
    assert {
        "versions": [
            {
                "domains": ["a", "b"],
                "pack": "logs",
                "stacks": ["a-api", "b-api"],
                "state": "deprecated, withdrawn from 2027-06-01",
                "version": "1.0.0",
            },
            {
                "domains": [],
                "pack": "logs",
                "stacks": [],
                "state": "draft, broken: the file is not TOML",
                "version": "",
            },
        ]
    } == adoption_json(versions)
