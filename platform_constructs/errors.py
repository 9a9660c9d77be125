"""
Everything this library can raise:

* PlatformError            we could not do what you asked (exit 2)
  x RegistryError          platform.toml cannot be read or contradicts itself
  x DeclarationError       what you declared makes no sense
  x ContractError          your OpenAPI document cannot be read
  x PackError              a policy pack is missing, altered or contradictory
  x WaiverError            a waiver file cannot be read
  x RouteMapError          a route map cannot be read
  x CatalogueError         an API's manifest cannot be read, or manifests cannot be projected
  x ToolError              node or checkov is absent, or a tool of ours broke down

A broken rule, a stolen path and a contract that cannot be carried are not here.
They are Findings: collected, all shown at once, exit 1.
"""

from __future__ import annotations

from typing import ClassVar

__all__ = [
    "CatalogueError",
    "ContractError",
    "DeclarationError",
    "PackError",
    "PlatformError",
    "RegistryError",
    "RouteMapError",
    "ToolError",
    "WaiverError",
    "first_line",
    "shown",
]


def first_line(cause: BaseException) -> str:
    """
    Return the first line of what an exception of somebody else's code says, or its type when it says nothing.
    """
    try:
        lines = str(cause).splitlines()
    except Exception:  # its own __str__ may be as broken as the code that raised it
        lines = []
    return lines[0] if lines else type(cause).__name__


LONGEST_FIX = 1_000  # a fix may list what there is to choose from
LONGEST_ECHO = 160  # a message shows one value, never a document


def shown(value: object, *, longest: int = LONGEST_ECHO) -> str:
    """
    Return a value as one printable line: no control characters, never a whole document.

    Args:
        value: Anything; what is no text is shown as Python writes it.
        longest: Characters of it to show.
    """
    try:
        text = value if isinstance(value, str) else repr(value)
    except Exception:  # Python refuses to print a number of 5,000 digits; a __repr__ may break
        text = f"a value of type {type(value).__name__} that cannot be printed"
    line = text if text.isprintable() else "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)
    return line if len(line) <= longest else f"{line[:longest]}... ({len(line)} characters)"


class PlatformError(Exception):
    """
    An error with an address: a stable code, what was wrong, where, and the way out.

    Args:
        code: Stable and never reused, such as `REG-004`; `paved explain` knows it.
        what: One sentence in the caller's words, lower case, no full stop.
        at: Where: `file:line`, `file` and a key, or a declaration.
        got: The one value that was wrong. Long values are cut, control characters escaped.
        fix: What to type next.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, code: str, what: str, *, at: object, got: object, fix: str) -> None:
        super().__init__(what)
        self.code, self.what, self.at, self.got, self.fix = code, what, str(at), got, fix

    def __str__(self) -> str:
        return (
            f"error[{self.code}] {shown(self.what)}\n"
            f"  at   {shown(self.at)}\n"
            f"  got  {shown(self.got)}\n"
            f"  fix  {shown(self.fix, longest=LONGEST_FIX)}\n"
            f"  more `paved explain {self.code}`"
        )


class RegistryError(PlatformError):
    """The registry cannot be read, or contradicts itself."""


class DeclarationError(PlatformError):
    """What a domain declared makes no sense."""


class ContractError(PlatformError):
    """An OpenAPI document cannot be read."""


class PackError(PlatformError):
    """A policy pack is missing, altered or contradictory."""


class WaiverError(PlatformError):
    """A waiver file cannot be read."""


class RouteMapError(PlatformError):
    """A route map cannot be read."""


class CatalogueError(PlatformError):
    """An API's manifest cannot be read, or manifests cannot be projected."""


class ToolError(PlatformError):
    """A program we lean on is absent or broke down."""
