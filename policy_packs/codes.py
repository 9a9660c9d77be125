"""
What each code of the law's own folder means; `paved explain CODE` prints it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["CODES"]

CODES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "RULE-010": "A file under policy_packs/rules/ holds no rule, more than one, or a rule that the file is not "
        "named after. One file is one rule, named <family>_<name>.py, so that a code in a finding leads to its text, "
        "its cases and its history without a search.",
        "RULE-011": "Two rule files use one code. A code is a rule's name for ever: waivers, packs and findings of "
        "last year refer to it. Give the newer rule the next free number of its family.",
    }
)
"""Every code this folder raises, with what it means."""
