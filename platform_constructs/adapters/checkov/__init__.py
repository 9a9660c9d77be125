"""
checkov as a second judge: found, run apart, and believed only when it proves it was awake.
"""

from __future__ import annotations

from platform_constructs.adapters.checkov.locate import find_checkov
from platform_constructs.adapters.checkov.scan import scan
from platform_constructs.model.scan import CheckovReport, Expectations, SkippedCheck

__all__ = ["CheckovReport", "Expectations", "SkippedCheck", "find_checkov", "scan"]
