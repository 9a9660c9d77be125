"""
The local AWS that serves requests, seen from a test: start it, control it, stop it.
"""

from __future__ import annotations

import json
import os
import subprocess
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

__all__ = ["ACCOUNT", "PROJECT", "PYTHON", "REGION", "EmulatorClient"]

ACCOUNT: Final = "123456789012"
REGION: Final = "eu-west-1"
PROJECT: Final = Path(__file__).parents[2]
PYTHON: Final = PROJECT / ".venv-ministack" / "bin" / "python"
"""ministack's own environment: its pins contradict moto's and boto3's."""


class EmulatorClient:
    """
    The emulator in a process of its own. It ends with this one, or with the `with` block.

    Args:
        log: A file for what it prints.
    """

    def __init__(self, log: Path) -> None:
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("AWS_", "MINISTACK_"))}
        self._direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # loopback is never proxied
        with log.open("w", encoding="utf-8") as stderr:
            self._process = subprocess.Popen(
                [PYTHON, "-m", "tests.requests.emulator"],
                cwd=PROJECT,
                env=kept
                | {
                    "PYTHONPATH": str(PROJECT),
                    "MINISTACK_ACCOUNT_ID": ACCOUNT,
                    "MINISTACK_REGION": REGION,
                    "MINISTACK_HOST": "localhost",
                    "DOCKER_HOST": "unix:///nonexistent",  # it would tidy up containers that it takes for its own
                    "IOT_MTLS_ENABLED": "0",
                    "SFTP_ENABLED": "0",
                    "LOG_LEVEL": "WARNING",
                },
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
                text=True,
            )
        assert self._process.stdout is not None
        self.endpoint = self._process.stdout.readline().strip()
        if not self.endpoint:
            raise RuntimeError(f"the emulator did not start:\n{log.read_text(encoding='utf-8')}")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate(timeout=20)

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    def lead_outside_to(self, host: str, port: int, authority: Path) -> None:
        """Let every backend's host name lead to this address, trusted by this certificate authority."""
        self._ask("outside", host=host, port=port, authority=str(authority))

    def set_clock_ahead(self, seconds: float, *, stopped: bool = False) -> None:
        """
        Let the gateway believe that it is later: tokens age, quotas begin anew.

        Args:
            seconds: How much later; 0 sets it right again.
            stopped: Whether its clock stands still from now on, so that no bucket fills.
        """
        self._ask("clock", ahead=seconds, stopped=stopped)

    def forget_throttles(self) -> None:
        """Fill every token bucket and begin every quota anew."""
        self._ask("forget-throttles")

    def faults(self) -> list[str]:
        """Return every signed request that was answered with 500 or more."""
        return list(self._ask("faults"))

    def _ask(self, question: str, **arguments: Any) -> Any:
        request = urllib.request.Request(  # noqa: S310 - the address is the one our own server printed
            f"{self.endpoint}/_local/{question}", data=json.dumps(arguments).encode(), method="POST"
        )
        with self._direct.open(request, timeout=30) as answer:
            return json.load(answer)
