"""
The folder of an export: whole or not at all, and never over what somebody else put there.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from platform_constructs.adapters.checkov.export.folder import write_export
from platform_constructs.errors import ToolError


def files(text: str) -> dict[str, bytes]:
    content = {"modules/a.py": text.encode(), "README.md": b"read me\n"}
    return {**content, "paved.manifest": json.dumps({"format": 1, "files": dict.fromkeys(content, "")}).encode()}


def held(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_an_earlier_export_is_replaced(tmp_path: Path):
    """A second export takes the place of the first, with what checkov's Python left there."""
    target = tmp_path / "checks"
    write_export(files("1"), target)
    (target / "__pycache__").mkdir()
    (target / "__pycache__" / "paved_checks.cpython-311.pyc").touch()

    write_export(files("2"), target)

    assert files("2") == held(target)
    assert [target] == list(tmp_path.iterdir())


def test_an_empty_folder_is_taken(tmp_path: Path):
    """An empty folder holds nothing that could be lost."""
    write_export(files("1"), tmp_path)

    assert files("1") == held(tmp_path)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("notes.txt", b"mine"),
        ("modules/mine.py", b""),
        ("paved.manifest", b"[1]"),
        ("paved.manifest", b'{"format": 2, "files": {}}'),
        ("paved.manifest", b"{" * 100_000),
    ],
)
def test_what_no_export_wrote_is_kept(tmp_path: Path, name: str, text: bytes):
    """A folder with one file that no export wrote, or with a manifest of another kind, is refused and stays."""
    target = tmp_path / "checks"
    write_export(files("1"), target)
    (target / name).write_bytes(text)
    before = held(target)

    with pytest.raises(ToolError) as refused:
        write_export(files("2"), target)

    got = "README.md" if name == "paved.manifest" else name
    assert (
        "error[TOOL-012] the folder of checks would replace something that no export wrote\n"
        f"  at   {target}\n"
        f"  got  {got}\n"
        "  fix  name a new or empty folder\n"
        "  more `paved explain TOOL-012`"
    ) == str(refused.value)
    assert before == held(target)


def test_a_link_and_a_file_are_kept(tmp_path: Path):
    """Whatever a link leads to is somebody's, and so is a file of that name."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    (tmp_path / "file").touch()

    for name, got in (("link", "a link"), ("file", "a file")):
        with pytest.raises(ToolError) as refused:
            write_export(files("1"), tmp_path / name)
        assert ("TOOL-012", got) == (refused.value.code, refused.value.got)


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path):
    """Where no folder can be made, the error says so, and nothing is left behind."""
    (tmp_path / "file").touch()

    with pytest.raises(ToolError) as refused:
        write_export(files("1"), tmp_path / "file" / "checks")

    assert "TOOL-013" == refused.value.code
    assert [tmp_path / "file"] == list(tmp_path.iterdir())
