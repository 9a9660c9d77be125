"""
Gathering contract rules from files: one a file, named after it, no code or name twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from platform_constructs.contracts.lint.rule import ContractRule
from platform_constructs.errors import PackError

__all__ = ["collect_contract_rules"]


def collect_contract_rules(modules: Iterable[tuple[str, Mapping[str, object]]]) -> dict[str, ContractRule]:
    """
    Return the rules of some modules by code, sorted.

    Args:
        modules: Each rule file's name without `.py`, and what its module defines.

    Raises:
        PackError: CON-100 when a file holds anything but one rule, or is not called after it, or a code or name is
            used twice.
    """
    found: dict[str, ContractRule] = {}
    names: dict[str, str] = {}
    for stem, defined in modules:
        made = [each for each in defined.values() if isinstance(each, ContractRule)]
        if len(made) != 1 or not _is_called_after(stem, made[0]):
            got = ", ".join(f"{each.code} {each.name}" for each in made) or "no rule"
            raise _refusal(stem, "a file holds one rule and is called <family>_<name>.py", got, "rename or split it")
        [rule] = made
        if rule.code in found:
            raise _refusal(stem, f"{found[rule.code].name} has this code", rule.code, "take the next free number")
        if rule.name in names:
            raise _refusal(stem, f"{names[rule.name]} has this name", rule.name, "name it by what it alone asks for")
        found[rule.code], names[rule.name] = rule, rule.code
    return dict(sorted(found.items()))


def _is_called_after(stem: str, rule: ContractRule) -> bool:
    called = rule.name.replace("-", "_")  # a name may begin with its family
    return (stem == called and "_" in stem) or re.fullmatch(r"[a-z][a-z0-9]*_" + called, stem) is not None


def _refusal(stem: str, what: str, got: str, fix: str) -> PackError:
    at = f"policy_packs/contract_rules/{stem}.py"
    return PackError("CON-100", f"a contract rule is not as it must be: {what}", at=at, got=got, fix=fix)
