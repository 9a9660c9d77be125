"""
What must not be in any file, whoever wrote it.
"""

from __future__ import annotations

import re

import pytest

from tests.house.plan import ROOT, modules, named, project_files

# Written so that this file does not match itself.
STRANGERS = {
    "package index": re.compile(
        rb"pypi[.]org|pythonhosted[.]org|npmjs[.](?:org|com)|--(?:extra-)?index-ur[l]|--find-link[s]"
    ),
    "path of one machine": re.compile(
        rb"/(?:roo[t]|wor[k])/[\w.]|/hom[e]/[a-z]|/User[s]/[A-Za-z]|/op[t]/(?:wheels|pypi)"
    ),
    "merge conflict": re.compile(rb"^(?:<{7}|>{7}) ", re.MULTILINE),
    "mark for somebody else": re.compile(rb"\b(?:FIXM[E]|XX[X]|TOD[O]\b)"),
}
DIRECTIVE = re.compile(r"#\s*(?:type:\s*ignore|noqa|pragma:\s*no cover|mypy:\s*ignore)\S*(?P<rest>.*)")


@pytest.mark.parametrize("stranger", STRANGERS)
def test_no_file_carries_what_belongs_elsewhere(stranger):
    """No file names a package index or a path of one machine, or holds a half-done merge or note."""
    found = [
        f"{named(file)}: {match.group().decode(errors='replace')}"
        for file in project_files()
        for match in STRANGERS[stranger].finditer(file.read_bytes())
    ]

    assert [] == found


def test_every_exception_to_the_tools_has_a_reason():
    """Each noqa, type-ignore and no-cover says why on its own line."""
    bare = [
        f"{named(file)}:{number}"
        for file in modules("platform_constructs", "policy_packs", "stacks", "tests")
        if file != ROOT / "tests" / "house" / "test_files.py"
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if (match := DIRECTIVE.search(line)) and len(re.findall(r"[a-z]{2,}", match["rest"])) < 2
    ]

    assert [] == bare


def test_text_files_end_with_one_newline_and_use_no_carriage_return():
    """Bytes are part of the promise, so every text file has the same line ends."""
    texts = {".cfg", ".json", ".md", ".py", ".toml", ".txt", ".yaml", ".yml"}
    odd = [
        named(file)
        for file in project_files()
        if file.suffix in texts
        and not file.is_relative_to(ROOT / "tests")  # golden files and bad input are what they are
        and (content := file.read_bytes())
        and (b"\r" in content or not content.endswith(b"\n") or content.endswith(b"\n\n"))
    ]

    assert [] == odd
