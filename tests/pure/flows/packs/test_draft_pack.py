"""
A draft begins as the last release with its comments, or as a skeleton that explains itself.
"""

from __future__ import annotations

import pytest

from platform_constructs.errors import PackError
from platform_constructs.flows.packs.draft_pack import draft_pack
from platform_constructs.flows.read_packs import packs_in
from platform_constructs.policy.packs.pack import read_pack
from platform_constructs.policy.packs.shelf import Shelf
from platform_constructs.policy.packs.steps import Step
from tests.pure.flows.small_bench import RELEASED, RULES

FILES = {
    "logs/1.0.0.toml": RELEASED.encode(),
    "logs/1.2.0.toml": RELEASED.replace("1.0.0", "1.2.0").replace("a year", "twelve months").encode(),
}
SHELF = Shelf(packs_in(FILES, "packs", rules_known=frozenset(RULES)))


def begun(name: str = "logs", step: Step = Step.MINOR, drafts: dict[str, bytes] | None = None) -> str:
    return draft_pack(name, step, SHELF, FILES, drafts or {}, home="packs")


@pytest.mark.parametrize(("step", "version"), [(Step.MAJOR, "2.0.0"), (Step.MINOR, "1.3.0"), (Step.PATCH, "1.2.1")])
def test_a_draft_is_the_last_release_with_the_next_version(step, version):
    """Everything but the header, the version and what changed stays as it is written, comments and columns included."""
    expected = (
        RELEASED.replace("1.0.0", version)
        .replace("The first.", "")
        .replace("a year", "twelve months")
        .replace(
            "# Released 2026-11-22. Frozen: to change anything, copy this file to the next version.",
            "# Draft. It binds nobody until `paved packs release logs` freezes it.",
        )
    )

    assert expected == begun(step=step)


def test_a_first_version_explains_itself():
    """The skeleton names every part of a pack, and once its sentences are written it reads."""
    text = begun("partner-api")
    written = text.replace('summary = ""', 'summary = "A."')

    assert text.startswith("# Draft. It binds nobody until `paved packs release partner-api` freezes it.\n")
    assert [part in text for part in ("[settings]", "[rules]", "[checkov]", "block_from", "waivable", "skip")] == [
        True
    ] * 6
    assert "partner-api 1.0.0" == read_pack(written, "packs/partner-api/next.toml", rules_known=frozenset()).label


@pytest.mark.parametrize("name", ["", "Logs", "../logs", "a b", "logs/..", "-a", "a" * 65, "a\n"])
def test_a_name_that_is_none_is_refused(name):
    """A pack's name becomes a folder, so that only lower-case words and hyphens will do."""
    with pytest.raises(PackError) as caught:
        begun(name)

    assert "PACK-050" == caught.value.code


def test_a_second_draft_is_refused():
    """What somebody has begun is never overwritten."""
    with pytest.raises(PackError) as caught:
        begun(drafts={"logs": b""})

    assert ("PACK-051", "packs/logs/next.toml") == (caught.value.code, caught.value.at)
