"""
Our packs and rules prove what every pack and rule has to prove.
"""

from pathlib import Path

import meridian_security_packs

from policy_packs.proofs import PackProofs


class TestOurPacks(PackProofs):
    """What is claimed of every rule and pack, claimed of ours."""

    package = Path(meridian_security_packs.__file__).parent
    cases = Path(__file__).parent / "cases"
