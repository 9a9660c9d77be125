"""
Explain a code: what it means, why it matters, what to do.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping

from platform_constructs.errors import DeclarationError
from platform_constructs.model.nearest import nearest
from platform_constructs.policy.rule import Rule
from platform_constructs.policy.shelf import Shelf

__all__ = ["explain", "is_known"]


def explain(code: str, *, rules: Mapping[str, Rule], catalogues: Iterable[Mapping[str, str]], shelf: Shelf) -> str:
    """
    Return the explanation of a rule, an error or a finding.

    Args:
        code: Such as `APIGW-001` or `DECL-010`, in any case, or a rule's name, such as `open-method`.
        rules: Every rule there is, by code.
        catalogues: What each room says about its own codes.
        shelf: Every released pack, for the levels they give a rule.

    Raises:
        DeclarationError: if nobody knows the code.
    """
    wanted = next((rule.code for rule in rules.values() if rule.name == code.lower()), code.upper())
    known = {name: text for catalogue in catalogues for name, text in catalogue.items()}
    if wanted in rules:
        return _rule(rules[wanted], shelf)
    if wanted in known:
        return f"{wanted}\n\n{known[wanted]}"
    if wanted.startswith(("CKV_", "CKV2_")):
        return f"{wanted}\n\nA check of checkov; its documentation describes it.\n{_expected(wanted, shelf)}"
    otherwise = "name a code from a message's brackets, a stack or a domain"
    by_name = nearest(code.lower(), [rule.name for rule in rules.values()], otherwise)
    raise DeclarationError(
        "DECL-034",
        "nobody knows this code, rule, stack or domain",
        at="the command line",
        got=code,
        fix=nearest(wanted, [*rules, *known], by_name),
    )


def is_known(subject: str, *, rules: Mapping[str, Rule], catalogues: Iterable[Mapping[str, str]]) -> bool:
    """Return whether a subject is a code or a rule's name, in any case."""
    codes = {code for catalogue in catalogues for code in catalogue} | rules.keys()
    named = any(rule.name == subject.lower() for rule in rules.values())
    return named or subject.upper() in codes or subject.upper().startswith(("CKV_", "CKV2_"))


def _rule(rule: Rule, shelf: Shelf) -> str:
    levels = [
        f"{pack.label} {pack.rules[rule.code].level.name.lower()}" for pack in shelf.packs if rule.code in pack.rules
    ]
    facts = [
        f"severity    {rule.severity}",
        f"references  {', '.join(rule.references) or 'none'}",
        f"judges      {', '.join(sorted(rule.concerns))}",
        f"packs       {'; '.join(levels) or 'named by none'}",
    ]
    if rule.check.__module__.startswith("policy_packs."):  # those of other distributions have no page of ours
        facts.append(f"page        docs/rules/{rule.code}.md")
    return f"{rule.code} {rule.name}\n\n{inspect.cleandoc(rule.doc)}\n\n" + "\n".join(facts)


def _expected(check: str, shelf: Shelf) -> str:
    said = [(pack.label, pack.checkov[check]) for pack in shelf.packs if check in pack.checkov]
    lines = [f"{label} skips it: {one.skip}" if one.skip else f"{label} wants it passed" for label, one in said]
    return "\n".join(lines) or "No pack mentions it, so a failure blocks."
