"""
The code of a function is every ordinary file of its folder, and nothing from outside it.
"""

from __future__ import annotations

import os

import pytest

from platform_constructs.adapters.code_folder import read_code
from platform_constructs.errors import ToolError


def test_what_tools_leave_behind_is_not_code(tmp_path):
    """Compiled modules stay outside, whenever they came to be, and so does when and how a file was written."""
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "handler.cpython-313.pyc").write_bytes(b"0")
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "a.py").write_bytes(b"a")
    (tmp_path / "handler.py").write_bytes(b"h")

    assert {"handler.py": b"h", "lib/a.py": b"a"} == read_code(tmp_path, called="src")


def test_a_folder_with_a_link_is_refused(tmp_path):
    """A link could bring any file of the machine into the function."""
    (tmp_path / "passwords").symlink_to("/etc/passwd")

    with pytest.raises(ToolError) as refused:
        read_code(tmp_path, called="src")

    assert (
        "error[ENG-005] a function's code cannot be packed\n  at   src\n  got  passwords\n"
        "  fix  replace the link, pipe or device by an ordinary file\n  more `paved explain ENG-005`"
    ) == str(refused.value)


def test_a_folder_with_a_pipe_is_refused(tmp_path):
    """Reading a pipe would never end."""
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(ToolError) as refused:
        read_code(tmp_path, called="src")

    assert ("ENG-005", "pipe") == (refused.value.code, refused.value.got)


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    """The path is named."""
    with pytest.raises(ToolError) as refused:
        read_code(tmp_path / "absent", called="src")

    assert ("ENG-005", "no folder") == (refused.value.code, refused.value.got)


def test_more_than_lambda_takes_is_refused(tmp_path):
    """Lambda takes 50 MB with the request, so more is refused before Terraform tries; the file is not read for it."""
    with (tmp_path / "model.bin").open("wb") as file:
        file.truncate(50_000_001)

    with pytest.raises(ToolError) as refused:
        read_code(tmp_path, called="src")

    assert ("ENG-005", "over 50,000,000 bytes") == (refused.value.code, refused.value.got)


def test_a_folder_without_a_file_is_refused(tmp_path):
    """Nobody writes a function of nothing: the folder is named, not the function."""
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "app.pyc").write_bytes(b"0")

    with pytest.raises(ToolError) as refused:
        read_code(tmp_path, called="stacks/domains/ordering/price")

    assert ("stacks/domains/ordering/price", "no file") == (refused.value.at, refused.value.got)
