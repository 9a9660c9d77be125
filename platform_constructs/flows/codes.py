"""
What the codes mean that flows raise, or the ports they are given.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["CODES"]

CODES: Final[Mapping[str, str]] = {
    "CON-090": "A contract, or a file it refers to, cannot be read: absent, no UTF-8 text, or over 6 MiB.",
    "CON-091": (
        "A contract and what it refers to lie in the folder of the declaring stack, so that a contract cannot pull "
        "in other files of the machine, and its owner is the folder's owner."
    ),
    "GATE-090": "The output folder cannot be written or replaced. Whatever was there before is still there.",
    "GATE-091": "A written stack cannot be read back as JSON, so nothing can be said about it. That is never a pass.",
    "GATE-092": "What was written is not what was planned: a stack is missing or was added behind the plan's back.",
    "GATE-093": (
        "A synth replaces its output folder as a whole. It does so only with a folder that is empty or that an earlier "
        "synth wrote; anything else in that place would be lost."
    ),
    "GATE-094": "The plan holds no stack. Nothing judged is never a pass.",
    "OWN-090": (
        "A host's mapping strips one base path, so one API answers under exactly one claimed prefix. A domain with "
        "paths under several prefixes declares one PublicApi for each."
    ),
    "PACK-091": "There is no policy pack at all. Without law nothing can be judged.",
    "PACK-092": "The folder of the policy packs cannot be read.",
    "REG-090": "The registry, platform.toml, was not found or cannot be read.",
    "WVR-090": "A domain's waivers.toml cannot be read: it is not UTF-8 text, too large, or unreadable.",
}
