"""
A domain, or everybody of an audience or a classification, takes a version by one line of the registry.
"""

from __future__ import annotations

import pytest

from platform_constructs.adapters.registry_edit import with_range
from platform_constructs.errors import PackError, RegistryError
from platform_constructs.flows.adopter import adopter_for
from platform_constructs.flows.lawbook import Lawbook
from platform_constructs.flows.packs.adopt import Amendment, amend
from platform_constructs.flows.read_project import read_project
from platform_constructs.policy.packs.shelf import Shelf
from platform_constructs.policy.packs.terms import Pack
from tests.pure.flows.small_world import RULES, Engine, Folder, ask, packs, run, world
from tests.pure.policy.samples import clause, pack

PERSONAL = (
    "[audiences.external.packs]",
    '[classifications.personal.packs]\npersonal-data = "~= 1.0"\n\n[audiences.external.packs]',
)
EXTERNAL = "[audiences.external.packs]\n"


class Registry(Folder):
    """The sample with other lines in its registry."""

    def __init__(self, *edits: tuple[str, str]) -> None:
        super().__init__()
        self._edits = edits

    def registry(self) -> tuple[str, str]:
        text, file = super().registry()
        for old, new in self._edits:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        return text, file


def pinned(domain: str, text: str) -> tuple[str, str]:
    """An edit by which a domain says its own range of external-api."""
    lines = Folder().registry()[0].splitlines()
    start = lines.index(f"[domains.{domain}]")
    line = next(each for each in lines[start:] if each.startswith("packs = {"))
    head = "\n".join(lines[start : lines.index(line, start)])
    return f"{head}\n{line}", f"{head}\n{line.replace('{ ', f'{{ external-api = {chr(34)}{text}{chr(34)}, ', 1)}"


def shelf(*versions: str) -> Lawbook:
    extra = [pack(each.split("@")[0], each.split("@")[1]) for each in versions]
    others = [pack(name, "1.0.0") for name in ("events", "observability", "personal-data")]
    newer = [pack(name, "2.0.0") for name in ("internal-api", "partner", "runtime")]
    return Lawbook(Shelf([*packs(), *others, *newer, *extra]), RULES)


def taken(who: str, wanted: str, book: Lawbook, folder: Folder | None = None) -> Amendment:
    name, _, version = wanted.partition("@")
    found = next(each for each in book.shelf.packs if (each.name, each.version) == (name, version))
    return amend(world(Engine({}), folder or Folder()), book, who, found, with_range, ask())


def changed(found: Amendment) -> list[str]:
    """The lines that the change brings."""
    return [line[1:] for line in found.difference[3:] if line.startswith("+")]


BOOK = shelf("external-api@2.0.0", "external-api@3.0.0")


def test_an_audience_takes_a_version_for_everybody_it_binds():
    """Its own line changes, and nobody is kept."""
    found = taken("audience:external", "external-api@3.0.0", BOOK)

    assert (['external-api = "~= 3.0"'], {}) == (changed(found), found.kept)
    assert {"delivery", "ordering", "platform", "quoting", "suppliers"} == {one.domain for one in found.bound}
    assert "platform-account" not in {one.stack for one in found.declarations}


def test_whoever_is_pinned_stays_where_they_are():
    """The audience's range becomes wide enough for them, and leads everybody else to the version."""
    folder = Registry(pinned("ordering", "~= 1.0"), pinned("quoting", "~= 1.0"))

    found = taken("audience:external", "external-api@3.0.0", BOOK, folder)

    assert ['external-api = ">= 1.0, < 4"'] == changed(found)
    assert {"ordering-public", "quoting-public"} == set(found.kept)
    assert all("external-api) says ~= 1.0" in said for each in found.kept.values() for said in each)
    assert 2 == sum("stays where it is and does not get external-api 3.0.0" in note for note in found.notes)


def test_a_range_that_is_wide_enough_already_stays():
    """As long as somebody is pinned the wide range is kept; once nobody is, it becomes the version's own."""
    wide = (f'{EXTERNAL}external-api = "~= 1.0"', f'{EXTERNAL}external-api = ">=1.0,<9"')

    kept = taken("audience:external", "external-api@3.0.0", BOOK, Registry(wide, pinned("ordering", "~= 1.0")))
    alone = taken("audience:external", "external-api@3.0.0", BOOK, Registry(wide))

    assert ((), ['external-api = "~=3.0"']) == (kept.difference, changed(alone))


def test_bounds_are_exact_where_the_usual_ones_lead_elsewhere():
    """Nothing comes into force that nobody looked at, for those who follow or for those who stay."""
    book = shelf("external-api@2.0.0", "external-api@3.0.0", "external-api@3.1.0")

    found = taken("audience:external", "external-api@3.0.0", book, Registry(pinned("ordering", "~= 1.0")))

    assert ['external-api = ">= 1.0.0, <= 3.0.0"'] == changed(found)


def test_a_classification_takes_a_version_too():
    """Every domain with data of that class is bound, also where the line is the first of its pack."""
    found = taken("classification:personal", "external-api@1.0.0", BOOK, Registry(PERSONAL))

    assert ['external-api = "~= 1.0"'] == changed(found)
    assert {"delivery", "ordering"} == {one.domain for one in found.bound}


def test_somebody_pinned_above_cannot_be_kept():
    """An older version would be led past by those who have a newer one: their line is named."""
    wide = (f'{EXTERNAL}external-api = "~= 1.0"', f'{EXTERNAL}external-api = ">= 1.0"')
    folder = Registry(wide, pinned("ordering", "~= 3.0"))

    with pytest.raises(PackError) as caught:
        taken("audience:external", "external-api@2.0.0", BOOK, folder)

    assert ("PACK-059", "~= 3.0, which leaves out 2.0.0") == (caught.value.code, caught.value.got)
    assert (
        "ask platform-team to move that range first: `paved packs adopt ordering external-api@2.0.0`"
        == caught.value.fix
    )


def test_a_domain_is_told_how_its_audience_moves_without_everybody():
    """The way is the audience's own adoption, after those who are to stay were pinned."""
    with pytest.raises(PackError) as caught:
        taken("ordering", "external-api@3.0.0", BOOK)

    assert (
        "ask platform-team to move that range first: `paved packs adopt audience:external external-api@3.0.0`, "
        "after `paved packs adopt DOMAIN external-api@1.0.0` of whoever is to stay"
    ) == caught.value.fix


def test_a_table_that_is_not_there_is_written_by_hand():
    """More than one line is never added."""
    with pytest.raises(PackError) as caught:
        taken("classification:public", "external-api@3.0.0", BOOK)

    assert ("PACK-060", 'write external-api = "~= 3.0" there by hand') == (caught.value.code, caught.value.fix)


def test_packs_that_would_contradict_each_other_name_the_domain():
    """An audience moves many: the refusal says for whom there would be no law."""
    quarrel: Pack = pack("external-api", "4.0.0", clause("tracing.enabled", exactly=False))
    book = Lawbook(Shelf([*BOOK.shelf.packs, quarrel]), RULES)

    with pytest.raises(PackError) as caught:
        taken("audience:external", "external-api@4.0.0", book)

    assert "PACK-019" == caught.value.code
    assert caught.value.what.startswith("delivery would have no law: ")


@pytest.mark.parametrize("who", ["audience:extern", "audience:", "team:x", ":", "${file(1)}:x"])
def test_nobody_else_adopts(who: str):
    """Only audiences and classifications there can be say ranges beside domains."""
    with pytest.raises(PackError) as caught:
        taken(who, "external-api@3.0.0", BOOK)

    assert "PACK-063" == caught.value.code


def test_a_domain_that_is_not_there_is_refused():
    """As everywhere, with the nearest one there is."""
    with pytest.raises(RegistryError) as caught:
        taken("orderin", "external-api@3.0.0", BOOK)

    assert ("REG-015", "did you mean ordering?") == (caught.value.code, caught.value.fix)


@pytest.mark.parametrize(
    ("name", "version", "who"),
    [
        ("external-api", "3.0.0", "audience:external"),
        ("external-api", "1.0.0", "audience:external"),
        ("personal-data", "2.0.0", "classification:personal"),
        ("baseline", "2.0.0", "ordering"),
    ],
)
def test_who_has_to_adopt_for_a_stack_is_whose_range_leaves_it_out(name: str, version: str, who: str):
    """What sends somebody to `paved packs adopt` names the one whom that works for."""
    project = read_project(Registry(PERSONAL), run)
    ordering = next(one for one in project.declarations if one.stack == "ordering-public")

    assert who == adopter_for(project, ordering, name, version)
