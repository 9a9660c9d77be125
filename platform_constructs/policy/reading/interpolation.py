"""
Terraform's string templates: where a text stops being a value and starts being a promise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

__all__ = [
    "Expression",
    "Reference",
    "expressions",
    "first_expression",
    "opening",
    "references",
    "unescaped",
    "whole_reference",
]

# The two characters in front of a `{` decide, however long the run: `$${` is an escape, and so is the end of `$$${`.
# Checked with terraform 1.11, in JSON and in nested texts, for all runs of up to six characters of `$%a`.
_ESCAPES: Final = re.compile(r"([$%])\1\{")
_CODE_STOP: Final = re.compile(r'[{}"]')
_TEXT_STOP: Final = re.compile(r'\\.|"|\$\$\{|%%\{|\$\{|%\{', re.DOTALL)
_TRAIL: Final = r"(?P<trail>(?:\.[A-Za-z0-9_*-]+|\[[^\[\]]*\])*)"
_REFERENCE: Final = re.compile(
    r"(?<![\w.-])(?P<data>data\.)?(?P<type>[a-z][a-z0-9_]*)\.(?P<name>[A-Za-z_][\w-]*)" + _TRAIL
)
_SHORT: Final = 500  # characters
_INSTANCE: Final = re.compile(r"^\[[^\[\]]*\]")


@dataclass(frozen=True, slots=True)
class Expression:
    """
    One `${...}` or `%{...}` of a template.

    Attributes:
        start: Where it opens.
        end: Just behind its closing brace; the text's end when it is never closed.
        code: What stands between the braces.
        is_directive: Whether it is a `%{...}`.
    """

    start: int
    end: int
    code: str
    is_directive: bool


@dataclass(frozen=True, slots=True)
class Reference:
    """
    A mention of another resource.

    Attributes:
        address: Such as `aws_wafv2_web_acl.edge` or `data.aws_iam_policy_document.key`.
        attribute: What of it, such as `arn`; empty for the whole resource.
    """

    address: str
    attribute: str


def expressions(text: str) -> tuple[Expression, ...]:
    """
    Return every expression of a template in order; nested ones belong to the outer one.
    """
    return tuple(_each(text)) if "{" in text else ()


def opening(text: str) -> Expression | None:
    """Return the first expression of a template; None when the text is a plain value."""
    if "{" not in text:
        return None
    return _remembered(text) if len(text) <= _SHORT else next(_each(text), None)


def first_expression(text: str) -> str | None:
    """Return the code of the first expression of a template; None when the text is a plain value."""
    found = opening(text)
    return found.code if found else None


def _each(text: str) -> Iterator[Expression]:
    position = 0
    dollar, percent = text.find("${"), text.find("%{")  # many times faster over a long document than a pattern
    while dollar >= 0 or percent >= 0:
        start = min(dollar, percent) if dollar >= 0 and percent >= 0 else max(dollar, percent)
        is_escape = start > position and text[start - 1] == text[start]
        position = start + 2
        if not is_escape:
            end, _, is_closed = _closing(text, position)
            yield Expression(start, end, text[position : end - is_closed].strip(), text[start] == "%")
            position = end
        if 0 <= dollar < position:
            dollar = text.find("${", position)
        if 0 <= percent < position:
            percent = text.find("%{", position)


# a dozen rules read the same `${aws_x.y.arn}` of one stack; a long text is a document, and is read by few
@lru_cache(maxsize=8192)
def _remembered(text: str) -> Expression | None:
    return next(_each(text), None)


def unescaped(text: str) -> str:
    """Return a plain text as Terraform will hand it on: `$${` becomes `${`, `%%{` becomes `%{`."""
    return _ESCAPES.sub(r"\1{", text) if "{" in text else text


def references(text: str) -> tuple[Reference, ...]:
    """
    Return every TYPE.NAME.ATTR mentioned inside a template's expressions, at any depth, in order.
    """
    return tuple(
        _reference(match)
        for expression in expressions(text)
        for match in _REFERENCE.finditer(_closing(expression.code + "}", 0)[1])
    )


def whole_reference(code: str) -> Reference | None:
    """Return the reference when an expression is nothing but one, with an attribute; None otherwise."""
    return _remembered_whole(code) if len(code) <= _SHORT else _whole(code)


def _whole(code: str) -> Reference | None:
    match = _REFERENCE.fullmatch(code)
    if match is None or "*" in match["trail"]:
        return None
    reference = _reference(match)
    return reference if reference.attribute else None


_remembered_whole = lru_cache(maxsize=8192)(_whole)


def _reference(match: re.Match[str]) -> Reference:
    address = f"{match['data'] or ''}{match['type']}.{match['name']}"
    return Reference(address, _INSTANCE.sub("", match["trail"]).lstrip("."))


def _closing(text: str, start: int) -> tuple[int, str, bool]:
    """
    Walk an expression from behind its opening brace.

    Returns:
        Where it ends, its code with literals blanked, and whether it is closed at all.
    """
    code: list[str] = []
    modes = ["code"]  # a text inside code may open code again: "${a ? "${b}" : c}"
    position = start
    while modes:
        stop = (_TEXT_STOP if modes[-1] == "text" else _CODE_STOP).search(text, position)
        if stop is None:
            if modes[-1] != "text":
                code.append(text[position:])
            return len(text), "".join(code), False
        if modes[-1] != "text":
            code.append(text[position : stop.start()])
        position = stop.end()
        mark = stop[0]
        if modes[-1] == "text":
            if mark == '"':
                modes.pop()
                code.append('"')
            elif mark in ("${", "%{"):
                modes.append("code")
                code.append(" ")
        elif mark == '"':
            modes.append("text")
            code.append('"')
        elif mark == "{":
            modes.append("code")
            code.append(" ")
        else:
            modes.pop()
            code.append(" ")
    return position, "".join(code), True
