"""
A pack is read strictly: whatever is wrong is refused at its line.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platform_constructs.errors import PackError
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level
from platform_constructs.policy.packs.pack import read_pack
from platform_constructs.policy.packs.terms import Clause, Expectation, Pack, RuleTerm

FILE = "policy_packs/external-api/1.2.0.toml"
KNOWN = frozenset({"APIGW-001", "APIGW-014", "WAF-001"})
HEAD = """# Released 2026-11-30. Frozen: to change anything, copy this file to the next version.
name = "external-api"
version = "1.2.0"
summary = "What an API that partners reach must have."
since_last = "burst limit falls from 400 to 200; no domain used more than 120 in November."
"""
WHOLE = (
    HEAD
    + """frameworks = ["OWASP API 2023", "PCI DSS 4.0.1"]

[settings]
"throttle.rate_per_second" = { at_most = 200, default = 100 }
"logs.retention_days" = { at_least = 365, at_most = 731 }
"execution_log.level" = { one_of = ["ERROR", "INFO"], default = "ERROR" }
"waf.managed_groups" = { include = ["AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesCommonRuleSet"] }
"request_validation.body" = { exactly = true }

[rules]
APIGW-001 = "block"
APIGW-014 = { level = "warn", block_from = 2027-03-01 }
WAF-001 = { level = "off", waivable = false }

[checkov]
CKV_AWS_76 = "must-pass"
CKV2_AWS_4 = { must_pass = ["aws_b", "aws_a"] }
CKV_AWS_120 = { skip = "a shared cache would hand one consumer's answer to another" }
"""
)


def read(text, file=FILE):
    return read_pack(text, file, rules_known=KNOWN)


def test_a_whole_pack_reads():
    """Everything that a pack can say arrives."""

    def at(line, setting):
        return Place(FILE, line, f'settings."{setting}"')

    groups = ("AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet")

    assert Pack(
        "external-api",
        "1.2.0",
        "What an API that partners reach must have.",
        "burst limit falls from 400 to 200; no domain used more than 120 in November.",
        ("OWASP API 2023", "PCI DSS 4.0.1"),
        {
            "execution_log.level": Clause(
                "execution_log.level", (("one_of", ("ERROR", "INFO")),), "ERROR", at(11, "execution_log.level")
            ),
            "logs.retention_days": Clause(
                "logs.retention_days", (("at_least", 365), ("at_most", 731)), None, at(10, "logs.retention_days")
            ),
            "request_validation.body": Clause(
                "request_validation.body", (("exactly", True),), None, at(13, "request_validation.body")
            ),
            "throttle.rate_per_second": Clause(
                "throttle.rate_per_second", (("at_most", 200),), 100, at(9, "throttle.rate_per_second")
            ),
            "waf.managed_groups": Clause(
                "waf.managed_groups", (("include", groups),), None, at(12, "waf.managed_groups")
            ),
        },
        {
            "APIGW-001": RuleTerm(Level.BLOCK),
            "APIGW-014": RuleTerm(Level.WARN, date(2027, 3, 1)),
            "WAF-001": RuleTerm(Level.OFF, waivable=False),
        },
        {
            "CKV2_AWS_4": Expectation("CKV2_AWS_4", ("aws_a", "aws_b")),
            "CKV_AWS_120": Expectation(
                "CKV_AWS_120", skip="a shared cache would hand one consumer's answer to another"
            ),
            "CKV_AWS_76": Expectation("CKV_AWS_76"),
        },
        FILE,
    ) == read(WHOLE)


def test_a_pack_with_an_unknown_rule_says_which_and_where():
    """The message names the line, the stranger and the nearest rule there is."""
    with pytest.raises(PackError) as caught:
        read(WHOLE.replace("APIGW-014 =", "APIGW-041 ="))

    assert (
        "error[PACK-001] the pack names a rule nobody wrote\n"
        f"  at   {FILE}:17 (rules.APIGW-041)\n"
        "  got  APIGW-041\n"
        "  fix  did you mean APIGW-014?\n"
        "  more `paved explain PACK-001`"
    ) == str(caught.value)


def test_a_default_outside_its_own_constraint_is_refused():
    """A pack cannot wish for what it forbids."""
    with pytest.raises(PackError) as caught:
        read(WHOLE.replace("default = 100", "default = 300"))

    assert (
        "error[PACK-009] the pack allows at most 200 for throttle.rate_per_second, and its own default is outside\n"
        f'  at   {FILE}:9 (settings."throttle.rate_per_second".default)\n'
        "  got  300\n"
        "  fix  pick a default inside the constraint, or drop it\n"
        "  more `paved explain PACK-009`"
    ) == str(caught.value)


@pytest.mark.parametrize(
    ("whole", "part", "at", "got", "most"),
    [
        ("{ at_most = 100 }", "{ at_most = 200 }", "", "200, and 100 in the whole", 100),
        (
            "{ at_most = 300, default = 50 }",
            "{ at_most = 200, default = 100 }",
            ".default",
            "100, and 50 in the whole",
            50,
        ),
        ("{ at_most = 300, default = 50 }", "{ at_most = 200 }", ".default", "200, and 50 in the whole", 50),
        ("{ exactly = 5 }", "{ at_most = 6, default = 5 }", "", "6, and 5 in the whole", 5),
    ],
)
def test_a_part_never_gets_more_than_the_whole(whole, part, at, got, most):
    """What changes something is throttled as hard as its stage or harder: in what is allowed, and unasked."""
    text = f'{HEAD}[settings]\n"throttle.burst" = {whole}\n"throttle.write.burst" = {part}\n'

    with pytest.raises(PackError) as caught:
        read(text)

    assert (
        "error[PACK-064] throttle.write.burst is a part of throttle.burst, and the pack lets more through in the part\n"
        f'  at   {FILE}:8 (settings."throttle.write.burst"{at})\n'
        f"  got  {got}\n"
        f"  fix  write at most {most} requests here, or raise throttle.burst\n"
        "  more `paved explain PACK-064`"
    ) == str(caught.value)


@pytest.mark.parametrize(
    "settings",
    [
        '"throttle.burst" = { at_most = 100 }\n"throttle.write.burst" = { at_most = 100 }',
        '"throttle.write.burst" = { at_most = 100 }',
        '"throttle.burst" = { at_least = 5 }\n"throttle.write.rate_per_second" = { at_most = 100 }',
    ],
)
def test_a_part_within_the_whole_reads(settings):
    """As much is not more, and a pack that says nothing of the whole contradicts nothing."""
    assert read(f"{HEAD}[settings]\n{settings}\n").settings


def test_a_kind_that_makes_no_sense_names_those_that_do():
    """A list has no smallest value."""
    with pytest.raises(PackError) as caught:
        read(HEAD + '[settings]\n"waf.managed_groups" = { at_least = 3 }\n')

    assert (
        "error[PACK-008] at_least makes no sense for waf.managed_groups, which is a list\n"
        f'  at   {FILE}:7 (settings."waf.managed_groups".at_least)\n'
        "  got  at_least\n"
        "  fix  use include\n"
        "  more `paved explain PACK-008`"
    ) == str(caught.value)


@pytest.mark.parametrize(
    ("text", "code", "line", "fix"),
    [
        ("= 1", "PACK-002", 1, "correct the line; https://toml.io shows the syntax"),
        ('name = "a\nb"', "PACK-002", 1, "correct the line; https://toml.io shows the syntax"),
        (HEAD + 'sumary = "x"', "PACK-003", 6, "did you mean summary?"),
        (
            HEAD + "[rules]\nAPIGW-001 = { level = 'warn', from = 1 }",
            "PACK-003",
            7,
            "use only level, block_from, waivable",
        ),
        (HEAD.replace('summary = "What', 'summary = "\\u0000'), "PACK-004", 4, 'write summary = "..."'),
        (HEAD + "frameworks = 'PCI'", "PACK-004", 6, 'write frameworks = ["PCI DSS 4.0.1"]'),
        (HEAD + "frameworks = [1]", "PACK-004", 6, None),
        (HEAD + "rules = ['APIGW-001']", "PACK-004", 6, "write [rules]"),
        (HEAD + "[[settings]]", "PACK-004", 6, "write [settings]"),
        (HEAD.replace("external-api", "internal-api"), "PACK-005", 2, None),
        (
            HEAD.replace("1.2.0", "1.2.1"),
            "PACK-005",
            3,
            "move the file to external-api/1.2.1.toml, or correct the version",
        ),
        (HEAD.replace("1.2.0", "1.2"), "PACK-006", 3, "write it like 1.2.0"),
        (HEAD.replace("external-api", "External API"), "PACK-004", 2, "rename it, for example external-api"),
        (
            HEAD + '[settings]\n"throttle.rate_per_secnd" = { at_most = 1 }',
            "PACK-007",
            7,
            "did you mean throttle.rate_per_second?",
        ),
        (HEAD + '[settings]\n"throttle.burst" = 7', "PACK-008", 7, "write { at_most = ... }"),
        (HEAD + '[settings]\n"throttle.burst" = { default = 7 }', "PACK-008", 7, "write { at_most = ... }"),
        (HEAD + '[settings]\n"throttle.burst" = { at_most = true }', "PACK-008", 7, None),
        (HEAD + '[settings]\n"throttle.burst" = { at_most = 0 }', "PACK-008", 7, None),
        (HEAD + '[settings]\n"throttle.burst" = { at_most = [1] }', "PACK-008", 7, None),
        (
            HEAD + '[settings]\n"throttle.burst" = { at_most = 5, at_least = 6 }',
            "PACK-008",
            7,
            "correct one of the two",
        ),
        (HEAD + '[settings]\n"integration.timeout_ms" = { at_most = 30000 }', "PACK-008", 7, None),
        (HEAD + '[settings]\n"logs.retention_days" = { exactly = 366 }', "PACK-008", 7, None),
        (HEAD + '[settings]\n"identity.mfa" = { one_of = [] }', "PACK-008", 7, 'write one_of = ["..."]'),
        (HEAD + '[settings]\n"execution_log.level" = { one_of = ["ERR0R"] }', "PACK-008", 7, "did you mean ERROR?"),
        (HEAD + '[settings]\n"tracing.enabled" = { exactly = "yes" }', "PACK-008", 7, None),
        (HEAD + '[settings]\n"waf.managed_groups" = { include = ["${x}"] }', "PACK-008", 7, None),
        (HEAD + '[settings]\n"waf.redacted_headers" = { include = ["a"], default = ["b"] }', "PACK-009", 7, None),
        (HEAD + "[rules]\nAPIGW-001 = 'blok'", "PACK-010", 7, "did you mean block?"),
        (HEAD + "[rules]\nAPIGW-001 = 3", "PACK-010", 7, "use off, advise, warn, block"),
        (HEAD + "[rules]\nAPIGW-001 = {}", "PACK-010", 7, "use off, advise, warn, block"),
        (HEAD + "[rules]\nAPIGW-001 = { level = 'warn', waivable = 'no' }", "PACK-010", 7, "write waivable = false"),
        (HEAD + "[rules]\nAPIGW-001 = { level = 'block', block_from = 2027-01-01 }", "PACK-010", 7, None),
        (HEAD + "[rules]\nAPIGW-001 = { level = 'warn', block_from = '2027-01-01' }", "PACK-004", 7, None),
        (HEAD + "[rules]\nAPIGW-001 = { level = 'warn', block_from = 2027-01-01T00:00:00 }", "PACK-004", 7, None),
        (HEAD + "[checkov]\nCKV-76 = 'must-pass'", "PACK-011", 7, "write it like CKV_AWS_76"),
        (HEAD + "[checkov]\nCKV_AWS_76 = 'pass'", "PACK-011", 7, None),
        (HEAD + "[checkov]\nCKV_AWS_76 = { must_pass = [] }", "PACK-011", 7, None),
        (HEAD + "[checkov]\nCKV_AWS_76 = { must_pass = ['aws_a'], skip = 'x' }", "PACK-011", 7, None),
        (HEAD + "[checkov]\nCKV_AWS_76 = { skip = '' }", "PACK-004", 7, 'write skip = "..."'),
        (HEAD + "[checkov]\nCKV_AWS_76 = { sikp = 'x' }", "PACK-003", 7, "did you mean skip?"),
    ],
)
def test_whatever_is_wrong_is_refused_at_its_line(text, code, line, fix):
    """Every field refuses nonsense, by line, with the way out."""
    with pytest.raises(PackError) as caught:
        read(text)

    assert (code, f"{FILE}:{line}") == (caught.value.code, caught.value.at.split(" ")[0])
    assert fix in (None, caught.value.fix)


@pytest.mark.parametrize("key", ["name", "version", "summary", "since_last"])
def test_what_every_pack_says_is_demanded(key):
    """A pack without evidence for its change is no pack."""
    with pytest.raises(PackError) as caught:
        read("\n".join(line for line in HEAD.splitlines() if not line.startswith(key)))

    assert ("PACK-004", "nothing") == (caught.value.code, caught.value.got)


@pytest.mark.parametrize("text", ["a=" + "[" * 100_000, "\0", "x" * 2_000_000, "a.b." * 100_000, "[a]\n" * 60_000])
def test_hostile_packs_are_refused(text):
    """However large or deep a file is, it is refused."""
    with pytest.raises(PackError):
        read(text)


SCALARS = st.one_of(
    st.booleans(), st.integers(-5, 500), st.sampled_from(['"x"', "2027-01-01", "[]", "{}", "1.5", '["a"]'])
)


@given(
    st.sampled_from(
        ["throttle.burst", "waf.redacted_headers", "identity.mfa", "tracing.enabled", "logs.retention_days"]
    ),
    st.dictionaries(
        st.sampled_from(["at_least", "at_most", "one_of", "include", "exactly", "default"]), SCALARS, max_size=3
    ),
)
def test_no_clause_breaks_the_reader(setting, raw):
    """Whatever types are put together, the pack reads or is refused by design."""
    inner = ", ".join(
        f"{kind} = {str(value).lower() if isinstance(value, bool) else value}" for kind, value in raw.items()
    )
    try:
        read(f'{HEAD}[settings]\n"{setting}" = {{ {inner} }}\n')
    except PackError as error:
        assert error.code in {"PACK-008", "PACK-009"}
