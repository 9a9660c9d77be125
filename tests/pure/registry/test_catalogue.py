"""
What the registry says to the catalogue is read, or refused with line, key and fix.
"""

from __future__ import annotations

import pytest

from platform_constructs.errors import RegistryError
from platform_constructs.model.catalogue import Catalogue
from platform_constructs.registry.read import read_registry
from tests.pure.registry.small_registry import SMALL


def test_an_organisation_need_not_publish_anything() -> None:
    """Without the table nothing is linked."""
    assert read_registry(SMALL).catalogue is None


def test_what_is_published_is_read() -> None:
    """Each address may be left out."""
    text = f'{SMALL}\n[catalogue]\ncontracts = "https://git.example/raw/"\nstatus = "https://status.example"\n'

    assert (
        Catalogue(contracts="https://git.example/raw/", status="https://status.example")
        == read_registry(text).catalogue
    )


@pytest.mark.parametrize(
    ("line", "code", "what"),
    [
        ('contracts = "https://git.example/raw"', "REG-005", "contracts must be an https URL that ends with /"),
        ('contracts = "http://git.example/raw/"', "REG-005", "contracts must be an https URL that ends with /"),
        ('manifests = "https://x.example/?a=/"', "REG-005", "manifests must be an https URL that ends with /"),
        ('status = "javascript:alert(1)"', "REG-005", "status must be an https URL"),
        ("sunset = 1", "REG-004", "sunset must be a text in quotes"),
        ('statuspage = "https://status.example"', "REG-002", "catalogue has no key statuspage"),
    ],
)
def test_another_shape_is_refused(line: str, code: str, what: str) -> None:
    """A folder of addresses ends with a slash, everything is https, and no key is misspelt."""
    with pytest.raises(RegistryError) as caught:
        read_registry(f"{SMALL}\n[catalogue]\n{line}\n")

    assert (code, what) == (caught.value.code, caught.value.what)
