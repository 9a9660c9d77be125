"""
Several files change, or none does.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from platform_constructs.adapters.together import write_together


def everything(folder: Path) -> dict[str, bytes | None]:
    """Every file and folder below one, hidden ones too."""
    return {
        each.relative_to(folder).as_posix(): None if each.is_dir() else each.read_bytes() for each in folder.rglob("*")
    }


def test_all_files_change(tmp_path: Path):
    """New files come with their folders, others are replaced or go, and nothing else is left."""
    (tmp_path / "lock").write_bytes(b"old")
    (tmp_path / "draft").write_bytes(b"draft")

    write_together({tmp_path / "a/b/new": b"new", tmp_path / "lock": b"changed", tmp_path / "draft": None})

    assert {"a": None, "a/b": None, "a/b/new": b"new", "lock": b"changed"} == everything(tmp_path)


def test_a_files_mode_stays(tmp_path: Path):
    """A replaced file keeps its permissions; a new one can be read by everybody."""
    (tmp_path / "lock").write_bytes(b"old")
    (tmp_path / "lock").chmod(0o600)

    write_together({tmp_path / "lock": b"new", tmp_path / "other": b"x"})

    assert [0o600, 0o644] == [(tmp_path / name).stat().st_mode & 0o777 for name in ("lock", "other")]


@pytest.mark.parametrize("last", ["folder", "lock/below", "missing"])
def test_one_that_fails_leaves_everything_as_it_was(tmp_path: Path, last: str):
    """Whichever write fails, early or late, each file before it is brought back and each folder made for it goes."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "kept").write_bytes(b"kept")
    (tmp_path / "lock").write_bytes(b"old")
    (tmp_path / "draft").write_bytes(b"draft")
    before = everything(tmp_path)

    files: dict[Path, bytes | None] = {
        tmp_path / "a/b/new": b"new",
        tmp_path / "lock": b"changed",
        tmp_path / "draft": None,
        tmp_path / last: None if last == "missing" else b"x",
    }
    with pytest.raises(OSError):
        write_together(files)

    assert before == everything(tmp_path)
