"""
checkov as a second judge: found, run apart, and believed only when it proves it was awake.
"""

from __future__ import annotations

from platform_constructs.adapters.checkov.locate import find_checkov
from platform_constructs.adapters.checkov.scan import scan

__all__ = ["find_checkov", "scan"]
