"""
Writes YAML that readers of YAML 1.1 and 1.2 understand alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import yaml

__all__ = ["as_yaml"]

# A text in both versions; `1e3`, `0o7`, `~` and `y` are something else in one of them. PyYAML itself quotes `no`.
_PLAIN: Final = re.compile(r"(?![yYnN]$)[A-Za-z/](?:[A-Za-z0-9 ./_@()+-]|[:,](?=[A-Za-z0-9/]))*", re.ASCII)
_NEVER_FOLDED: Final = 1 << 30  # characters of a line


class _Dumper(yaml.SafeDumper):
    """Writes a text in double quotes unless every reader takes it for one."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write what is there twice twice: an anchor is hard to read, and some readers refuse it."""
        return True


def _text(dumper: _Dumper, value: str) -> yaml.ScalarNode:
    style = None if _PLAIN.fullmatch(value) else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


def as_yaml(documents: Sequence[Mapping[str, Any]]) -> str:
    """Return documents as one text, each begun by `---`, with keys in their order."""
    return yaml.dump_all(
        [dict(document) for document in documents],
        Dumper=_Dumper,
        explicit_start=True,
        sort_keys=False,
        allow_unicode=True,
        width=_NEVER_FOLDED,
    )
