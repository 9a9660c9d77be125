"""
The law: rules, one a file, and the released packs and contract profiles that name them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Final

from platform_constructs.contracts.lint.collect import collect_contract_rules
from platform_constructs.contracts.lint.rule import ContractRule
from platform_constructs.policy.proving.collect import collect
from platform_constructs.policy.rule import Rule

__all__ = ["PACKS", "every_contract_rule", "every_rule"]

PACKS: Final = Path(__file__).parent
"""The folder that holds the packs, one folder each, and `packs.lock`."""


# not called `rules`: importing the folder of that name would put a module in the function's place
@cache
def every_rule() -> Mapping[str, Rule]:
    """
    Return every rule there is by code, sorted. Whether one binds anybody is for the packs to say.

    Raises:
        PackError: RULE-010 or RULE-011, for a file that is not one rule, or a code that is used twice.
    """
    stems = sorted(file.stem for file in (PACKS / "rules").glob("*.py") if file.stem != "__init__")
    return MappingProxyType(collect((stem, vars(import_module(f"{__name__}.rules.{stem}"))) for stem in stems))


@cache
def every_contract_rule() -> Mapping[str, ContractRule]:
    """
    Return every rule of the API standard by code, sorted. How much one matters is for the profiles to say.

    Raises:
        PackError: CON-100, for a file that is not one rule, or a code or name that is used twice.
    """
    stems = sorted(file.stem for file in (PACKS / "contract_rules").glob("*.py") if file.stem != "__init__")
    modules = ((stem, vars(import_module(f"{__name__}.contract_rules.{stem}"))) for stem in stems)
    return MappingProxyType(collect_contract_rules(modules))
