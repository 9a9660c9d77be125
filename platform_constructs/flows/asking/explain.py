"""
Explain a code or a setting: what it means, why it matters, what to do.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping

from platform_constructs.contracts.lint.rule import ContractRule
from platform_constructs.errors import DeclarationError
from platform_constructs.flows.contracts.standard import Standard
from platform_constructs.model.nearest import nearest
from platform_constructs.ownership.status import FAULTS
from platform_constructs.policy.packs.shelf import Shelf
from platform_constructs.policy.packs.terms import Clause
from platform_constructs.policy.rule import Rule
from platform_constructs.policy.settings.definition import SettingDefinition, shown_value
from platform_constructs.policy.settings.every_setting import CATALOGUE

__all__ = ["explain", "is_known"]


def explain(
    code: str,
    *,
    rules: Mapping[str, Rule],
    catalogues: Iterable[Mapping[str, str]],
    shelf: Shelf,
    page: Callable[[str], str],
    standard: Standard | None = None,
) -> str:
    """
    Return the explanation of a rule, an error, a finding or a setting.

    Args:
        code: Such as `APIGW-001` or `DECL-010`, in any case, or the name of a rule or setting, such as `open-method`.
        rules: Every rule there is, by code.
        catalogues: What each room says about its own codes.
        shelf: Every released pack, for what they say about a rule or setting.
        page: Where a page of the documentation can be read, by its name such as `docs/rules/APIGW-001.md`; empty
            where there is none.
        standard: Every contract rule and profile; None to know of none.

    Raises:
        DeclarationError: if nobody knows the code.
    """
    of_contracts = standard.rules if standard else {}
    every: list[Rule | ContractRule] = [*rules.values(), *of_contracts.values()]
    wanted = next((rule.code for rule in every if rule.name == code.lower()), code.upper())
    known = {name: text for catalogue in catalogues for name, text in catalogue.items()}
    if wanted in rules:
        return _rule(rules[wanted], shelf, page)
    if standard and wanted in of_contracts:
        return _contract_rule(of_contracts[wanted], standard, page)
    if wanted in known:
        return f"{wanted}\n\n{known[wanted]}{_status(wanted, page)}"
    if setting := CATALOGUE.get(code.lower()):
        return _setting(setting, shelf, page)
    if wanted.startswith(("CKV_", "CKV2_")):
        return f"{wanted}\n\nA check of checkov; its documentation describes it.\n{_expected(wanted, shelf)}"
    otherwise = "name a code from a message's brackets, a stack or a domain"
    by_name = nearest(code.lower(), [*CATALOGUE, *(rule.name for rule in every)], otherwise)
    raise DeclarationError(
        "DECL-034",
        "nobody knows this code, rule, setting, stack or domain",
        at="the command line",
        got=code,
        fix=nearest(wanted, [*rules, *of_contracts, *known], by_name),
    )


def is_known(
    subject: str,
    *,
    rules: Mapping[str, Rule],
    catalogues: Iterable[Mapping[str, str]],
    standard: Standard | None = None,
) -> bool:
    """Return whether a subject is a code or the name of a rule or setting, in any case."""
    of_contracts = standard.rules if standard else {}
    codes = {code for catalogue in catalogues for code in catalogue} | rules.keys() | of_contracts.keys()
    every: list[Rule | ContractRule] = [*rules.values(), *of_contracts.values()]
    named = subject.lower() in CATALOGUE or any(rule.name == subject.lower() for rule in every)
    return named or subject.upper() in codes or subject.upper().startswith(("CKV_", "CKV2_"))


def _status(code: str, page: Callable[[str], str]) -> str:
    """Return where a status has its page, with an example; empty for a code that is none's."""
    status = next((status for status, fault in FAULTS.items() if fault.code == code), None)
    where = page(f"docs/statuses/{status}.md") if status else ""
    return f"\n\npage  {where}" if where else ""


def _rule(rule: Rule, shelf: Shelf, page: Callable[[str], str]) -> str:
    levels = [
        f"{pack.label} {pack.rules[rule.code].level.name.lower()}" for pack in shelf.packs if rule.code in pack.rules
    ]
    facts = [
        f"severity    {rule.severity}",
        f"references  {', '.join(rule.references) or 'none'}",
        f"judges      {', '.join(sorted(rule.concerns))}",
        f"packs       {'; '.join(levels) or 'named by none'}",
    ]
    ours = rule.check.__module__.startswith("policy_packs.")  # those of other distributions have no page of ours
    if ours and (where := page(f"docs/rules/{rule.code}.md")):
        facts.append(f"page        {where}")
    return f"{rule.code} {rule.name}\n\n{inspect.cleandoc(rule.doc)}\n\n" + "\n".join(facts)


def _contract_rule(rule: ContractRule, standard: Standard, page: Callable[[str], str]) -> str:
    levels = [
        f"{name} {profile.levels[rule.code].level.name.lower()}"
        for name, profile in standard.profiles.items()
        if rule.code in profile.levels
    ]
    facts = [
        f"references  {', '.join(rule.references) or 'none'}",
        f"profiles    {'; '.join(levels) or 'named by none'}",
        *(f"option      {name}: {option.what} It takes {option.kind}." for name, option in rule.options.items()),
    ]
    if where := page(f"docs/contract_rules/{rule.code}.md"):
        facts.append(f"page        {where}")
    return f"{rule.code} {rule.name}\n\n{inspect.cleandoc(rule.doc)}\n\n" + "\n".join(facts)


def _setting(setting: SettingDefinition, shelf: Shelf, page: Callable[[str], str]) -> str:
    said = [
        f"{pack.label} {_clause(pack.settings[setting.name])}" for pack in shelf.packs if setting.name in pack.settings
    ]
    facts = [
        f"unit    {setting.unit or 'none'}",
        f"shapes  {', '.join(setting.shapes) or 'nothing that is written'}",
        f"packs   {'; '.join(said) or 'decided by none'}",
    ]
    if where := page("docs/reference/settings.md"):
        facts.append(f"page    {where}")
    facts.append(
        f"\n`paved explain STACK {setting.name}` says what it comes to for a stack or domain, and who decided."
    )
    return f"{setting.name}\n\n{setting.doc}\n\n" + "\n".join(facts)


def _clause(clause: Clause) -> str:
    wish = f"prefers {shown_value(clause.default)}" if clause.default is not None else ""
    return " and ".join(filter(None, (str(clause), wish)))


def _expected(check: str, shelf: Shelf) -> str:
    said = [(pack.label, pack.checkov[check]) for pack in shelf.packs if check in pack.checkov]
    lines = [f"{label} skips it: {one.skip}" if one.skip else f"{label} wants it passed" for label, one in said]
    return "\n".join(lines) or "No pack mentions it, so a failure blocks."
