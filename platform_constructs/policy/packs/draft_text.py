"""
The text of a draft: begun as a copy of the last release with its comments, and turned into a release.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import tomlkit

__all__ = ["begun_anew", "begun_from", "released_text"]

_DRAFT: Final = "# Draft. It binds nobody until `paved packs release {name}` freezes it.\n"
_RELEASED: Final = (
    "# Released {day}. Frozen: to change anything, begin the next version with `paved packs new {name}`.\n"
)
_FIRST: Final = """\
name = "{name}"
version = "1.0.0"
summary = "" # who it binds, and what they must have
since_last = "" # what this version changes, and on what evidence
frameworks = [] # the standards it draws on, such as "PCI DSS 4.0.1"

# What the constructs build. docs/reference/settings.md lists every setting with its kind of constraint:
# "logs.retention_days" = {{ at_least = 365, default = 400 }}
[settings]

# What the written Terraform must show: "off", "advise", "warn" or "block". docs/rules/README.md lists every rule:
# APIGW-001 = "block"
# APIGW-016 = {{ level = "warn", block_from = 2027-03-01 }} # blocks from that day on
# APIGW-020 = {{ level = "block", waivable = false }}       # no waiver covers it
[rules]

# What checkov must have shown:
# CKV_AWS_76  = {{ must_pass = ["aws_api_gateway_stage"] }}
# CKV_AWS_120 = {{ skip = "why its failures do not count" }}
[checkov]
"""


def begun_anew(name: str) -> str:
    """Return the draft of a pack's first version."""
    return _DRAFT.format(name=name) + _FIRST.format(name=name)


def begun_from(released: str, *, name: str, version: str) -> str:
    """
    Return the draft of a pack's next version: the last one with its comments, and what changed still to be written.

    Args:
        released: The text of the last release.
        name: The pack.
        version: What the draft wants to become.
    """
    document = tomlkit.parse(_without_header(released))
    document["version"] = version
    document["since_last"] = ""
    return _DRAFT.format(name=name) + tomlkit.dumps(document)


def released_text(draft: str, *, name: str, day: date) -> str:
    """
    Return what a draft says as it is released: the same but for its first comment.

    Args:
        draft: The draft's text.
        name: The pack.
        day: The day of its release.
    """
    return _RELEASED.format(day=day.isoformat(), name=name) + _without_header(draft)


def _without_header(text: str) -> str:
    first, _, rest = text.partition("\n")
    return rest if first.startswith(("# Draft. ", "# Released ")) else text
