"""
The claims of `flows.catalogue.gather_asyncapi`.
"""

from __future__ import annotations

import json

import pytest

from platform_constructs.errors import CatalogueError
from platform_constructs.flows.catalogue.gather_asyncapi import gather_asyncapi

DOCUMENT = json.dumps({"asyncapi": "3.0.0", "info": {"title": "Bestellungen \u00fc", "version": "1.0.0"}})
OTHER = DOCUMENT.replace("1.0.0", "1.1.0")


def refused(*files: tuple[str, str, str], environment: str | None = None) -> str:
    """What is said of some files, in one line."""
    with pytest.raises(CatalogueError) as caught:
        gather_asyncapi(files, environment)
    return f"{caught.value.code} {caught.value.what} | {caught.value.at} | {caught.value.got}"


def test_documents_are_gathered_by_environment_and_domain() -> None:
    """The same document from two syntheses is one; each environment has its own folder; other files are left alone."""
    files = [
        (DOCUMENT, "sandbox/ordering.json", "a"),
        (DOCUMENT, "sandbox/ordering.json", "b"),
        (OTHER, "production/ordering.json", "c"),
        ("{", "sandbox/../../x.json", "d"),
    ]

    assert ["production/asyncapi/ordering.json", "sandbox/asyncapi/ordering.json"] == list(gather_asyncapi(files, None))
    [text] = gather_asyncapi(files, "sandbox").values()
    assert json.loads(DOCUMENT) == json.loads(text)
    assert "\u00fc" in text


def test_what_cannot_be_trusted_is_refused() -> None:
    """Two that differ, no JSON, another standard, half a character, and nothing at all have their errors."""
    place = "sandbox/ordering.json"

    assert "CAT-017 two documents of one domain and environment differ | b | sandbox/ordering.json" == refused(
        (DOCUMENT, place, "a"), (OTHER, place, "b")
    )
    assert refused(("{", place, "a")).startswith("CAT-017 the file is not JSON, or says a key twice | a | ")
    assert "CAT-017 the file is no AsyncAPI 3 document | a | no version" == refused(("{}", place, "a"))
    assert "CAT-017 the file is no AsyncAPI 3 document | a | 2.6.0" == refused(('{"asyncapi": "2.6.0"}', place, "a"))
    assert refused((r'{"asyncapi": "3.0.0", "x": "\ud800"}', place, "a")).startswith("CAT-017 the file holds half a")
    assert "CAT-015 there is no AsyncAPI document to read | the catalogue | staging" == refused(
        (DOCUMENT, place, "a"), environment="staging"
    )
