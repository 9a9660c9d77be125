"""
Which waivers are for changes of contracts: asked where contracts are compared, and by nobody else.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.waiver import Waiver

__all__ = ["OURS", "is_ours"]

OURS: Final = ("CMP-", "CON-160", "CON-161", "EVT-1")
"""How the codes begin that a waiver accepts in a comparison; EVT-0 are rules about events as they are."""


def is_ours(waiver: Waiver) -> bool:
    """Whether a waiver is for a change of a contract, not for what a synth or a lint finds."""
    return waiver.rule.startswith(OURS)
