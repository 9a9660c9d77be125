"""
Asks git for what a repository holds, so that nothing the repository names is run and nothing is fetched.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import Final

from platform_constructs.errors import ToolError, first_line

__all__ = ["LARGEST_ANSWER", "run_git"]

LARGEST_ANSWER: Final = 64 * 1024 * 1024  # bytes: the names of half a million files
_SECONDS: Final = 60.0
_LONGEST_LOG: Final = 4_000  # bytes of what git complains about
_KEPT: Final = (
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_NOSYSTEM",
    "GIT_CONFIG_SYSTEM",
)  # whose own files, such as safe.directory
_SETTINGS: Final = (
    *("-c", "core.fsmonitor=false"),  # a program of the repository's choice
    *("-c", "core.hooksPath=/dev/null"),
    *("-c", "core.attributesFile=/dev/null"),
    *("-c", "safe.bareRepository=explicit"),  # a folder that only looks like a repository brings its own settings
)
_VARIABLES: Final = {
    "GIT_ALLOW_PROTOCOL": "none",  # a partial clone fetches what it lacks, by a program that its settings name
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C.UTF-8",
}


def run_git(
    folder: Path,
    *arguments: str,
    most: int = LARGEST_ANSWER,
    seconds: float = _SECONDS,
    program: str = "git",
) -> tuple[int, bytes, str]:
    """
    Run one reading command in a folder, without a shell, a pager, hooks or a network.

    Variables called GIT_... that the caller has, as a hook does, do not reach it.

    Args:
        folder: Where to run it.
        arguments: The command. Whoever passes what somebody else wrote sees to it that it cannot be an option.
        most: Bytes it may answer.
        seconds: How long it may take.
        program: git itself.

    Returns:
        How it ended, what it answered, and the beginning of what it complained about.

    Raises:
        ToolError: CON-150 when git cannot be started, CON-154 when it takes too long or answers too much.
    """
    variables = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in _KEPT}
    with tempfile.TemporaryFile() as log:
        try:
            process = subprocess.Popen(  # no shell, and the command is ours
                [program, "--no-pager", *_SETTINGS, *arguments],
                cwd=folder,
                env={**variables, **_VARIABLES},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
            )
        except (OSError, ValueError) as cause:  # ValueError: a NUL in an argument
            raise ToolError(
                "CON-150",
                "git cannot be started, and what contracts were before is known to git only",
                at=program,
                got=getattr(cause, "strerror", None) or first_line(cause),
                fix="install git, or compare two files: `paved contract diff OLD NEW`",
            ) from cause
        answer, late = _answer(process, most, seconds)
        if late or len(answer) > most:
            raise ToolError(
                "CON-154",
                "git took too long" if late else "git answered more than anybody reads",
                at=f"git {arguments[0]}",
                got=f"over {seconds:g} s" if late else f"over {most} bytes",
                fix="run it by hand in the same folder to see what keeps it, such as a slow disk",
            )
        log.seek(0)
        return process.returncode, answer, log.read(_LONGEST_LOG).decode("utf-8", "replace").strip()


def _answer(process: subprocess.Popen[bytes], most: int, seconds: float) -> tuple[bytes, bool]:
    """Return what it wrote, at most one byte too much, and whether it had to be stopped for the time it took."""
    late = threading.Event()

    def stop() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(seconds, stop)
    timer.start()
    try:
        with process:
            assert process.stdout is not None  # noqa: S101  # it was asked for above
            answer = process.stdout.read(most + 1)
            if len(answer) > most:
                process.kill()
    finally:
        timer.cancel()
    return answer, late.is_set()
