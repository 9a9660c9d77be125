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

from platform_constructs.policy.collect import collect
from platform_constructs.policy.rule import Rule

__all__ = ["PACKS", "every_rule"]

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
