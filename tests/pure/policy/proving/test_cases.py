"""
Cases, and what they have to prove.
"""

from __future__ import annotations

import pytest

from platform_constructs.errors import PackError
from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.proving.cases import (
    Case,
    doc_faults,
    fault_texts,
    judge_case,
    nonsense_for,
    subject_of,
    unproved,
)
from platform_constructs.policy.rule import Rule
from platform_constructs.policy.view import Known, Resource, Unknown

DOC = """## What it does
Finds open ones.

## Why is this bad?
Anyone may come in.

## Example
```json
{"open": true}
```

Use instead:
```json
{"open": false}
```"""


NONSENSE: list[object] = [
    *("", 0, -1, True, None, [], {}, [[]], [None], ["x"], [{}], {"": None}, {"x": ["y", {}]}),
    *("${var.x}", "${", "\x00"),
]


def openness(resource: Resource) -> Verdict:
    match resource["open"]:
        case Known(False):
            return Passed()
        case Unknown(expression=expression):
            return Undecided(expression)
        case _:
            return Failed("it is open", "close it")


def rule(doc: str = DOC, *, concerns: tuple[str, ...] = ("aws_b", "aws_a")) -> Rule:
    return Rule("XX1-001", "open-one", frozenset(concerns), openness, doc)


def case(
    said: dict[str, object], verdict: str = "fail", name: str = "said-nothing", stem: str = "xx1_open_one"
) -> Case:
    return Case(stem, verdict, name, said)


def test_a_case_is_a_resource_of_the_first_type():
    """Attributes alone stand for a resource of the type that comes first by name."""
    subject = subject_of(rule(), case({"open": False}))

    assert ("aws_a", "aws_a.case", Known(False)) == (subject.type, subject.address, subject["open"])


def test_a_case_may_be_a_document():
    """A document with a subject is a whole stack, of which one thing is asked about."""
    document = {"resource": {"aws_b": {"x": {"open": "${var.x}"}}}}

    assert Undecided("var.x") == judge_case(rule(), case({"subject": "aws_b.x", "document": document}))


@pytest.mark.parametrize(
    ("said", "verdict"),
    [({}, Failed("it is open", "close it")), ({"open": False}, Passed()), ({"open": "${x.y}"}, Undecided("x.y"))],
)
def test_judging_a_case_asks_the_rule(said, verdict):
    """The verdict is the rule's own."""
    assert verdict == judge_case(rule(), case(said))


@pytest.mark.parametrize("subject", ["aws_b.y", "aws_b.x#/part", 1, None, {}])
def test_a_subject_that_is_not_there_is_refused(subject):
    """A case about nothing would prove nothing."""
    with pytest.raises(PackError) as caught:
        judge_case(rule(), case({"subject": subject, "document": {"resource": {"aws_b": {"x": {}}}}}))

    assert "RULE-016" == caught.value.code


def test_the_refusal_leads_to_the_file():
    """The message names the case's file and the address."""
    with pytest.raises(PackError) as caught:
        subject_of(rule(), case({"subject": "aws_b.y", "document": {}}))

    assert (
        "error[RULE-016] a case asks about what its document does not have\n"
        "  at   xx1_open_one/fail/said-nothing.json\n"
        "  got  aws_b.y\n"
        "  fix  correct the subject: it is an address such as aws_api_gateway_stage.live\n"
        "  more `paved explain RULE-016`"
    ) == str(caught.value)


def test_subject_and_document_alone_make_a_document():
    """A resource that has an attribute called document, or one more, is a resource."""
    assert Known("x") == subject_of(rule(), case({"document": "x"}))["document"]
    assert Known("x") == subject_of(rule(), case({"document": {}, "subject": "x", "name": "y"}))["subject"]


@pytest.mark.parametrize(
    ("verdict", "texts"),
    [
        (Passed(), ()),
        (NotConcerned(), ()),
        (Undecided("Anything. At all."), ()),
        (Undecided(""), ("",)),
        (Failed("it is open", "close it"), ()),
        (Failed("It is open.", ""), ("It is open.", "")),
        (Failed("a\nb", "close\x00"), ("a\nb", "close\x00")),
        (Failed("x" * 160, "x" * 161), ("x" * 161,)),
    ],
)
def test_texts_that_read_badly_are_found(verdict, texts):
    """Empty texts, and in the rule's own words full stops, 161 characters and control characters, spoil a finding."""
    assert texts == fault_texts(verdict)


def test_what_is_proved_is_silent():
    """A rule with its three cases lacks nothing."""
    three = [case({}), case({"open": False}, "pass"), case({"open": "${var.x}"}, "undecided", "variable-2")]

    assert () == unproved(["xx1_open_one"], three)


def test_what_is_missing_or_too_much_is_listed():
    """Missing verdicts, cases of no rule, names that are no words and the same case with two verdicts."""
    there = [
        case({"b": 1, "a": 2}, "pass", "as-it-should-be"),
        case({"a": 2, "b": 1}, "fail", "twin"),
        case({"a": 2}, "fail", "again"),
        case({"a": 2}, "fail", "and-again"),
        case({}, "fail", "No_words"),
        case({"a": 2}, "pass", "other-rule", stem="left_over"),
    ]

    assert (
        "left_over/pass/other-rule: no rule of this name",
        "xx1_open_one/fail/No_words: its name does not say in words why it is there",
        "xx1_open_one/pass/as-it-should-be: says the same as xx1_open_one/fail/twin, and wants another verdict",
        "xx1_open_one/undecided: no case",
    ) == unproved(["xx1_open_one"], there)


@pytest.mark.parametrize("name", ["said-nothing", "two", "tls-1-0"])
def test_names_of_cases_are_words(name):
    """Lower-case words and numbers, joined by hyphens."""
    there = [case({}, "fail", name), case({"a": 1}, "pass", name), case({"a": 2}, "undecided", name)]

    assert () == unproved(["xx1_open_one"], there)


@pytest.mark.parametrize(
    "name", ["", "1-is-a-number", "Said", "said_nothing", "said--nothing", "-said", "said-", "x y"]
)
def test_other_names_of_cases_are_not(name):
    """Anything else says less than a word would."""
    there = [case({}, "fail", name), case({"a": 1}, "pass"), case({"a": 2}, "undecided")]

    assert 1 == len(unproved(["xx1_open_one"], there))


def test_a_documented_rule_lacks_nothing():
    """Four sections with words, and two examples of JSON."""
    assert () == doc_faults(rule())


@pytest.mark.parametrize(
    ("doc", "faults"),
    [
        (
            DOC.replace("Finds open ones.", ""),
            ("XX1-001 ## What it does: nothing is written",),
        ),
        (
            DOC.replace("Anyone may come in.", " "),
            ("XX1-001 ## Why is this bad?: nothing is written",),
        ),
        (
            DOC.replace('{"open": true}', ""),
            ("XX1-001 an example is no JSON object: ",),
        ),
        (
            DOC.replace('{"open": false}', "[1]"),
            ("XX1-001 an example is no JSON object: [1]",),
        ),
        (
            DOC.replace('{"open": false}', "{open}"),
            ("XX1-001 an example is no JSON object: {open}",),
        ),
        (
            DOC.replace("```json\n", "```\n", 1),
            ("XX1-001 it has 1 examples of JSON, and not two: the fault and its cure",),
        ),
        (
            f"{DOC}\n```json\n{{}}\n```",
            ("XX1-001 it has 3 examples of JSON, and not two: the fault and its cure",),
        ),
        (
            f"## Example\n{DOC}",
            ("XX1-001 its sections are not those four, in order",),
        ),
    ],
)
def test_what_documentation_lacks_is_listed(doc, faults):
    """An empty section, a missing example, one that is no JSON object, sections out of order."""
    assert faults == doc_faults(rule(doc))


def test_nonsense_stands_wherever_a_rule_may_look():
    """Every text of the source that can be a key has every kind of value behind it: flat, nested, and in a view."""
    asked = list(nonsense_for(rule(concerns=("aws_a",)), 'x["open"], y["a.b"], "two words", 1'))
    flat = [each.body for each in asked if set(each.body) == {"open", "a.b"}]
    nested = [(each.body, each.view is not None) for each in asked if each.body not in flat]

    assert {("aws_a", "case")} == {(each.type, each.name) for each in asked}
    assert NONSENSE == [body["open"] for body in flat] == [body["a.b"] for body in flat]
    assert [
        each
        for n in NONSENSE
        for each in (
            *(({"b": n}, False), ({"a": {"b": n}}, False), ({"a": {"b": n}}, True)),
            *(({"open": n}, False), ({"open": n}, True)),
        )
    ] == nested


def test_nonsense_reaches_every_type_and_parts_stand_alone():
    """Each type a rule concerns is asked about, in order; a part only by itself."""
    asked = list(nonsense_for(rule(concerns=("openapi.operation", "aws_a")), '"open"'))
    seen = [(each.type, each.view is not None) for each in asked]

    one_value = [("aws_a", False), ("aws_a", False), ("aws_a", True)] + [("openapi.operation", False)] * 2
    assert one_value * len(NONSENSE) == seen
