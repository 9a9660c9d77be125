"""
Finding checkov, starting it, and ending it; small shell scripts stand in for it.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from platform_constructs.adapters.checkov.locate import find_checkov
from platform_constructs.adapters.checkov.run import run_checkov
from platform_constructs.adapters.checkov.scan import scan
from platform_constructs.adapters.checkov.view import scan_view
from platform_constructs.errors import ToolError

VIEWS = [scan_view("one", {"resource": {"aws_sqs_queue": {"q": {}}}})]
MISSING = (
    "error[TOOL-001] checkov was not found, so nothing can be scanned\n"
    "  at   PATH\n"
    "  got  neither .venv-checkov/bin/checkov nor checkov on PATH\n"
    "  fix  run `make checkov`, or `python3 -m venv .venv-checkov && .venv-checkov/bin/pip install checkov==3.3.30`\n"
    "  more `paved explain TOOL-001`"
)


def program(path: Path, script: str = "exit 0") -> Path:
    """A program at this path that runs a shell script."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def test_checkov_is_looked_for_near_before_far(tmp_path: Path):
    """The argument, the variable, the project's environment, the one beside paved's own, then PATH."""
    said, named = program(tmp_path / "said"), program(tmp_path / "named")
    project = program(tmp_path / "project" / ".venv-checkov" / "bin" / "checkov")
    beside = program(tmp_path / "other" / ".venv-checkov" / "bin" / "checkov")
    path = program(tmp_path / "path" / "checkov")
    on_path = {"PATH": str(path.parent)}
    root, prefix = tmp_path / "project", tmp_path / "other" / ".venv"

    assert [said, named, project, beside, path] == [
        find_checkov(said, environment={"PAVED_CHECKOV": str(named)}, root=root, prefix=prefix),
        find_checkov(environment={**on_path, "PAVED_CHECKOV": str(named)}, root=root, prefix=prefix),
        find_checkov(environment=on_path, root=root, prefix=prefix),
        find_checkov(environment=on_path, root=tmp_path, prefix=prefix),
        find_checkov(environment=on_path, root=tmp_path, prefix=tmp_path / "x" / "y"),
    ]


def test_no_checkov_is_an_error_that_says_how_to_get_one(tmp_path: Path):
    """A scanner that is not there is never a pass."""
    (tmp_path / "checkov").mkdir()

    with pytest.raises(ToolError) as refused:
        find_checkov(environment={"PATH": str(tmp_path)}, root=tmp_path, prefix=tmp_path / "x")

    assert MISSING == str(refused.value)


def test_a_named_checkov_that_is_not_there_is_not_replaced_by_another(tmp_path: Path):
    """Whoever names a program means that one."""
    project = program(tmp_path / ".venv-checkov" / "bin" / "checkov")
    project.with_name("plain").write_text("not executable")

    with pytest.raises(ToolError) as refused:
        find_checkov(environment={"PAVED_CHECKOV": str(project.with_name("plain"))}, root=tmp_path)

    assert ("TOOL-001", "PAVED_CHECKOV") == (refused.value.code, refused.value.at)


def test_checkov_gets_an_environment_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Nothing but PATH comes from the caller: no checkov, Python or proxy variable, and no home."""
    for name in ("CKV_SKIP_CHECK", "BC_API_KEY", "PRISMA_API_URL", "HTTPS_PROXY", "PYTHONPATH", "AWS_PROFILE"):
        monkeypatch.setenv(name, "x")

    output = run_checkov(program(tmp_path / "checkov", "env; pwd; ls -a . $HOME"), VIEWS, timeout_seconds=10)
    lines = output.report.decode().splitlines()
    names = {line.partition("=")[0] for line in lines if "=" in line}

    assert {
        "CKV_GITHUB_CONFIG_FETCH_DATA",
        "CKV_PARSE_ERROR_FAIL",
        "CKV_SKIP_PACKAGE_UPDATE_CHECK",
        "HOME",
        "LC_ALL",
        "LOG_LEVEL",
        "PATH",
        "PYTHONHASHSEED",
        "PYTHONUTF8",
        "TMPDIR",
    } == names - {"PWD", "OLDPWD", "SHLVL", "_"}
    assert str(Path.cwd()) not in lines


def test_checkov_reads_one_folder_for_each_stack(tmp_path: Path):
    """Each stack is a Terraform root module of its own, named by nothing a stack could choose."""
    views = [scan_view("../../one", {}), scan_view("two", {})]
    script = 'cd "$2"; find . -type f | sort; echo "$*" | cut -d " " -f 3-4,7-'

    output = run_checkov(program(tmp_path / "checkov", script), views, timeout_seconds=10)

    assert [
        "./0000/stack.tf.json",
        "./0001/stack.tf.json",
        "--framework terraform_json --download-external-modules false --output json --skip-download --compact",
    ] == output.report.decode().splitlines()


def test_nothing_is_left_of_a_scan_that_takes_too_long(tmp_path: Path):
    """A checkov that does not finish is stopped with all that it started, and its folder is removed."""
    script = f'pwd >{tmp_path}/folder; sleep 60 & echo "$! $$" >{tmp_path}/pids; wait'
    with pytest.raises(ToolError) as refused:
        run_checkov(program(tmp_path / "checkov", script), VIEWS, timeout_seconds=0.5)

    assert (
        "error[TOOL-003] checkov did not finish in time and was stopped\n"
        f"  at   {tmp_path}/checkov\n"
        "  got  0.5 seconds\n"
        "  fix  allow more time, or scan fewer stacks at once\n"
        "  more `paved explain TOOL-003`"
    ) == str(refused.value)
    assert not Path((tmp_path / "folder").read_text().strip()).exists()
    assert [] == [pid for pid in (tmp_path / "pids").read_text().split() if alive(int(pid))]


def alive(pid: int) -> bool:
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        if Path(f"/proc/{pid}/stat").is_file() and Path(f"/proc/{pid}/stat").read_text().split(") ")[1][0] == "Z":
            return False  # ended; whoever inherited it has not yet asked
        time.sleep(0.02)
    return True


@pytest.mark.parametrize("script", [None, "no such interpreter"], ids=["missing", "interpreter"])
def test_a_program_that_cannot_be_started_is_refused(tmp_path: Path, script: str | None):
    """An environment that was moved or removed is told as such."""
    path = tmp_path / "checkov"
    if script:
        path.write_text(f"#!{tmp_path}/python\n")
        path.chmod(0o755)

    with pytest.raises(ToolError) as refused:
        run_checkov(path, VIEWS, timeout_seconds=5)

    assert (
        "error[TOOL-001] checkov could not be started\n"
        f"  at   {tmp_path}/checkov\n"
        "  got  No such file or directory\n"
        "  fix  remove .venv-checkov and run `make checkov`\n"
        "  more `paved explain TOOL-001`"
    ) == str(refused.value)


@pytest.mark.parametrize("stacks", [{}, {"empty": {}}, {"empty": {"resource": {}, "terraform": {}}}], ids=range(3))
def test_nothing_to_scan_is_refused_before_anything_starts(tmp_path: Path, stacks):
    """No stack and no resource is a failure, never a pass."""
    with pytest.raises(ToolError) as refused:
        scan(stacks, {}, program=tmp_path / "missing", owners={}, places={})

    assert (
        "error[TOOL-007] there is nothing for checkov to scan\n"
        f"  at   {', '.join(stacks) or 'the synth'}\n"
        "  got  no resource\n"
        "  fix  run `paved synth` first, and scan the stacks it wrote\n"
        "  more `paved explain TOOL-007`"
    ) == str(refused.value)
