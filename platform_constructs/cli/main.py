"""
The command line's entry: its commands, and how a command ends.
"""

from __future__ import annotations

import gc
import os
import sys
import traceback
from collections.abc import Callable
from typing import Any, NoReturn

import click

from platform_constructs.adapters.reports.as_json import json_error
from platform_constructs.cli.lazy import commands_in
from platform_constructs.errors import PlatformError, ToolError, first_line

__all__ = ["main"]

_FULL_ENGINE = "PAVED_ENGINE"


_COMMANDS = (
    "catalog",
    "check",
    "contract",
    "explain",
    "init",
    "packs",
    "partner",
    "permissions",
    "quotas",
    "routes",
    "rule",
    "synth",
    "waivers",
    "whoowns",
)


@click.group(
    cls=commands_in("platform_constructs.cli", _COMMANDS),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="platform-constructs", prog_name="paved")
def paved() -> None:
    """
    Paved roads for APIs: contracts and declarations become judged Terraform.

    Every command ends with 0 when all is well, 1 when something breaks a rule, 2 when it could not judge.
    """


def main() -> NoReturn:
    """Run the command and end the process."""
    gc.disable()  # a short process that frees nothing worth the walks: a tenth of a synth
    try:
        code = _run(paved)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    sys.exit(code)


def _run(command: Callable[..., Any]) -> int:
    try:
        ended = command(standalone_mode=False)
    except PlatformError as error:
        if error.code == "ENG-003" and os.environ.get(_FULL_ENGINE) != "full":
            _start_over_with_the_full_engine()
        _print_error(error)
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return PlatformError.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("paved: interrupted; nothing was written", err=True)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read us has gone
        return PlatformError.exit_code
    except Exception as cause:  # only here: a fault of ours must not look like a finding of theirs
        traceback.print_exc()
        _print_error(_our_fault(cause))
        return PlatformError.exit_code
    return ended if isinstance(ended, int) else PlatformError.exit_code


def _print_error(error: PlatformError) -> None:
    words = " ".join(sys.argv)  # the command raised before it could print, so its own option is not at hand
    if "--format json" in words or "--format=json" in words:
        click.echo(json_error(error))
    else:
        click.echo("\n\n".join([str(error), *getattr(error, "__notes__", ())]), err=True)


def _our_fault(cause: Exception) -> PlatformError:
    return ToolError(
        "ENG-004",
        f"paved itself broke down with {type(cause).__name__}, so nothing was judged",
        at="see the lines above",
        got=first_line(cause),
        fix="report these lines to whoever maintains the platform; nothing was written",
    )


def _start_over_with_the_full_engine() -> NoReturn:
    """An escape hatch imported a provider submodule that only the full, slow package has."""
    click.echo("paved: an escape hatch needs the full provider package; starting over with it", err=True)
    environment = {**os.environ, _FULL_ENGINE: "full"}
    os.execve(sys.executable, [sys.executable, "-m", "platform_constructs", *sys.argv[1:]], environment)  # noqa: S606  # ourselves, same arguments
