"""
The paved roads, and what each domain declares on them.

Entering starts the engine, before any module here imports cdktf in the slow, stock way.
"""

import platform_constructs.aws  # noqa: F401  # imported for starting the engine
