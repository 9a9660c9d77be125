"""
Reading a project's files.
"""

import hashlib
import os

import pytest

from platform_constructs.adapters.project_files import ProjectFiles, write_packs_lock
from platform_constructs.errors import PlatformError

STACK = "stacks/domains/ordering/stack.py"


@pytest.fixture(name="files")
def _files(tmp_path):
    folder = tmp_path / "stacks" / "domains" / "ordering"
    folder.mkdir(parents=True)
    (folder / "openapi.yaml").write_text("openapi: 3.0.3\n")
    (tmp_path / "secret.yaml").write_text("secret\n")
    (folder / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    return ProjectFiles(tmp_path)


def test_every_file_read_is_digested(files):
    """
    The manifest can name every input with its digest.
    """
    text, file = files.contract(STACK, "openapi.yaml")

    assert {"stacks/domains/ordering/openapi.yaml": hashlib.sha256(text.encode()).hexdigest()} == files.digests
    assert "stacks/domains/ordering/openapi.yaml" == file


@pytest.mark.parametrize("path", ["../../../secret.yaml", "/etc/passwd", "link.yaml", "a\0b", "\ud800"])
def test_a_contract_stays_in_its_folder(files, path):
    """
    Neither dots, nor an absolute path, nor a link leads out of the declaring folder.
    """
    with pytest.raises(PlatformError) as caught:
        files.contract(STACK, path)

    assert "CON-091" == caught.value.code


def test_a_pipe_is_not_waited_for(files):
    """
    A file that never ends, or never begins, is refused.
    """
    os.mkfifo(files.root / "stacks" / "domains" / "ordering" / "waivers.toml")
    with pytest.raises(PlatformError) as caught:
        files.waivers("ordering")

    assert ("WVR-090", "it is no ordinary file") == (caught.value.code, caught.value.got)


@pytest.mark.parametrize("target", ["waivers.toml", "nowhere", "/etc/hosts"])
def test_links_are_confined_and_never_an_absence(files, target):
    """
    A loop, a dangling link and a link out of the project are faults, not a domain without waivers.
    """
    (files.root / "stacks" / "domains" / "ordering" / "waivers.toml").symlink_to(target)
    with pytest.raises(PlatformError) as caught:
        files.waivers("ordering")

    assert "WVR-090" == caught.value.code


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (None, "the file does not exist"),
        (b"\xff", "the file is not UTF-8 text"),
        (b"x" * (6 * 1024 * 1024 + 1), "the file cannot be read"),
    ],
)
def test_a_registry_that_cannot_be_read_says_why(files, content, what):
    """
    Absent, no text and unreadable are told apart.
    """
    if content is not None:
        (files.root / "platform.toml").write_bytes(content)
    with pytest.raises(PlatformError) as caught:
        files.registry()

    assert ("REG-090", what, "platform.toml") == (caught.value.code, caught.value.what, caught.value.at)


def test_a_project_without_a_lock_has_none(files):
    """Most projects have no pack of another distribution, and so no lock."""
    assert files.packs_lock() is None


def test_the_lock_is_an_input(files):
    """What is written can be read back, is digested like every input, and leaves no half-written file behind."""
    write_packs_lock(files.root, "first")
    write_packs_lock(files.root, "second")

    assert ("second", "packs.lock") == files.packs_lock()
    assert {"packs.lock": hashlib.sha256(b"second").hexdigest()} == files.digests
    assert [] == [file.name for file in files.root.iterdir() if file.name.startswith(".")]


@pytest.mark.parametrize(
    "make", [lambda path: path.mkdir(), lambda path: path.symlink_to("/etc/passwd")], ids=["folder", "link"]
)
def test_a_lock_that_is_no_file_of_the_project_is_refused(files, make):
    """A folder, or a link out of the project, is a fault and not an absence."""
    make(files.root / "packs.lock")

    with pytest.raises(PlatformError) as caught:
        files.packs_lock()
    assert ("PACK-079", "packs.lock") == (caught.value.code, caught.value.at)


def test_a_lock_that_cannot_be_written_is_named(files):
    """Where a folder stands in its place, the message says so and nothing is lost."""
    (files.root / "packs.lock").mkdir()

    with pytest.raises(PlatformError) as caught:
        write_packs_lock(files.root, "x")
    assert ("PACK-083", "packs.lock") == (caught.value.code, caught.value.at)
