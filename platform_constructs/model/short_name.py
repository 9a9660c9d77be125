"""
Names for what AWS leaves little room to name.
"""

from __future__ import annotations

from hashlib import sha256

__all__ = ["short_name"]

_DIGITS = 6  # of a digest: enough to tell the few names of an account apart


def short_name(*words: str, at_most: int) -> str:
    """
    Return words joined by hyphens; what is too long is cut, and ends with a digest of the whole.

    Args:
        words: Such as the organisation's slug, the environment and what is named.
        at_most: Characters: 32 for a load balancer or a target group, 63 for a bucket.
    """
    whole = "-".join(words)
    if len(whole) <= at_most:
        return whole
    digest = sha256(whole.encode()).hexdigest()[:_DIGITS]
    return f"{whole[: at_most - _DIGITS - 1].rstrip('-')}-{digest}"
