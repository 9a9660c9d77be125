"""
`anyOf` and `oneOf`: which branch stands for which, so that what was allowed still is, by exactly one where asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from platform_constructs.contracts.compare.schema.shape import Group, Shape
from platform_constructs.contracts.compare.schema.view import Part, View, view_of

if TYPE_CHECKING:
    from platform_constructs.contracts.compare.schema.implied import Claims
    from platform_constructs.contracts.compare.schema.proof import Proofs

__all__ = ["Choices", "paired"]

_MOST_OFFERED: Final = 20
_MOST_TRIED: Final = 400  # pairs of inline branches of two groups
_AT_ONCE: Final = 50  # branches that take as long to pair as a pair of schemas to look into


@dataclass(slots=True)
class Choices:
    """
    Shows that a view satisfies a group.

    Attributes:
        proofs: Decides about branches.
        view: The view.
        shape: Its shape.
    """

    proofs: Proofs
    view: View
    shape: Shape

    def imply(self, group: Group) -> Claims | None:
        """Return what is left to show; None when there is no telling."""
        is_one = group.keyword == "oneOf"
        apart = not is_one or group.discriminator is not None or self._are_apart(group)
        for mine in self.shape.groups:
            if mine.keyword == group.keyword or not is_one or apart:
                claims = self._by_branches(mine, group, apart)
                if claims is not None:
                    return claims
        if not apart:
            return None
        for branch in group.branches:
            if _target(branch) in self.shape.targets:
                return [(self.view, view_of([branch]))]
        if len(group.branches) <= _MOST_OFFERED:
            for branch in group.branches:
                if self._fits(self.view, view := view_of([branch])):
                    return [(self.view, view)]
        return None

    def _fits(self, view: View, branch: View) -> bool:
        return not branch.parts or (self.proofs.may_nest() and self.proofs.nested(view, branch))

    def _are_apart(self, group: Group) -> bool:
        """Whether plainly no value fits two branches."""
        if len(group.branches) > 30:
            return False
        views = [view_of([branch]) for branch in group.branches]
        return all(self.proofs.is_disjoint(one, other) for n, one in enumerate(views) for other in views[:n])

    def _by_branches(self, mine: Group, group: Group, apart: bool) -> Claims | None:
        """Each of my branches finds its own; `apart` says that a second one cannot fit as well."""
        if not self.proofs.effort.spend(1 + (len(mine.branches) + len(group.branches)) // _AT_ONCE):
            return None
        pairs, left, added = paired(self.proofs, mine, group)
        if not apart and (left or added):
            return None
        claims: Claims = [(view_of([one]), view_of([other])) for one, other in pairs]
        for branch in left:
            view = view_of([branch])
            found = next((other for one in group.branches if self._fits(view, other := view_of([one]))), None)
            if found is None:
                return None
            claims.append((view, found))
        if not apart:
            # what fits exactly one of mine fits exactly one of theirs only if each means the same
            claims += [(view_of([other]), view_of([one])) for one, other in pairs]
        return claims


def _target(branch: Part) -> tuple[str, tuple[str | int, ...]] | None:
    if not isinstance(branch.value, dict) or not isinstance(branch.value.get("$ref"), str):
        return None
    target = branch.side.references.target(branch.node)
    return branch.side.beside(target.file), target.tokens


def paired(proofs: Proofs, mine: Group, group: Group) -> tuple[list[tuple[Part, Part]], list[Part], list[Part]]:
    """
    Pair the branches of two groups: by what they refer to, by being written alike, by containment; then a single one
    on each side.

    Returns:
        The pairs, and what is left over on each side.
    """
    pairs: list[tuple[Part, Part]] = []
    left, right = dict.fromkeys(mine.branches), dict.fromkeys(group.branches)
    by_target = {target: branch for branch in right if (target := _target(branch)) is not None}
    for branch in tuple(left):
        other = by_target.get(_target(branch))  # type: ignore[arg-type]  # None is in no dict of targets
        if other is not None and other in right:
            pairs.append((branch, other))
            del left[branch], right[other]
    for is_proof in (False, True):
        if len(left) * len(right) > _MOST_TRIED or (is_proof and not proofs.may_nest()):
            break
        for branch in tuple(left):
            for other in right:
                views = view_of([branch]), view_of([other])
                fits = proofs.nested(*views) if is_proof else proofs.sameness.same(branch, other)
                if fits:
                    pairs.append((branch, other))
                    del left[branch], right[other]
                    break
    if len(left) == len(right) == 1:
        pairs.append((left.popitem()[0], right.popitem()[0]))
    return pairs, list(left), list(right)
