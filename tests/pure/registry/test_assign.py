"""
Which packs bind a stack.
"""

from __future__ import annotations

import pytest

from platform_constructs.errors import RegistryError
from platform_constructs.model.host import Audience
from platform_constructs.registry.assign import packs_for
from platform_constructs.registry.read import read_registry
from tests.pure.registry.small_registry import SMALL


@pytest.mark.parametrize(
    ("domain", "audience", "packs"),
    [
        ("ordering", Audience.EXTERNAL, {"baseline": ">=1.2,~=1.0", "external-api": "~=1.0", "privacy": "~=1.0"}),
        ("ordering", None, {"baseline": ">=1.2,~=1.0", "privacy": "~=1.0"}),
        ("delivery", Audience.EXTERNAL, {"baseline": "<2,>=1.0", "external-api": "~=1.0"}),
        ("delivery", Audience.INTERNAL, {"baseline": "<2,>=1.0"}),
        ("platform", None, {}),
    ],
)
def test_every_party_has_its_say(domain: str, audience: Audience | None, packs: dict[str, str]):
    """The domain's own packs, its audience's and its data's bind together, with every party's range."""
    assert packs_for(read_registry(SMALL), domain, audience) == packs


def test_an_unknown_domain_is_refused():
    """No law is made up for a domain that the registry does not know."""
    with pytest.raises(RegistryError) as caught:
        packs_for(read_registry(SMALL), "orderin", None)

    assert (caught.value.code, caught.value.fix) == ("REG-015", "did you mean ordering?")
