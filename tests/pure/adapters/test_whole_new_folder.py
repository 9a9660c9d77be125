"""
The claims of `adapters.whole_new_folder`: all files of a new folder, or none.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from platform_constructs.adapters.whole_new_folder import write_whole
from platform_constructs.errors import DeclarationError

FILES = {"a.txt": "a", "deep/er/b.txt": "b"}


def content(folder: Path) -> dict[str, str]:
    """Every file's text."""
    return {
        file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8")
        for file in folder.rglob("*")
        if file.is_file()
    }


@pytest.mark.parametrize("begun", [(), ("new",), ("new", "new/.git")])
def test_a_folder_that_is_new_or_empty_gets_every_file(tmp_path: Path, begun: tuple[str, ...]) -> None:
    """A repository that was just begun counts as empty. Nothing else is left beside it."""
    for each in begun:
        (tmp_path / each).mkdir()
    assert write_whole(tmp_path / "new", FILES) == ("a.txt", "deep/er/b.txt")
    assert content(tmp_path) == {f"new/{path}": text for path, text in FILES.items()}


def test_a_folder_with_something_in_it_is_left_as_it_was(tmp_path: Path) -> None:
    """Whatever it is."""
    (tmp_path / "note").write_text("mine", encoding="utf-8")
    with pytest.raises(DeclarationError) as caught:
        write_whole(tmp_path, FILES)
    assert (caught.value.code, caught.value.got) == ("DECL-048", "note is there already")
    assert content(tmp_path) == {"note": "mine"}


def test_a_folder_that_cannot_be_is_refused(tmp_path: Path) -> None:
    """A file stands in its way."""
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(DeclarationError) as caught:
            write_whole(folder, FILES)
        assert caught.value.code == "DECL-048"
    assert content(tmp_path) == {"file": "mine"}
