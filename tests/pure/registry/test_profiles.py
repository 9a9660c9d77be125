"""
Which contract profile the registry names for whom.
"""

from __future__ import annotations

import pytest

from platform_constructs.errors import RegistryError
from platform_constructs.model.host import Audience
from platform_constructs.registry.profiles import profile_name_for
from platform_constructs.registry.read import read_registry
from tests.pure.registry.small_registry import SMALL

DOMAIN = next(iter(read_registry(SMALL).domains))
STANDARD = '\n[contracts]\nprofile = "standard"\n'
OWN = SMALL.replace(f"[domains.{DOMAIN}]\n", f'[domains.{DOMAIN}]\ncontract_profile = "legacy"\n')


@pytest.mark.parametrize(
    ("text", "external", "internal"),
    [
        (SMALL, None, None),
        (SMALL + STANDARD, "standard", "standard"),
        (SMALL + STANDARD + 'audiences = { external = "external" }\n', "external", "standard"),
        (SMALL + STANDARD + 'audiences = { internal = "inside" }\n', "standard", "inside"),
        (OWN, "legacy", "legacy"),
        (OWN + STANDARD + 'audiences = { external = "external" }\n', "legacy", "legacy"),
    ],
)
def test_what_is_nearer_counts(text, external, internal):
    """A domain's own profile counts before its audience's, and that before the organisation's."""
    organisation = read_registry(text)

    said = [profile_name_for(organisation, DOMAIN, audience) for audience in (Audience.EXTERNAL, Audience.INTERNAL)]

    assert [external, internal] == [None if one is None else one[0] for one in said]


def test_it_is_told_where_the_registry_says_so():
    """An unknown profile is told at the key that names it."""
    organisation = read_registry(SMALL + STANDARD + 'audiences = { external = "external" }\n')

    said = [profile_name_for(organisation, DOMAIN, audience) for audience in (Audience.EXTERNAL, Audience.INTERNAL)]

    assert ["platform.toml (contracts.audiences.external)", "platform.toml (contracts.profile)"] == [
        str(one[1]) for one in said if one is not None
    ]


@pytest.mark.parametrize(
    ("lines", "code", "what"),
    [
        ("", "REG-003", "contracts has no profile"),
        ("profile = 3", "REG-004", "profile must be a text in quotes"),
        ('profile = "My Profile"', "REG-005", "profile must be the name of a contract profile"),
        ('profile = "standard"\nlevel = "warn"', "REG-002", "contracts has no key level"),
        ('profile = "standard"\naudiences = { extern = "x" }', "REG-002", "audiences has no key extern"),
        ('profile = "standard"\naudiences = "x"', "REG-004", "audiences must be a table"),
    ],
)
def test_what_is_wrong_is_told(lines, code, what):
    """A key that nobody reads, or of another form, is refused: it would otherwise hold nobody to anything."""
    with pytest.raises(RegistryError) as caught:
        read_registry(f"{SMALL}\n[contracts]\n{lines}\n")

    assert (code, what) == (caught.value.code, caught.value.what)
