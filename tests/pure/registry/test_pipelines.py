"""
The claims on pipelines: a token is the key to one domain in one environment.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from platform_constructs.errors import RegistryError
from platform_constructs.registry.read import read_registry

REGISTRY = (Path(__file__).parents[3] / "platform.toml").read_text(encoding="utf-8")
OURS = 'pipelines.production = ["repo:meridian-connect/ordering:environment:production"]'


@pytest.mark.parametrize(
    ("subject", "doors"),
    [
        ("repo:meridian-connect/ordering:environment:sandbox", {"ordering to sandbox", "ordering to production"}),
        ("repo:Meridian-Connect/Quoting:environment:sandbox", {"quoting to sandbox", "ordering to production"}),
    ],
)
def test_one_subject_opens_one_door(subject: str, doors: set[str]) -> None:
    """Not another environment's, nor another domain's by writing it in capitals."""
    assert OURS in REGISTRY
    text = REGISTRY.replace(OURS, f'pipelines.production = ["{subject}"]')
    with pytest.raises(RegistryError) as caught:
        read_registry(text, "platform.toml")
    opened = set(caught.value.what.removeprefix("one pipeline would deploy ").split(" and "))
    assert (caught.value.code, opened) == ("REG-049", doors)


def refused(text: str) -> RegistryError:
    """How a registry is refused."""
    with pytest.raises(RegistryError) as caught:
        read_registry(text, "platform.toml")
    return caught.value


def test_a_subject_is_named_once() -> None:
    """The same pipeline twice in one list is a slip of the pen, and told."""
    twice = OURS.replace("]", ', "repo:meridian-connect/ordering:environment:production"]')

    error = refused(REGISTRY.replace(OURS, twice))

    assert ("REG-049", "ordering names a pipeline twice in production") == (error.code, error.what)


def test_pipelines_without_an_issuer_are_told_once() -> None:
    """However many domains have pipelines, one error names them all."""
    start = REGISTRY.index("[delivery]")
    end = REGISTRY.index("[environments.sandbox]")

    error = refused(REGISTRY[:start] + REGISTRY[end:])

    assert "REG-050" == error.code
    assert error.what == (
        "delivery, ordering, quoting, suppliers have pipelines, and the registry does not say who signs their tokens"
    )
    assert not getattr(error, "__notes__", [])
