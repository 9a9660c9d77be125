"""
Whether one view holds everything that another does, asked of jsonschema-rs where the question is small enough.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final

import jsonschema_rs

from platform_constructs.contracts.compare.schema.lowering import Lowering, TooMuchError
from platform_constructs.contracts.compare.schema.view import View

__all__ = ["Answer", "Oracle"]

_MOST_QUESTIONS: Final = 1_000
_MOST_SCHEMAS: Final = 10_000  # in all questions together; some 0.6 s


class Answer(Enum):
    """Whether something is so, as far as it can be decided."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(slots=True)
class Oracle:
    """
    Answers a bounded number of questions of bounded size; each once.

    Attributes:
        dropped: The mark of properties that do not exist here.
        tolerant_side: The index of the version whose readers ignore what they do not know; -1 for none.
    """

    dropped: str
    tolerant_side: int
    _asked: int = 0
    _written: int = 0
    _known: dict[tuple[Any, Any], Answer] = field(default_factory=dict)

    def covers(self, sub: View, sup: View) -> Answer:
        """Whether `sup` allows everything that `sub` allows."""
        key = (sub.key, sup.key)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._ask(sub, sup)
        return known

    def _ask(self, sub: View, sup: View) -> Answer:
        if self._asked >= _MOST_QUESTIONS or self._written >= _MOST_SCHEMAS:
            return Answer.UNKNOWN
        self._asked += 1
        is_open = bool(sup.parts) and sup.parts[0].side.index == self.tolerant_side
        small, large = Lowering(self.dropped, False), Lowering(self.dropped, is_open)
        try:
            written, wanted = small.view(sub), large.view(sup)
            answer = _canonical(wanted).covers(_canonical(written))
        except (TooMuchError, ValueError):
            return Answer.UNKNOWN
        finally:
            self._written += small.schemas + large.schemas
        said = Answer(str(answer))
        if said is Answer.YES and not large.texts <= small.texts:
            return Answer.UNKNOWN
        return said


def _canonical(schema: Any) -> jsonschema_rs.CanonicalSchema:
    return jsonschema_rs.canonicalize(schema, draft=jsonschema_rs.Draft202012)
