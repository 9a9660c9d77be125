"""
Runs a rule file from the very bytes that were checked: not from Python's import path, nor from a cached compilation.
"""

from __future__ import annotations

import sys
from contextlib import redirect_stdout
from types import CodeType, ModuleType

from platform_constructs.errors import PackError, PlatformError, first_line

__all__ = ["run_rule"]


def run_rule(code: CodeType, module: str, file: str) -> dict[str, object]:
    """
    Run a rule file in a module of its own and return what it defines.

    Args:
        code: The compiled file.
        module: What its functions say they are from. It is no module that anybody can import.
        file: The file's name, as messages say it.

    Raises:
        PackError: RULE-015 when it raises; what it raises of ours, such as RULE-001, stays as it is.
    """
    made = ModuleType(module)
    made.__file__ = file
    before = sys.modules.get(module)
    sys.modules[module] = made  # dataclasses look their own module up while it runs
    try:
        with redirect_stdout(sys.stderr):  # what it prints is not part of our answer
            exec(code, made.__dict__)  # noqa: S102  # locked by digest, and read for what it reaches for
    except PlatformError:
        raise
    except (Exception, SystemExit, GeneratorExit) as cause:  # whatever it raises is its author's, and is named so
        raise PackError(
            "RULE-015",
            f"the rule file raised {type(cause).__name__}",
            at=file,
            got=first_line(cause),
            fix="tell its authors, and go back to the version before it, or take its pack out of the registry",
        ) from cause
    finally:
        del sys.modules[module]
        if before is not None:
            sys.modules[module] = before
    return dict(vars(made))
