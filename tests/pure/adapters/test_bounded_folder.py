"""
The claims of `adapters.bounded_folder`: what is read ends, and lies in the folder.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from platform_constructs.adapters.bounded_folder import LARGEST_FILE, BoundedFolder
from platform_constructs.adapters.pack_drafts import read_lifecycle_text
from platform_constructs.adapters.pack_files import read_pack_files
from platform_constructs.errors import PackError, RegistryError


def refusal(folder: BoundedFolder, file: str) -> str:
    """What is said of a file that cannot be read."""
    with pytest.raises(RegistryError) as caught:
        folder.text(file, RegistryError, "REG-090")
    return f"{caught.value.at}: {caught.value.what}, {caught.value.got}"


def test_a_text_is_read_and_its_digest_remembered(tmp_path: Path) -> None:
    """By the name that messages use."""
    (tmp_path / "a.toml").write_text("a = 1\n", encoding="utf-8")
    folder = BoundedFolder(tmp_path, "../elsewhere/")
    assert (folder.has("a.toml"), folder.has("b.toml")) == (True, False)
    assert folder.text("a.toml", RegistryError, "REG-090") == "a = 1\n"
    assert list(folder.digests) == ["../elsewhere/a.toml"]


def test_whatever_else_is_refused_at_once(tmp_path: Path) -> None:
    """A pipe that never ends, a way out, a folder, bytes, too much, and nothing."""
    folder = BoundedFolder(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/etc/hostname")
    (tmp_path / "folder").mkdir()
    (tmp_path / "bytes").write_bytes(b"\xff")
    (tmp_path / "large").write_bytes(b"a" * (LARGEST_FILE + 1))
    assert [refusal(folder, file) for file in ("pipe", "link", "folder", "bytes", "large", "none")] == [
        "pipe: the file cannot be read, it is no ordinary file",
        "link: the file cannot be read, a link leads out of the project",
        "folder: the file cannot be read, it is no ordinary file",
        "bytes: the file is not UTF-8 text, byte 0",
        "large: the file cannot be read, it is over 6 MiB",
        "none: the file does not exist, No such file or directory",
    ]


@pytest.mark.parametrize("file", ["packs.lock", "lifecycle.toml", "baseline/1.0.0.toml"])
def test_a_pipe_among_the_packs_does_not_hold_anybody_up(tmp_path: Path, file: str) -> None:
    """It is a designed error, not a wait for ever."""
    (tmp_path / "baseline").mkdir()
    (tmp_path / "packs.lock").write_text("", encoding="utf-8")
    (tmp_path / file).unlink(missing_ok=True)
    os.mkfifo(tmp_path / file)
    with pytest.raises(PackError) as caught:
        read_lifecycle_text(tmp_path)
        read_pack_files(tmp_path)
    assert str(caught.value.got).endswith("it is no ordinary file")
