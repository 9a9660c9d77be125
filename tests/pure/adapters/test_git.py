"""
The claims of `adapters.git`: the past is read as it was, nothing a repository names is run, and nothing is fetched.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from platform_constructs.adapters.bounded_folder import LARGEST_FILE
from platform_constructs.adapters.git import Git
from platform_constructs.adapters.git_run import run_git
from platform_constructs.errors import PlatformError
from tests.git_repository import Repository

ODD = ("-x.yaml", "*.yaml", ":(top)y.yaml", "new\nline.yaml", "ü .yaml", "--help.yaml", "a\\b.yaml", '"q".yaml')


@pytest.fixture(autouse=True)
def _nobodys_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def said(error: PlatformError) -> tuple[str, str, str]:
    """What an error comes down to."""
    return error.code, str(error.got), error.fix


def refused(call: object, *arguments: str) -> tuple[str, str, str]:
    """What is said of a question that cannot be answered."""
    assert callable(call)
    with pytest.raises(PlatformError) as caught:
        call(*arguments)
    return said(caught.value)


def test_the_past_is_read_where_the_branch_began(tmp_path: Path) -> None:
    """What main did meanwhile does not count, nor what is not committed."""
    repository = Repository(tmp_path / "r")
    base = repository.commit(a="old", b="b")
    repository.git("switch", "-q", "-c", "work")
    repository.commit(a="new")
    repository.git("switch", "-q", "main")
    repository.commit(a="meanwhile")
    repository.git("switch", "-q", "work")
    repository.write("a", "not committed")
    git = Git(repository.root)

    assert base == git.merge_base("main")
    assert "old" == git.text(base, "a")
    assert ("a", "b") == git.files(base, "")


def test_a_project_may_lie_below_the_repositorys_top(tmp_path: Path) -> None:
    """Paths are relative to the project, also of what moved; a folder outside of it is not looked at."""
    repository = Repository(tmp_path / "r")
    repository.write("deep/down/old.yaml", "one\ntwo\nthree\n")
    repository.write("deep/downward/x.yaml", "x")
    repository.write("top.yaml", "top")
    base = repository.commit()
    repository.git("mv", "deep/down/old.yaml", "deep/down/new.yaml")
    repository.commit()
    git = Git(repository.root / "deep" / "down")

    assert ("old.yaml",) == git.files(base, "")
    assert {"new.yaml": "old.yaml"} == git.renames(base)
    assert ("one\ntwo\nthree\n", "top", None) == tuple(
        git.text(base, path) for path in ("old.yaml", "../../top.yaml", "../../../outside.yaml")
    )


def test_a_name_is_only_a_name(tmp_path: Path) -> None:
    """Files called like options, patterns or two lines are listed and read as what they are."""
    repository = Repository(tmp_path / "r")
    for name in ODD:
        repository.write(f"c/{name}", name)
        repository.write(f"{name}.d/{name}", name)
    base = repository.commit()
    git = Git(repository.root)

    assert tuple(sorted(f"c/{name}" for name in ODD)) == git.files(base, "c")
    assert list(ODD) == [git.text(base, f"c/{name}") for name in ODD]
    assert list(ODD) == [Git(repository.root).text(base, f"{name}.d/{name}") for name in ODD]
    assert () == git.files(base, "nowhere")


def test_a_commit_is_named_by_what_cannot_be_an_option(tmp_path: Path) -> None:
    """An option, nothing, a range, a file and a control character name no commit; a slip of the pen is noticed."""
    repository = Repository(tmp_path / "r")
    repository.commit(a="a")
    git = Git(repository.root)
    marker = tmp_path / "ran"
    odd = [f"--upload-pack=touch {marker}", "-q", "", "main..main", "main:a", "a\nb", "x" * 501]

    assert {"CON-152"} == {refused(git.commit, ref)[0] for ref in odd}
    assert ("CON-152", "mian", "did you mean main?") == refused(git.merge_base, "mian")
    assert not marker.exists()


def test_what_is_no_ordinary_file_is_refused(tmp_path: Path) -> None:
    """A link, a submodule, what lies behind one, bytes, and more than 6 MiB."""
    other = Repository(tmp_path / "other")
    other.commit(a="a")
    repository = Repository(tmp_path / "r")
    repository.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(other.root), "deep/sub")
    (repository.root / "link.yaml").symlink_to("/etc/hostname")
    (repository.root / "folder").symlink_to("/etc")
    repository.write("bytes.yaml", b"\xff")
    repository.write("deep/beside.yaml", "beside")
    repository.write("deep/a/beside.yaml", "beside")
    repository.write("huge.yaml", b"x" * (LARGEST_FILE + 1))
    base = repository.commit()
    git = Git(repository.root)
    asked = ("link.yaml", "folder/hostname", "deep/sub", "deep/sub/a", "bytes.yaml", "huge.yaml")

    assert [
        ("CON-155", "a symbolic link"),
        ("CON-155", "a symbolic link"),
        ("CON-155", "a submodule"),
        ("CON-155", "a submodule"),
        ("CON-090", "byte 0"),
        ("CON-090", "it is over 6 MiB"),
    ] == [refused(git.text, base, path)[:2] for path in asked]
    assert [None] * 3 == [git.text(base, path) for path in ("deep/a/b/c", "deep/beside.yaml/a", "nowhere/at/all")]


def test_nothing_that_the_repository_names_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not its file system monitor, hooks, filters, drivers, pager or ssh, nor what the caller's variables name."""
    marker, program = tmp_path / "ran", tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {marker}\ncat\n")
    program.chmod(0o755)
    repository = Repository(tmp_path / "r")
    repository.write(".gitattributes", "* diff=x filter=x\n")
    base = repository.commit(a="one\ntwo\nthree\n")
    repository.git("mv", "a", "b")
    repository.commit()
    for key in (
        *("core.fsmonitor", "core.pager", "core.sshCommand", "core.alternateRefsCommand", "diff.external"),
        *("diff.x.command", "diff.x.textconv", "filter.x.clean", "filter.x.smudge", "filter.x.process"),
        *("pager.ls-tree", "pager.diff-tree", "uploadpack.packObjectsHook"),
    ):
        repository.git("config", key, str(program))
    repository.git("config", "core.hooksPath", str(tmp_path))
    for name in ("GIT_EXTERNAL_DIFF", "GIT_PAGER", "GIT_SSH_COMMAND", "GIT_EDITOR", "GIT_ASKPASS"):
        monkeypatch.setenv(name, str(program))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    git = Git(repository.root)

    assert (base, {"b": "a"}, "one\ntwo\nthree\n") == (
        git.merge_base(base),
        git.renames(base),
        git.text(base, "a"),
    )
    assert not marker.exists()


def test_a_partial_clone_fetches_nothing(tmp_path: Path) -> None:
    """What it lacks is an error, and the program its settings name for fetching is not run."""
    marker, program = tmp_path / "ran", tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {marker}\nexit 1\n")
    program.chmod(0o755)
    origin = Repository(tmp_path / "origin")
    origin.git("config", "uploadpack.allowFilter", "true")
    base = origin.commit(a="one")
    origin.commit(a="two")
    clone = Repository(tmp_path / "empty")
    clone.git("clone", "-q", "--filter=blob:none", "--no-checkout", f"file://{origin.root}", "clone")
    partial = Repository.__new__(Repository)
    partial.root = tmp_path / "empty" / "clone"
    partial.git("config", "remote.origin.uploadpack", str(program))
    partial.git("config", "protocol.file.allow", "always")

    assert "CON-154" == refused(Git(partial.root).text, base, "a")[0]
    assert not marker.exists()


def test_a_clone_without_the_past_says_how_to_get_it(tmp_path: Path) -> None:
    """A shallow clone, a history of its own, no commit yet, no repository, a look-alike, no git."""
    origin = Repository(tmp_path / "origin")
    origin.commit(a="one")
    origin.git("branch", "release")
    origin.commit(a="two")
    shallow = Repository(tmp_path / "shallow", clone_of=f"file://{origin.root}", depth=1)
    shallow.git("fetch", "-q", "--depth", "1", "origin", "release:release")
    alone = Repository(tmp_path / "alone")
    alone.commit(a="x")
    alone.git("switch", "-q", "--orphan", "other")
    alone.commit(b="y")
    fresh = Repository(tmp_path / "fresh")
    folder = tmp_path / "plain"
    folder.mkdir()
    (tmp_path / "bare").mkdir()
    Repository(tmp_path / "bare").git("init", "-q", "--bare", "look")

    assert ("CON-153", "release, in a shallow clone") == refused(Git(shallow.root).merge_base, "release")[:2]
    assert "fetch-depth: 0" in refused(Git(shallow.root).merge_base, "release")[2]
    assert ("CON-153", "main") == refused(Git(alone.root).merge_base, "main")[:2]
    assert "CON-152" == refused(Git(fresh.root).merge_base, "main")[0]
    assert "CON-151" == refused(Git(folder).merge_base, "main")[0]
    assert "CON-151" == refused(Git(tmp_path / "bare" / "look").merge_base, "main")[0]
    assert "CON-150" == refused(Git(folder, program="no-such-git").merge_base, "main")[0]


def test_git_is_stopped_when_it_takes_or_answers_too_much(tmp_path: Path) -> None:
    """A program that sleeps, and one that never ends its answer."""
    sleeper, talker = tmp_path / "sleeper", tmp_path / "talker"
    sleeper.write_text("#!/bin/sh\nexec sleep 60\n")
    talker.write_text("#!/bin/sh\nexec yes\n")
    for program in (sleeper, talker):
        program.chmod(0o755)

    with pytest.raises(PlatformError) as slow:
        run_git(tmp_path, "x", seconds=0.2, program=str(sleeper))
    with pytest.raises(PlatformError) as loud:
        run_git(tmp_path, "x", most=1_000, program=str(talker))

    assert [("CON-154", "over 0.2 s"), ("CON-154", "over 1000 bytes")] == [
        said(caught.value)[:2] for caught in (slow, loud)
    ]
