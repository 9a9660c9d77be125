"""
Expressions that read the machine Terraform runs on: its files, its folders, its workspace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from platform_constructs.policy.reading.interpolation import expressions

__all__ = ["machine_reads", "texts_in"]

_FUNCTIONS: Final = (
    *("abspath", "file", "filebase64", "filebase64sha256", "filebase64sha512", "fileexists", "filemd5"),
    *("fileset", "filesha1", "filesha256", "filesha512", "pathexpand", "templatefile"),
    "templatestring",  # its template may come from outside, and call any of the others
)
_GAP: Final = r"(?:\s|/\*(?:[^*]|\*(?!/))*\*/|(?:#|//)[^\n]*\n)*"  # HCL lets comments stand between any two words
_READS: Final = re.compile(
    rf"(?<!\w)(?:(?:{'|'.join(_FUNCTIONS)}){_GAP}\("
    rf'|path{_GAP}[.\[]{_GAP}"?(?:cwd|module|root)(?!\w)'
    rf'|terraform{_GAP}[.\[]{_GAP}"?(?:applying|env|workspace)(?!\w))'
)


def machine_reads(text: str) -> str:
    """
    Return what of a template reads the machine, such as `file(`; empty when nothing does.

    Texts inside an expression count too: which quotes are code's and which a comment's is not worth being wrong about.
    """
    found = expressions(text)
    match = _READS.search(text, found[0].start, text.rindex("}") + 1 if "}" in text else len(text)) if found else None
    return " ".join(match[0].split()) if match else ""


def texts_in(raw: Any) -> Iterator[str]:
    """Yield every text inside a value, keys of objects too: Terraform evaluates both. Never recurses."""
    stack = [raw]
    while stack:
        here = stack.pop()
        if isinstance(here, str):
            yield here
        elif isinstance(here, Mapping):
            yield from (key for key in here if isinstance(key, str))
            stack += here.values()
        elif isinstance(here, list | tuple):
            stack += here
