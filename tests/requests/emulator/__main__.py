"""
Run it until standard input closes: `python -m tests.requests.emulator`. Prints its address.

It listens on the loopback address only, which ministack by itself does not.
"""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from typing import Any


def main() -> None:
    """Serve on a free loopback port; end when the parent process does."""
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    os.environ["GATEWAY_PORT"] = str(port)  # ministack asks itself for the keys of its user pools, at this port

    from tests.requests.emulator.server import application, serve  # noqa: PLC0415 - ministack reads the port on import

    print(f"http://127.0.0.1:{port}", flush=True)  # noqa: T201 - the parent reads it
    asyncio.run(_until_orphaned(serve, application(), listening))


async def _until_orphaned(serve: Any, app: Any, listening: socket.socket) -> None:
    ended = asyncio.Event()
    serving = asyncio.create_task(serve(app, listening, ended))
    await asyncio.to_thread(sys.stdin.read)
    ended.set()
    await serving


main()
