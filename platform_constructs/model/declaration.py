"""
What every declaration says: whose it is, and how the written Terraform may be changed. Data; builds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final

from platform_constructs.errors import DeclarationError
from platform_constructs.model.place import Place, caller

__all__ = ["Declaration", "check_name", "refused"]

_NAME: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def refused(code: str, what: str, got: object, fix: str) -> DeclarationError:
    """Return the error of a declaration that makes no sense, at the line of the user's file that said it."""
    return DeclarationError(code, what, at=caller(), got=got, fix=fix)


def check_name(kind: str, name: object) -> None:
    """
    Refuse what is no name.

    Raises:
        DeclarationError: DECL-001.
    """
    if not isinstance(name, str) or not _NAME.fullmatch(name) or len(name) > 24:
        raise refused(
            "DECL-001",
            f"{kind} must be lower-case words joined by hyphens, at most 24 characters",
            name,
            "rename it, for example `ordering` or `field-services`",
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Declaration:
    """
    What every declaration says.

    Attributes:
        domain: Whose it is: a domain of the registry.
        escape_hatch: Called with the finished stack, to change what the road does not offer.
            The written Terraform is judged afterwards all the same.
        place: Where it stands; filled in by itself.
    """

    road: ClassVar[str] = ""
    domain: str
    escape_hatch: Callable[[Any], None] | None = None
    place: Place = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "place", caller())
        if not self.road:
            raise refused(
                "DECL-025", "a declaration takes one of the roads", type(self).__name__, "declare a PublicApi"
            )
        check_name("domain", self.domain)
        if self.escape_hatch is not None and not callable(self.escape_hatch):
            raise refused(
                "DECL-014", "escape_hatch must be a function that takes the stack", self.escape_hatch, "pass a function"
            )

    @property
    def stack(self) -> str:
        """The stack's name: part of every Terraform address's path, so a public contract."""
        return f"{self.domain}-{self.road}"
