"""
Writing files that are not there yet.
"""

from __future__ import annotations

import pytest

from platform_constructs.adapters.new_files import write_new
from platform_constructs.errors import PackError


def test_files_are_written_with_their_folders(tmp_path):
    """Each new file is there afterwards, and is named from where one stands."""
    names = write_new({tmp_path / "b/c.py": "c", tmp_path / "a.py": "a"}, below=tmp_path)

    assert ("a.py", "b/c.py") == names
    assert ["a", "c"] == [(tmp_path / name).read_text() for name in names]


def test_nothing_is_replaced_and_nothing_is_left_over(tmp_path):
    """One file that is there stops all: it stays as it was, and the others are not there."""
    (tmp_path / "b.py").write_text("mine")

    with pytest.raises(PackError) as caught:
        write_new({tmp_path / "a.py": "a", tmp_path / "b.py": "b", tmp_path / "c.py": "c"}, below=tmp_path)

    assert (
        "error[RULE-019] a new rule's file cannot be written\n"
        "  at   b.py\n"
        "  got  File exists\n"
        "  fix  pick another code or name, or take the file away if nobody needs it\n"
        "  more `paved explain RULE-019`"
    ) == str(caught.value)
    assert {"b.py": "mine"} == {file.name: file.read_text() for file in tmp_path.iterdir()}
