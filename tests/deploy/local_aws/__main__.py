"""
Run the local AWS until standard input closes: `python -m tests.deploy.local_aws`. Prints its address.
"""

from __future__ import annotations

import logging
import sys
import threading

from tests.deploy.local_aws.server import serve


def main() -> None:
    """Serve on a free loopback port; end when the parent process does."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = serve()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"http://127.0.0.1:{server.server_port}", flush=True)  # noqa: T201 - the parent reads it
    sys.stdin.read()
    server.shutdown()


main()
