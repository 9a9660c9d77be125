"""
Who binds a stack to packs.
"""

from __future__ import annotations

import pytest

from platform_constructs.errors import RegistryError
from platform_constructs.model.host import Audience
from platform_constructs.registry.parties import parties_of
from platform_constructs.registry.read import read_registry
from tests.pure.registry.small_registry import SMALL


def test_every_party_is_named_by_its_table():
    """The domain, its data's classification and its audience, each with the keys that lead to its packs."""
    found = parties_of(read_registry(SMALL), "ordering", Audience.EXTERNAL)

    assert [
        ("domains.ordering", ("domains", "ordering", "packs"), ["baseline"]),
        ("classifications.personal", ("classifications", "personal", "packs"), ["baseline", "privacy"]),
        ("audiences.external", ("audiences", "external", "packs"), ["external-api"]),
    ] == [(party.label, party.way, sorted(party.packs)) for party in found]


def test_a_stack_that_nobody_reaches_has_no_audience():
    """What no host leads to is bound by its domain and its data only."""
    found = parties_of(read_registry(SMALL), "ordering", None)

    assert ["domains.ordering", "classifications.personal"] == [party.label for party in found]


def test_an_unknown_domain_has_no_parties():
    """It is refused with the nearest name there is."""
    with pytest.raises(RegistryError) as caught:
        parties_of(read_registry(SMALL), "orderin", None)

    assert ("REG-015", "did you mean ordering?") == (caught.value.code, caught.value.fix)
