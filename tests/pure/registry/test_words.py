"""
Every key of the registry is explained in words.
"""

from __future__ import annotations

import tomllib

import pytest
from pydantic import BaseModel

from platform_constructs.model import grant as grants
from platform_constructs.model import organisation as nouns
from platform_constructs.registry.words import WORDS

_READ_FIRST = {"place", "accepted", "claims", "accepts", "file", "identity", "environments", "hosts", "domains",
               "delegations", "grants", "reserved", "audience_packs", "classification_packs"}  # fmt: skip
_WRITTEN = {"owner": "from"}
_ALL = [*vars(nouns).values(), *vars(grants).values()]
_NOUNS = [noun for noun in _ALL if isinstance(noun, type) and issubclass(noun, BaseModel)]


def test_every_key_has_words():
    """Whichever key of the model is wrong, an error can say what it may hold."""
    fields = {_WRITTEN.get(field, field) for noun in _NOUNS for field in noun.model_fields} - _READ_FIRST

    assert fields - set(WORDS) == set()


@pytest.mark.parametrize("key", sorted(WORDS))
def test_every_example_is_toml(key: str):
    """What a fix proposes can be typed as it stands."""
    assert tomllib.loads(f"key = {WORDS[key].example}")["key"] is not None
