"""
Backends that need no stack of ours: a service reached over HTTPS, and none at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar, Final

from platform_constructs.errors import DeclarationError
from platform_constructs.model.place import caller

__all__ = ["HttpBackend", "MockBackend"]

_URL: Final = re.compile(
    r"https://(?:[a-z0-9{}](?:[a-z0-9{}-]{0,61}[a-z0-9{}])?\.)+[a-z]{2,63}(?::\d{2,5})?(?:/[A-Za-z0-9._~-]+)*"
)
_PLACEHOLDER: Final = "{environment}"


@dataclass(frozen=True, kw_only=True, slots=True)
class HttpBackend:
    """
    A service reached over HTTPS. It is called with the contract's own path appended.

    Attributes:
        url: `https` only, no query, no trailing slash. `{environment}` stands for the environment's name.
        timeout_ms: Milliseconds to wait for an answer, 50 to 29000 (API Gateway's own limits);
            None leaves the choice to the packs.

    Raises:
        DeclarationError: for any other URL or timeout.
    """

    url: str
    timeout_ms: int | None = None

    def __post_init__(self) -> None:
        bare = self.url.replace(_PLACEHOLDER, "environment") if isinstance(self.url, str) else ""
        if not _URL.fullmatch(bare) or "{" in bare or "}" in bare:
            raise DeclarationError(
                "DECL-010",
                "an HTTP backend needs an https URL without query or trailing slash",
                at=caller(),
                got=self.url,
                fix="write it like https://ordering.internal.example.com or https://ordering.{environment}.example.com",
            )
        if self.timeout_ms is not None and not 50 <= self.timeout_ms <= 29_000:
            raise DeclarationError(
                "DECL-011",
                "timeout_ms must be between 50 and 29000 milliseconds",
                at=caller(),
                got=self.timeout_ms,
                fix="pick a value in the range, or drop the argument for the packs' choice",
            )

    def said(self, environment: str) -> str:
        """Return what people call it in an environment."""
        return self.url_in(environment)

    def url_in(self, environment: str) -> str:
        """Return the URL in one environment."""
        return self.url.replace(_PLACEHOLDER, environment)


@dataclass(frozen=True, kw_only=True, slots=True)
class MockBackend:
    """
    No service at all: the gateway answers with the example that the contract gives for success.

    Attributes:
        status: Which of the contract's answers it gives, 200 to 599; None takes the first success.

    Raises:
        DeclarationError: for any other status.
    """

    timeout_ms: ClassVar[int | None] = None
    status: int | None = None

    def __post_init__(self) -> None:
        if self.status is not None and (isinstance(self.status, bool) or self.status not in range(200, 600)):
            raise DeclarationError(
                "DECL-080",
                "status must be one of an HTTP answer, 200 to 599",
                at=caller(),
                got=self.status,
                fix="pick one that the contract has an example for, or drop it for the first success",
            )

    def said(self, environment: str) -> str:
        """Return what people call it, whatever the environment."""
        return "the contract's example"
