"""
The glass room: constructs, and the only place of the library that touches cdktf.

Entering it starts the engine, so that whatever is imported inside loads only what is used.
`PAVED_SUBMODULES` names provider submodules needed beside our own, separated by commas.
"""

import os

from platform_constructs.aws import engine

engine.start(filter(None, os.environ.get("PAVED_SUBMODULES", "").split(",")))
