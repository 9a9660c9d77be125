"""
The output folder is replaced as a whole, or not at all.
"""

import json

import pytest

from platform_constructs.adapters.output import staging
from platform_constructs.errors import ToolError


def write(folder, text="{}"):
    file = folder / "stacks" / "ordering-public" / "cdk.tf.json"
    file.parent.mkdir(parents=True)
    file.write_text(text)


def test_what_is_published_takes_the_place_of_what_was_there(tmp_path):
    """
    Nothing of the earlier output remains, and nothing beside it.
    """
    target = tmp_path / "out"
    (target / "stacks" / "old").mkdir(parents=True)
    with staging(target) as staged:
        write(staged.folder)
        staged.publish({"format": 1})

    assert ["out"] == [one.name for one in tmp_path.iterdir()]
    assert ["ordering-public"] == [one.name for one in (target / "stacks").iterdir()]
    assert {"format": 1} == json.loads((target / "paved.json").read_text())


def test_what_is_not_published_leaves_no_trace(tmp_path):
    """
    A refused synth leaves the earlier output alone.
    """
    target = tmp_path / "out"
    target.mkdir()
    (target / "kept").write_text("as it was")
    with staging(target) as staged:
        write(staged.folder)

    assert ["out"] == [one.name for one in tmp_path.iterdir()]
    assert "as it was" == (target / "kept").read_text()


def test_an_exception_leaves_no_trace(tmp_path):
    """
    A synth that breaks down leaves nothing behind.
    """
    with pytest.raises(KeyError), staging(tmp_path / "out") as staged:
        write(staged.folder)
        raise KeyError

    assert [] == list(tmp_path.iterdir())


def test_a_place_that_is_no_folder_is_refused(tmp_path):
    """
    A file in the output's place is not overwritten.
    """
    target = tmp_path / "out"
    target.write_text("a file")
    with pytest.raises(ToolError) as caught, staging(target) as staged:
        write(staged.folder)
        staged.publish({})

    assert ("GATE-090", "a file") == (caught.value.code, target.read_text())


@pytest.mark.parametrize("text", ["{", "[]", ""])
def test_a_stack_that_cannot_be_read_back_is_not_judged(tmp_path, text):
    """
    What is no JSON object is an error, never an empty stack.
    """
    with staging(tmp_path / "out") as staged:
        write(staged.folder, text)
        with pytest.raises(ToolError) as caught:
            staged.documents()

    assert "GATE-091" == caught.value.code
