"""
Cases: what a rule is asked in its proof, and what it must answer. Given as data; `adapters.case_files` reads them.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from platform_constructs.errors import PackError, shown
from platform_constructs.model.verdict import Failed, NotConcerned, Passed, Undecided, Verdict
from platform_constructs.policy.reading.resource import Resource
from platform_constructs.policy.rule import SECTIONS, Rule
from platform_constructs.policy.view import View

__all__ = [
    "NEEDED",
    "VERDICTS",
    "Case",
    "doc_faults",
    "fault_texts",
    "judge_case",
    "nonsense_for",
    "subject_of",
    "unproved",
]

VERDICTS: Final[Mapping[str, type[Verdict]]] = {
    "fail": Failed,
    "pass": Passed,
    "unconcerned": NotConcerned,
    "undecided": Undecided,
}
"""The folders of a rule's cases, and the verdict each stands for."""
NEEDED: Final = ("fail", "pass", "undecided")
"""Verdicts that every rule has a case of. Many concern themselves with all they are asked about."""

_WORDS: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_EXAMPLE: Final = re.compile(r"```json\n(.*?)```", re.DOTALL)
_KEY: Final = re.compile(r"[\w.{}/*:-]+")
_LONGEST_TEXT: Final = 160  # characters; what a finding shows without cutting
_NONSENSE: Final[tuple[Any, ...]] = (
    *("", 0, -1, True, None, [], {}, [[]], [None], ["x"], [{}], {"": None}, {"x": ["y", {}]}),
    *("${var.x}", "${", "\x00"),
)


@dataclass(frozen=True, slots=True, order=True)
class Case:
    """
    One case file.

    Attributes:
        stem: The rule's file, without `.py`; it names the folder too.
        verdict: pass, fail, undecided or unconcerned.
        name: Why it is there, such as `said-nothing`.
        said: The attributes of a resource, of the first type the rule concerns; or a `document` of Terraform JSON and
            the address of its `subject`.
    """

    stem: str
    verdict: str
    name: str
    said: Mapping[str, Any]

    @property
    def label(self) -> str:
        """Its path without `.json`, such as `apigw_open_method/fail/said-nothing`."""
        return f"{self.stem}/{self.verdict}/{self.name}"


def subject_of(rule: Rule, case: Case) -> Resource:
    """
    Return what a case asks a rule about.

    Raises:
        PackError: RULE-016, when the case's document has no such address.
    """
    said = case.said
    if said.keys() == {"subject", "document"}:
        address, document = said["subject"], said["document"]
    else:
        kind = min(rule.concerns)
        address, document = f"{kind}.case", {"resource": {kind: {"case": dict(said)}}}
    found = View.of("case", document).get(address) if isinstance(address, str) else None
    if found is None:
        raise PackError(
            "RULE-016",
            "a case asks about what its document does not have",
            at=f"{case.label}.json",
            got=address,
            fix="correct the subject: it is an address such as aws_api_gateway_stage.live",
        )
    return found


def judge_case(rule: Rule, case: Case) -> Verdict:
    """
    Return what a rule says of a case.

    Raises:
        PackError: RULE-016, when the case asks about nothing.
    """
    return rule(subject_of(rule, case))


def fault_texts(verdict: Verdict) -> tuple[str, ...]:
    """
    Return those texts of a verdict that would read badly in a finding: empty, with a full stop, long, broken.

    What an undecided one waits for is Terraform's text, not the rule's: it only has to be there.
    """
    if isinstance(verdict, Undecided):
        return () if verdict.expression else (verdict.expression,)
    said = (verdict.because, verdict.fix) if isinstance(verdict, Failed) else ()
    return tuple(
        text for text in said if not text or text.endswith(".") or len(text) > _LONGEST_TEXT or not text.isprintable()
    )


def unproved(stems: Iterable[str], cases: Iterable[Case]) -> tuple[str, ...]:
    """
    Return what is missing or too much between rules and cases, one line each, sorted.

    Args:
        stems: The rules' files, without `.py`.
        cases: Every case there is.
    """
    there, known = list(cases), set(stems)
    kinds = {(case.stem, case.verdict) for case in there}
    faults = [f"{stem}/{verdict}: no case" for stem in known for verdict in NEEDED if (stem, verdict) not in kinds]
    faults += [f"{case.label}: no rule of this name" for case in there if case.stem not in known]
    faults += [f"{case.label}: its name does not say in words why it is there" for case in there if not _named(case)]
    told: dict[str, Case] = {}
    for case in sorted(there, key=lambda each: each.label):
        text = f"{case.stem} {json.dumps(case.said, sort_keys=True)}"
        if told.setdefault(text, case).verdict != case.verdict:
            faults.append(f"{case.label}: says the same as {told[text].label}, and wants another verdict")
    return tuple(sorted(faults))


def _named(case: Case) -> bool:
    return _WORDS.fullmatch(case.name) is not None


def doc_faults(rule: Rule) -> tuple[str, ...]:
    """
    Return what a rule's documentation lacks, one line each.

    It has the sections of `SECTIONS` once each and in order, with words in each, and two examples of JSON: the fault,
    and what to use instead.
    """
    heads = "|".join(map(re.escape, SECTIONS))
    if re.findall(heads, rule.doc) == list(SECTIONS):
        bodies = re.split(heads, rule.doc)[1:]
        faults = [
            f"{head}: nothing is written" for head, body in zip(SECTIONS, bodies, strict=True) if not body.strip()
        ]
    else:
        faults = ["its sections are not those four, in order"]
    examples = _EXAMPLE.findall(rule.doc)
    if len(examples) != 2:
        faults.append(f"it has {len(examples)} examples of JSON, and not two: the fault and its cure")
    for example in examples:
        try:
            table = isinstance(json.loads(example), dict)
        except ValueError:
            table = False
        if not table:
            faults.append(f"an example is no JSON object: {shown(example.strip())}")
    return tuple(f"{rule.code} {fault}" for fault in faults)


def nonsense_for(rule: Rule, source: str) -> Iterator[Resource]:
    """
    Yield resources with nonsense wherever a rule might look: it has to answer about each of them, and never raise.

    Args:
        rule: The rule.
        source: Its file's text; every text in it may be a key it looks up.
    """
    texts = {
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    keys = sorted(text for text in texts if _KEY.fullmatch(text))
    for nonsense in _NONSENSE:
        for kind in sorted(rule.concerns):
            yield Resource(kind, "case", dict.fromkeys(keys, nonsense))
            yield from _nested(kind, keys, nonsense)


def _nested(kind: str, keys: list[str], nonsense: Any) -> Iterator[Resource]:
    for key in keys:
        body: Any = nonsense
        for segment in reversed(key.split(".")):
            body = {segment: body}
            yield Resource(kind, "case", body)
        if "." not in kind:  # a part is found in a document, and only there
            document = {"resource": {kind: {"case": body}}}
            yield from (each for each in View.of("case", document).resources if each.type == kind)
