"""
The small texts that nouns are made of, each with what it allows.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

__all__ = ["DetailTypePrefix", "EventSource", "Name", "OperationId", "ScopeName", "StackName", "Subject", "Text"]

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=24)]
"""A name that becomes part of AWS names, SSM paths and construct ids."""

Text = Annotated[str, Field(min_length=1, max_length=500)]

EventSource = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(\.[a-z][a-z0-9-]*)+$", max_length=128)]
"""Two or more words joined by dots. EventBridge takes 256 characters: what is left is for the sources below it."""

DetailTypePrefix = Annotated[str, Field(pattern=r"^(?:[A-Za-z][A-Za-z0-9 ._:-]*)?$", max_length=128)]
"""What detail types begin with; empty for all of them. EventBridge takes 128 characters."""

ScopeName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*/[A-Za-z0-9._:-]{1,128}$", max_length=153)]
"""A scope as tokens carry it: the resource server's prefix, a slash, the name."""

Subject = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.@/=-]*(:[A-Za-z0-9_.@/=-]+)+$", max_length=255)]
"""The `sub` claim of a pipeline's token, exactly: `repo:meridian/ordering:environment:production`. No wildcard."""

OperationId = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9._-]{0,127}$")]
"""An operationId of a contract."""

StackName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=64)]
"""A stack's name: the domain, what tells it apart, and its road, joined by hyphens."""
