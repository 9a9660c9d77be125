"""
Reading a project's files.
"""

import hashlib

import pytest

from platform_constructs.adapters.project_files import ProjectFiles
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


@pytest.mark.parametrize("path", ["../../../secret.yaml", "/etc/passwd", "link.yaml", "a\0b"])
def test_a_contract_stays_in_its_folder(files, path):
    """
    Neither dots, nor an absolute path, nor a link leads out of the declaring folder.
    """
    with pytest.raises(PlatformError) as caught:
        files.contract(STACK, path)

    assert "CON-091" == caught.value.code


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (None, "the file does not exist"),
        (b"\xff", "the file is not UTF-8 text"),
        (b"x" * (6 * 1024 * 1024 + 1), "the file is too large"),
    ],
)
def test_a_registry_that_cannot_be_read_says_why(files, content, what):
    """
    Absent, no text and too large are told apart.
    """
    if content is not None:
        (files.root / "platform.toml").write_bytes(content)
    with pytest.raises(PlatformError) as caught:
        files.registry()

    assert ("REG-090", what, "platform.toml") == (caught.value.code, caught.value.what, caught.value.at)
