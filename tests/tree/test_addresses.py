"""
The addresses of everything the roads build.
"""

from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent.parent / "golden" / "addresses"


@pytest.mark.parametrize(
    "stack",
    [
        "ordering-internal",
        "ordering-public",
        "platform-account",
        "platform-delivery",
        "platform-edge",
        "platform-identity",
        "platform-internal-edge",
        "platform-network",
        "platform-partners",
    ],
)
def test_addresses_are_a_promise(synth, stack):
    """
    These addresses are in somebody's state file. Changing one destroys what it names, and makes it anew.
    """
    written = synth()[stack]["resource"]
    addresses = sorted(f"{type}.{name}" for type, of in written.items() for name in of)

    assert (GOLDEN / f"{stack}.txt").read_text().splitlines() == addresses
