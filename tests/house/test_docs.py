"""
What the documents say is so.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from platform_constructs import PlatformError
from tests.house.plan import ROOT, named, project_files

DECISIONS = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
SECTIONS = ["Context", "Decision", "Consequences", "Status"]
LINK = re.compile(r"\]\((?!https?://|mailto:|#)([^)#\s]+)")


def _documents() -> list[Path]:
    return [file for file in project_files() if file.suffix == ".md"]


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_decisions_are_numbered_without_gaps():
    """Decisions count from 0001, and none has been taken away."""
    assert [f"{number:04}" for number in range(1, len(DECISIONS) + 1)] == [file.name[:4] for file in DECISIONS]


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda file: file.stem)
def test_a_decision_says_why_what_and_what_it_costs(decision):
    """A decision has context, decision, consequences and status, in this order, and its number in its title."""
    text = decision.read_text(encoding="utf-8")

    assert text.startswith(f"# {int(decision.name[:4])}. ")
    assert SECTIONS == re.findall(r"^## (.+)$", text, re.MULTILINE)


def test_every_decision_is_in_the_index():
    """docs/adr/README.md lists every decision with its own title."""
    index = _text("docs/adr/README.md")

    missing = [
        file.name
        for file in DECISIONS
        if f"[{file.read_text(encoding='utf-8').splitlines()[0].removeprefix('# ')}]({file.name})" not in index
    ]

    assert [] == missing


def test_links_lead_somewhere():
    """Every relative link in every document leads to a file of the project."""
    dead = [
        f"{named(file)}: {target}"
        for file in _documents()
        for target in LINK.findall(file.read_text(encoding="utf-8"))
        if not (file.parent / target).exists()
    ]

    assert [] == dead


def test_the_commands_of_the_readme_exist():
    """README shows `make synth` and `make test`, and nothing that the Makefile does not have."""
    shown = re.findall(r"^\$ make (\w+)$", _text("README.md"), re.MULTILINE)
    targets = set(re.findall(r"^([a-z]+):", _text("Makefile"), re.MULTILINE))

    assert ["synth", "test"] == shown
    assert [] == [target for target in re.findall(r"`make (\w+)`", _everything()) if target not in targets]


def _everything() -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in _documents())


def test_the_error_in_the_readme_is_the_one_you_get():
    """The README's example of an error is word for word what the library says."""
    shown = re.search(r"```text\n(error\[.*?)```", _text("README.md"), re.DOTALL)
    declared = "\n" * 4 + "HttpBackend(url='https://ordering.meridian.example', timeout_ms=60_000)"

    scope: dict[str, object] = {}
    exec("from platform_constructs import HttpBackend", scope)  # noqa: S102 - our own text, as a user's file
    with pytest.raises(PlatformError) as caught:
        exec(compile(declared, "stacks/domains/ordering/stack.py", "exec"), scope)  # noqa: S102 - our own text again

    assert shown is not None
    assert shown[1].rstrip() == str(caught.value)


def test_the_declaration_in_the_readme_is_one():
    """The README's example of a declaration can be declared as it stands."""
    declared = re.search(r"```python\n(.*?)```", _text("README.md"), re.DOTALL)
    assert declared is not None

    scope: dict[str, Any] = {}
    exec(declared[1], scope)  # noqa: S102 - our own text, as a user's file

    assert "ordering-public" == scope["api"].stack


@pytest.mark.parametrize("page", sorted((ROOT / "docs" / "how-to").glob("*.md")), ids=lambda file: file.stem)
def test_a_how_to_is_numbered_steps(page):
    """A how-to page is steps, numbered from 1, and ends by saying which test notices a missed one."""
    text = page.read_text(encoding="utf-8")
    steps = [int(number) for number in re.findall(r"^(\d+)\. ", text, re.MULTILINE)]

    assert len(steps) >= 3
    assert list(range(1, len(steps) + 1)) == steps
    assert "tests/house" in text


def test_the_glossary_is_sorted_and_says_each_word_once():
    """One word per idea: the glossary is alphabetical and has no word twice."""
    words = re.findall(r"^\| \*\*(.+?)\*\* \|", _text("docs/glossary.md"), re.MULTILINE)

    assert len(words) > 20
    assert sorted(set(words), key=str.lower) == words


def test_changelog_fragments_have_a_kind_and_one_sentence():
    """A fragment is `<issue>.<kind>.md`, or `<issue>.<kind>.<n>.md`, and holds one line with a full stop."""
    kinds = "added|changed|fixed|removed|security"
    odd = [
        file.name
        for file in sorted((ROOT / "changelog.d").glob("*.md"))
        if file.name != "README.md"
        and not (
            re.fullmatch(rf"\d+\.(?:{kinds})(?:\.\d+)?\.md", file.name)
            and re.fullmatch(r"[A-Z`].*\.\n", file.read_text(encoding="utf-8"))
        )
    ]

    assert [] == odd
