"""
Run checkov once over the scan views, in a folder, a home and an environment of its own.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from platform_constructs.adapters.checkov.view import ScanView
from platform_constructs.errors import ToolError

__all__ = ["FILE", "Output", "run_checkov"]

FILE: Final = "stack.tf.json"
_WITNESS: Final = Path(__file__).parent / "witness"
_LONGEST: Final = 256 * 1024 * 1024
_SETTINGS: Final[Mapping[str, str]] = {
    "CKV_PARSE_ERROR_FAIL": "true",  # otherwise a stack that does not parse is a success
    "CKV_SKIP_PACKAGE_UPDATE_CHECK": "true",  # otherwise importing checkov asks a server for its newest version
    "CKV_GITHUB_CONFIG_FETCH_DATA": "false",
    "LC_ALL": "C.UTF-8",
    "LOG_LEVEL": "WARNING",
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
}


@dataclass(frozen=True, slots=True)
class Output:
    """
    What checkov left behind.

    Attributes:
        exit_code: Negative when a signal ended it.
        report: Its standard output.
        log: Its standard error.
        census: What our witness inside it wrote; empty when the witness was never loaded.
    """

    exit_code: int
    report: bytes
    log: str
    census: bytes


def run_checkov(program: Path, views: Sequence[ScanView], *, timeout_seconds: float) -> Output:
    """
    Scan the views, each in a folder of its own named by its position: `/0000/stack.tf.json`.

    Nothing of the caller's reaches the verdict: no configuration file, no environment variable but PATH, no proxy.
    When this returns or raises, no process of checkov's is left.

    Args:
        program: An absolute path.
        views: At least one.
        timeout_seconds: How long checkov may take.

    Raises:
        ToolError: TOOL-001 when it cannot be started, TOOL-003 when it takes too long, TOOL-004 when it
            writes too much.
    """
    with tempfile.TemporaryDirectory(prefix="paved-checkov-", ignore_cleanup_errors=True) as made:
        folder = Path(made).resolve()
        scanned, home, work = folder / "scanned", folder / "home", folder / "work"
        for empty in (scanned, home, work):
            empty.mkdir()
        for position, view in enumerate(views):
            (scanned / f"{position:04}").mkdir()
            (scanned / f"{position:04}" / FILE).write_text(view.text, encoding="utf-8", newline="\n")
        report, log = folder / "report.json", folder / "log.txt"
        command = [
            str(program),
            *("--directory", str(scanned)),
            *("--framework", "terraform_json"),
            *("--external-checks-dir", str(_WITNESS)),
            *("--download-external-modules", "false"),
            *("--output", "json"),
            "--skip-download",
            "--compact",
        ]
        variables = {**_SETTINGS, "HOME": str(home), "TMPDIR": str(work), "PATH": os.environ.get("PATH", os.defpath)}
        exit_code = _finish(command, work, variables, (report, log), timeout_seconds)
        if report.stat().st_size > _LONGEST:
            raise ToolError(
                "TOOL-004",
                "checkov's report is too large to read",
                at=program,
                got=f"{report.stat().st_size} bytes",
                fix="scan fewer stacks at once",
            )
        witness = work / "witness.json"
        return Output(
            exit_code,
            report.read_bytes(),
            log.read_bytes()[-_LONGEST:].decode("utf-8", "replace"),
            witness.read_bytes() if witness.is_file() else b"",
        )


def _finish(
    command: list[str], work: Path, variables: Mapping[str, str], outputs: tuple[Path, Path], timeout_seconds: float
) -> int:
    with outputs[0].open("wb") as report, outputs[1].open("wb") as log:
        try:
            process = subprocess.Popen(
                command,
                cwd=work,
                env=variables,
                stdin=subprocess.DEVNULL,
                stdout=report,
                stderr=log,
                start_new_session=True,  # a group of its own, so that all of it can be ended at once
            )
        except OSError as cause:
            raise ToolError(
                "TOOL-001",
                "checkov could not be started",
                at=command[0],
                got=cause.strerror or type(cause).__name__,
                fix="remove .venv-checkov and run `make checkov`",
            ) from cause
        try:
            return process.wait(timeout_seconds)
        except subprocess.TimeoutExpired as cause:
            raise ToolError(
                "TOOL-003",
                "checkov did not finish in time and was stopped",
                at=command[0],
                got=f"{timeout_seconds:g} seconds",
                fix="allow more time, or scan fewer stacks at once",
            ) from cause
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    # the group may have ended by itself; macOS then answers with the second error
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
