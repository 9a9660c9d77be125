"""
On what terms two versions are compared: how long a deprecation lasts, and what an organisation holds to be breaking.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Terms"]


@dataclass(frozen=True, slots=True)
class Terms:
    """
    What the comparison may assume.

    The defaults for days are oasdiff's own: a month for what is still being tried, half a year for what is stable.

    Attributes:
        beta_days: Days that must lie between today and the sunset of a beta operation, or of its parameter, when it is
            announced or moved forward. 0 asks for no sunset at all.
        stable_days: The same for a stable one.
        tolerant_reader: Whether clients are held to ignore properties they do not know, so that new ones in responses
            inform even where the schema was closed.
        mirrors_callbacks: Whether in webhooks and callbacks the API is the one that writes requests. It is; False
            compares them like any other operation.
        security_breaks: Whether asking for more rights breaks clients. False only informs, as oasdiff does.
    """

    beta_days: int = 31
    stable_days: int = 180
    tolerant_reader: bool = True
    mirrors_callbacks: bool = True
    security_breaks: bool = True
