"""
The law: rules, one a file, and the released packs that name them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Final

from platform_constructs.errors import PackError
from platform_constructs.policy.rule import Rule

__all__ = ["PACKS", "rules"]

PACKS: Final = Path(__file__).parent
"""The folder that holds the packs, one folder each, and `packs.lock`."""


@cache
def rules() -> Mapping[str, Rule]:
    """
    Return every rule there is by code, sorted. Whether one binds anybody is for the packs to say.

    Raises:
        PackError: RULE-010 when a file holds anything but one rule named like the file, RULE-011 when two
            files use one code.
    """
    found: dict[str, Rule] = {}
    for file in sorted((PACKS / "rules").glob("*.py")):
        if file.name == "__init__.py":
            continue
        made = [
            each for each in vars(import_module(f"{__name__}.rules.{file.stem}")).values() if isinstance(each, Rule)
        ]
        if len(made) != 1 or file.stem != _stem(made[0]):
            raise PackError(
                "RULE-010",
                "a rule file holds one rule and is named <family>_<name>.py after it",
                at=f"policy_packs/rules/{file.name}",
                got=", ".join(f"{each.code} {each.name}" for each in made) or "no rule",
                fix=f"rename it to {_stem(made[0])}.py" if len(made) == 1 else "give each rule its own file",
            )
        if made[0].code in found:
            raise PackError(
                "RULE-011",
                "a rule's code is used once and never again",
                at=f"policy_packs/rules/{file.name}",
                got=made[0].code,
                fix=f"take the next free number; {found[made[0].code].name} has this one",
            )
        found[made[0].code] = made[0]
    return MappingProxyType(dict(sorted(found.items())))


def _stem(rule: Rule) -> str:
    return f"{rule.code.partition('-')[0]}_{rule.name}".lower().replace("-", "_")
