"""
The local AWS seen from a test: start it, ask it what it holds, stop it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

__all__ = ["ACCOUNT", "LocalAwsClient"]

ACCOUNT: Final = "123456789012"
PROJECT: Final = Path(__file__).parents[2]


class LocalAwsClient:
    """
    A local AWS in a process of its own. It ends with this one, or with the `with` block.

    Args:
        log: A file for what it prints.
    """

    def __init__(self, log: Path) -> None:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("AWS_")}
        self._direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # loopback is never proxied
        with log.open("w", encoding="utf-8") as stderr:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.deploy.local_aws"],
                cwd=PROJECT,
                env=kept | {"PYTHONPATH": str(PROJECT), "MOTO_IAM_LOAD_MANAGED_POLICIES": "true"},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
                text=True,
            )
        assert self._process.stdout is not None
        self.endpoint = self._process.stdout.readline().strip()
        if not self.endpoint:
            raise RuntimeError(f"the local AWS did not start:\n{log.read_text(encoding='utf-8')}")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate(timeout=10)

    def reset(self, account: str = ACCOUNT) -> None:
        """Forget everything; requests are of this account from now on."""
        self._ask("reset", account=account)

    def add_zone(self, name: str) -> None:
        """Create a public hosted zone, which the stacks expect to find."""
        self._ask("zone", name=name)

    def faults(self) -> list[dict[str, str]]:
        """Return every request that the local AWS could not answer."""
        return list(self._ask("faults"))

    def calls(self) -> list[dict[str, str]]:
        """Return every kind of request that was made: `key`, `service` and `operation`."""
        return list(self._ask("calls"))

    def leftovers(self) -> list[str]:
        """Return everything a stack could have made, as `kind: name`."""
        return list(self._ask("leftovers"))

    def stale_stages(self) -> list[str]:
        """Return each stage that serves something else than its API now says."""
        return list(self._ask("stale-stages"))

    def open_methods(self) -> list[str]:
        """Return each method that anyone may call."""
        return list(self._ask("open-methods"))

    def mapped_apis(self) -> list[str]:
        """Return what each custom domain leads to, as `host/base path: api/stage`."""
        return list(self._ask("mapped-apis"))

    def unmet_scopes(self) -> list[str]:
        """Return each scope that a method asks for and no token can carry."""
        return list(self._ask("unmet-scopes"))

    def _ask(self, question: str, **arguments: str) -> Any:
        request = urllib.request.Request(  # noqa: S310 - the address is the one our own server printed
            f"{self.endpoint}/_local/{question}", data=json.dumps(arguments).encode(), method="POST"
        )
        with self._direct.open(request, timeout=30) as answer:
            return json.load(answer)
