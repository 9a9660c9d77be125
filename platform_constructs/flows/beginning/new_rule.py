"""
Begin a rule: its file with the documentation's sections, and one case of each verdict. None of it passes its tests
until it has been written.
"""

from __future__ import annotations

import json
import keyword
from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches
from typing import Any, Final

from platform_constructs.errors import PackError
from platform_constructs.model.verdict import NotConcerned, Verdict
from platform_constructs.policy.proving.collect import stem_of
from platform_constructs.policy.rule import SECTIONS, Rule
from platform_constructs.policy.view import Resource

__all__ = ["begin_rule"]

_AT: Final = "the command line"
_FILE: Final = '''\
"""
The rule {code}, {name}.
"""

from __future__ import annotations

from platform_constructs.model.verdict import Failed, Passed, Undecided, Verdict
from platform_constructs.policy.rule import rule
from platform_constructs.policy.view import Absent, Known, Ref, Resource, Unknown


@rule(
    "{code}",
    "{name}",
    concerns={{{concerns}}},
    severity="{severity}",
    references=(),
    controls=(),
)
def {function}(resource: Resource) -> Verdict:
    """
    ## What it does

    ## Why is this bad?

    ## Example
    ```json
    ```

    Use instead:
    ```json
    ```
    """
    # match resource["attribute"]:
    #     case Unknown(expression=expression) | Ref(expression=expression):
    #         return Undecided(expression)
    #     case Known("as it should be"):
    #         return Passed()
    #     case Absent() | Known():
    #         return Failed(because="what is wrong", fix="what its owner does next")
    raise NotImplementedError("{code} is not written yet")
'''
_NEAREST: Final = 3  # names that are offered for a type that is none
_CASES: Final = {"fail": "said-nothing", "pass": "as-it-should-be", "undecided": "variable"}
_API: Final = {"openapi": "3.0.1", "info": {"title": "orders", "version": "1"}}
_PARTS: Final[Mapping[str, tuple[str, Any]]] = {  # where a part stands, and the least that has one
    "iam.statement": ("data.aws_iam_policy_document.case#/statement/0", {"statement": [{}]}),
    "openapi.document": ("aws_api_gateway_rest_api.case#/body", {"body": json.dumps({**_API, "paths": {}})}),
    "openapi.operation": (
        "aws_api_gateway_rest_api.case#/paths/~1orders/post",
        {"body": json.dumps({**_API, "paths": {"/orders": {"post": {}}}})},
    ),
    "openapi.schema": (
        "aws_api_gateway_rest_api.case#/components/schemas/Order",
        {"body": json.dumps({**_API, "paths": {}, "components": {"schemas": {"Order": {}}}})},
    ),
    "wafv2.rule": ("aws_wafv2_web_acl.case#/rule/0", {"rule": [{"name": "first", "priority": 1}]}),
}


def begin_rule(
    code: str,
    name: str,
    *,
    concerns: Iterable[str],
    severity: str,
    rules: Mapping[str, Rule],
    provider: Collection[str],
) -> tuple[str, dict[str, str]]:
    """
    Return the text of a rule's file, and its cases by path below the folder of cases.

    Args:
        code: Such as `APIGW-090`.
        name: The fault, such as `open-method`.
        concerns: The types it will judge.
        severity: critical, high, medium or low.
        rules: Every rule there is, by code.
        provider: Every type of the provider, data sources with `data.` before them.

    Returns:
        The file's text, and each case's, such as `apigw_open_method/fail/said-nothing.json`. The rule's file is named
        like the folder of its cases.

    Raises:
        PackError: RULE-001 to RULE-003 and RULE-005 for a malformed code, name, type or severity, RULE-011 for a code
            that is used, RULE-018 for a name that is, RULE-021 for a type that nothing written can have.
    """
    asked = _asked(code, name, frozenset(concerns), severity)
    _refuse_used(asked, rules)
    _refuse_unknown(asked, provider)
    types = ", ".join(f'"{each}"' for each in sorted(asked.concerns))
    function = name.replace("-", "_")
    text = _FILE.format(code=code, name=name, concerns=types, severity=severity, function=function)
    case = json.dumps(_first_case(min(asked.concerns)), indent=2) + "\n"
    return text, {f"{stem_of(asked)}/{verdict}/{why}.json": case for verdict, why in _CASES.items()}


def _asked(code: str, name: str, concerns: frozenset[str], severity: str) -> Rule:
    try:
        rule = Rule(code, name, concerns, _unwritten, "\n".join(SECTIONS), severity)
    except PackError as refused:
        raise PackError(refused.code, refused.what, at=_AT, got=refused.got, fix=refused.fix) from refused
    if keyword.iskeyword(name):
        fix = "name the fault in two words, like open-method"
        raise PackError("RULE-002", "a rule's name is no word of Python's own", at=_AT, got=name, fix=fix)
    return rule


def _refuse_used(asked: Rule, rules: Mapping[str, Rule]) -> None:
    if twin := rules.get(asked.code):
        raise PackError(
            "RULE-011",
            "a rule's code is used once and never again",
            at=_AT,
            got=asked.code,
            fix=f"{twin.name} has this one; take {_next_free(asked.code, rules)}",
        )
    if namesake := next((rule for rule in rules.values() if rule.name == asked.name), None):
        raise PackError(
            "RULE-018",
            "another rule has this name",
            at=_AT,
            got=asked.name,
            fix=f"{namesake.code} is called so; name the fault more closely",
        )


def _refuse_unknown(asked: Rule, provider: Collection[str]) -> None:
    known = {*provider, *_PARTS}
    stranger = next((each for each in sorted(asked.concerns) if each not in known), None)
    if stranger is None:
        return
    close = get_close_matches(stranger, sorted(known), n=_NEAREST)
    parts = ", ".join(sorted(_PARTS))
    raise PackError(
        "RULE-021",
        "neither the AWS provider nor what we read out of resources has this type, so the rule would judge nothing",
        at=_AT,
        got=stranger,
        fix=f"did you mean {', '.join(close)}?" if close else f"name a type of the provider, or one of: {parts}",
    )


def _next_free(code: str, rules: Mapping[str, Rule]) -> str:
    family = code.partition("-")[0]
    used = [int(each.partition("-")[2]) for each in rules if each.partition("-")[0] == family]
    return f"{family}-{max(used) + 1:03}"


def _first_case(kind: str) -> dict[str, Any]:
    """Return the least that a rule can be asked about; what it says is still to be written."""
    subject, body = _PARTS.get(kind, (f"{kind}.case", {}))
    if kind not in _PARTS and not kind.startswith("data."):
        return {}
    section = "data" if subject.startswith("data.") else "resource"
    owner = subject.removeprefix("data.").partition(".")[0]
    return {"subject": subject, "document": {section: {owner: {"case": body}}}}


def _unwritten(resource: Resource) -> Verdict:
    return NotConcerned()
