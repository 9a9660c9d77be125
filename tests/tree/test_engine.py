"""
The engine room loads only what is used, and nothing changes by it.
"""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from platform_constructs.aws.engine import SUBMODULES, SmallEngineError
from platform_constructs.aws.slim import LayoutError, write_slim_package

ROOT = Path(__file__).parents[2]
BINDINGS = "cdktf_cdktf_provider_aws"
WRITE = """
import sys
from pathlib import Path
from stacks.build import build
from tests.tree.plans import plan
build(plan(), Path(sys.argv[1]))
print(len(sys.modules))
"""


@pytest.fixture(name="tarball")
def _tarball():
    import cdktf_cdktf_provider_aws as bindings  # noqa: PLC0415  # only to find where it is installed

    return next((Path(bindings.__path__[0]) / "_jsii").glob("*.tgz"))


def write(folder, **environment):
    """Write the sample plan in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", WRITE, str(folder)],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    written = {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    return written, done


def test_the_list_of_submodules_is_what_we_import():
    """
    Nothing is loaded that no construct uses, and nothing is missing.
    """
    files = [*ROOT.glob("platform_constructs/aws/*.py"), *ROOT.glob("stacks/*.py")]
    imported = {
        str(node.module).split(".")[1]
        for file in files
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{BINDINGS}.")
    }

    assert imported == SUBMODULES


def test_the_slim_package_gives_the_same_bytes_as_the_full_one(tmp_path):
    """
    What is written does not depend on how the bindings were loaded.
    """
    slim, quick = write(tmp_path / "slim")
    full, slow = write(tmp_path / "full", PAVED_ENGINE="full")

    assert full == slim
    assert ("", "") == (quick.stderr, slow.stderr)


def test_where_nothing_can_be_kept_the_full_package_is_used(tmp_path):
    """
    A machine without a writable cache is slow, says so, and writes the same.
    """
    (tmp_path / "no-folder").write_text("")
    expected, _ = write(tmp_path / "slim")
    written, said = write(tmp_path / "full", XDG_CACHE_HOME=str(tmp_path / "no-folder"))

    assert expected == written
    assert said.stderr.startswith("paved: using the full provider package, which is slow (")


def test_equal_inputs_cut_equal_packages(tarball, tmp_path):
    """
    The slim package is a function of the installed one and the list.
    """
    for name in ("one", "other"):
        write_slim_package(tarball, tmp_path / name, {"kms_key"})

    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_an_unknown_submodule_is_no_package(tarball, tmp_path):
    """
    A package without what was asked for is refused, not written.
    """
    with pytest.raises(LayoutError, match="no submodule no_such_thing"):
        write_slim_package(tarball, tmp_path / "slim", {"no_such_thing"})


def test_a_submodule_nobody_foresaw_is_refused_in_our_words():
    """
    jsii would fail later, and in words that name neither the module nor the way out.
    """
    with pytest.raises(SmallEngineError, match="not foreseen"):
        import cdktf_cdktf_provider_aws.s3_bucket_inventory  # noqa: F401, PLC0415  # it is the import that is tested
