"""
Law that installed distributions bring: what the registry names, as the project locked it, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import CodeType

import pytest

from platform_constructs.errors import PackError, PlatformError
from platform_constructs.flows.lawbook import Lawbook
from platform_constructs.flows.packaged_law import with_packaged
from platform_constructs.flows.packs.lock_packs import lock_packs
from platform_constructs.model.verdict import Level
from platform_constructs.policy.packs.lock import digest_of
from platform_constructs.policy.packs.packaged import Offer, Packaged
from platform_constructs.policy.packs.project_lock import ProjectLock
from platform_constructs.policy.packs.shelf import Shelf
from platform_constructs.policy.packs.terms import Pack
from platform_constructs.policy.rule import Rule

DOC = "## What it does\nx\n## Why is this bad?\nx\n## Example\nx\nUse instead:\nx"
RULE = """
from platform_constructs.model.verdict import Passed
from platform_constructs.policy.rule import rule

@rule("ACME-001", "stray-one", concerns={"aws_x"})
def stray_one(resource):
    '''
    ## What it does
    ## Why is this bad?
    ## Example
    Use instead:
    '''
    return Passed()
"""
PACK = """
name = "acme-security"
version = "1.0.0"
summary = "x"
since_last = "x"
[rules]
ACME-001 = "block"
APIGW-001 = "block"
"""
GOING = """
["acme-security/1.0.0"]
deprecated = 2027-01-01
reason = "x"
instead = "1.1.0"
"""
OFFER = Offer("acme-security", "acme-packs", "1.0.0", "acme_packs")


def ours(code: str = "APIGW-001") -> Lawbook:
    rule = Rule(code, "open-method", frozenset({"aws_x"}), lambda resource: None, DOC)  # type: ignore[arg-type,return-value]  # never asked
    return Lawbook(
        Shelf([Pack("baseline", "1.0.0", "x", "x", file="policy_packs/baseline/1.0.0.toml")]),
        {code: rule},
        {"policy_packs/baseline/1.0.0.toml": "d"},
    )


class Project:
    """The sample's registry with one more pack for ordering, and a lock."""

    def __init__(self, registry: str, *named: str, lock: str | None = None) -> None:
        packs = "".join(f', {name} = "~= 1.0"' for name in named)
        self.text = registry.replace('packs = { baseline = "~= 1.0"', 'packs = { baseline = "~= 1.0"' + packs, 1)
        self.lock = lock

    def registry(self) -> tuple[str, str]:
        return self.text, "platform.toml"

    def packs_lock(self) -> tuple[str, str] | None:
        return None if self.lock is None else (self.lock, "packs.lock")


class Installed:
    """Distributions in memory, that remember what was read and run of them."""

    def __init__(self, *offers: Offer, files: Mapping[str, bytes] | None = None) -> None:
        self.offered = offers
        self.files = {"acme-security/1.0.0.toml": PACK.encode(), "rules/acme_stray_one.py": RULE.encode()}
        self.files = self.files if files is None else dict(files)
        self.touched: list[str] = []

    def offers(self) -> tuple[Offer, ...]:
        return self.offered

    def read(self, offers: tuple[Offer, ...]) -> Packaged:
        self.touched.append(f"read {' '.join(offer.pack for offer in offers)}")
        return Packaged(offers[0].distribution, offers[0].version, tuple(offer.pack for offer in offers), self.files)

    def run(self, code: CodeType, module: str, file: str) -> dict[str, object]:
        self.touched.append(f"run {module} {file}")
        names: dict[str, object] = {}
        exec(code, names)  # noqa: S102 - our own text
        return names

    @property
    def lock(self) -> str:
        return str(ProjectLock.of([self.read(self.offered)]))


def locked(registry: str, installed: Installed) -> Project:
    lock = installed.lock
    installed.touched.clear()
    return Project(registry, "acme-security", lock=lock)


def refusal(own: Lawbook, project: Project, installed: Installed) -> PlatformError:
    with pytest.raises(PlatformError) as caught:
        with_packaged(own, project, installed)
    return caught.value


def test_without_offers_nothing_changes(registry_text):
    """Where no distribution offers packs and there is no lock, not even the registry is read."""
    own, project = ours(), Project("= =", "acme-security")

    assert own is with_packaged(own, project, Installed())


def test_what_the_registry_does_not_name_is_not_read(registry_text):
    """A pack that is offered and not named is neither read nor run, and the law stays ours."""
    installed = Installed(OFFER)
    book = with_packaged(ours(), Project(registry_text), installed)

    assert ([], ["baseline"], ["APIGW-001"]) == (
        installed.touched,
        [pack.name for pack in book.shelf.packs],
        list(book.rules),
    )


def test_a_locked_pack_joins_the_law(registry_text):
    """Named and locked, its versions and rules stand beside ours, with the digests of all."""
    installed = Installed(OFFER)
    book = with_packaged(ours(), locked(registry_text, installed), installed)
    [pack] = [pack for pack in book.shelf.packs if pack.name == "acme-security"]

    assert "acme-packs/acme-security/1.0.0.toml" == pack.file
    assert {"ACME-001": Level.BLOCK, "APIGW-001": Level.BLOCK} == {code: one.level for code, one in pack.rules.items()}
    assert ["ACME-001", "APIGW-001"] == list(book.rules)
    assert [
        "read acme-security",
        "run acme-packs.acme_stray_one acme-packs/rules/acme_stray_one.py",
    ] == installed.touched
    assert {
        "policy_packs/baseline/1.0.0.toml": "d",
        "acme-packs/acme-security/1.0.0.toml": digest_of(PACK.encode()),
        "acme-packs/rules/acme_stray_one.py": digest_of(RULE.encode()),
    } == book.digests


def test_digests_of_packs_come_with_their_rules(registry_text):
    """Whoever is bound to a pack of another distribution is bound to its rule files; ours come with the library."""
    installed = Installed(OFFER)
    book = with_packaged(ours(), locked(registry_text, installed), installed)
    ordered = {pack.name: pack for pack in book.shelf.packs}

    assert ["acme-packs/acme-security/1.0.0.toml", "acme-packs/rules/acme_stray_one.py"] == list(
        book.digests_of([ordered["acme-security"]])
    )
    assert {"policy_packs/baseline/1.0.0.toml": "d"} == book.digests_of([ordered["baseline"]])


def test_two_packs_of_one_distribution_are_read_together(registry_text):
    """Both are named: the distribution is read once, and its rules run once."""
    files = {
        "acme-security/1.0.0.toml": PACK.encode(),
        "acme-privacy/1.0.0.toml": PACK.replace("security", "privacy").encode(),
        "rules/acme_stray_one.py": RULE.encode(),
    }
    installed = Installed(Offer("acme-privacy", "acme-packs", "1.0.0", "acme_packs"), OFFER, files=files)
    project = Project(registry_text, "acme-security", "acme-privacy", lock=installed.lock)
    installed.touched.clear()

    book = with_packaged(ours(), project, installed)

    assert ["acme-privacy", "acme-security", "baseline"] == [pack.name for pack in book.shelf.packs]
    assert 2 == len(installed.touched)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, "PACK-076"),
        ({"lock": ""}, "PACK-076"),
        ({"lock": "= ="}, "PACK-079"),
    ],
)
def test_what_is_not_locked_does_not_run(registry_text, change, code):
    """Without a lock, without its entry, with a lock that is none: refused, and nothing was run."""
    installed = Installed(OFFER)
    found = refusal(ours(), Project(registry_text, "acme-security", **change), installed)

    assert (code, []) == (found.code, [each for each in installed.touched if each.startswith("run")])


def test_what_was_changed_does_not_run(registry_text):
    """One byte of a rule after locking is enough."""
    installed = Installed(OFFER)
    project = locked(registry_text, installed)
    installed.files["rules/acme_stray_one.py"] += b" "

    assert ("PACK-077", ["read acme-security"]) == (refusal(ours(), project, installed).code, installed.touched)


def test_all_are_held_against_the_lock_before_any_runs(registry_text):
    """The second distribution's changed file stops the first one's rules, too."""
    other = Offer("zeta", "zeta-packs", "1.0.0", "zeta")
    installed = Installed(OFFER, other)
    project = locked(registry_text, Installed(OFFER))
    project.text = project.text.replace('acme-security = "~= 1.0"', 'acme-security = "~= 1.0", zeta = "~= 1.0"')

    assert ("PACK-076", ["read acme-security", "read zeta"]) == (
        refusal(ours(), project, installed).code,
        installed.touched,
    )


def test_a_code_of_ours_is_refused(registry_text):
    """A foreign rule cannot replace one of the platform's, nor one of another distribution."""
    installed = Installed(OFFER)
    own = ours("ACME-001")

    assert (
        "error[RULE-011] a rule's code is used once and never again\n"
        "  at   acme-packs/rules/acme_stray_one.py\n"
        "  got  ACME-001\n"
        "  fix  take the next free number; open-method has this one\n"
        "  more `paved explain RULE-011`"
    ) == str(refusal(own, locked(registry_text, installed), installed))


def test_a_rule_that_imports_too_much_does_not_run(registry_text):
    """Locked or not, what a rule may not import is seen before it runs."""
    installed = Installed(OFFER)
    installed.files["rules/acme_stray_one.py"] = b"import os\n"
    found = refusal(ours(), locked(registry_text, installed), installed)

    assert ("RULE-012", "acme-packs/rules/acme_stray_one.py:1", ["read acme-security"]) == (
        found.code,
        found.at,
        installed.touched,
    )


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b"ACME-001", b"ACME-002", "PACK-001"),
        (b'version = "1.0.0"', b'version = "1.0.1"', "PACK-005"),
        (b"[rules]", b"[rulez]", "PACK-003"),
        (b'summary = "x"', b'summary = "\xff"', "PACK-002"),
    ],
)
def test_a_foreign_pack_obeys_the_same_reader(registry_text, old, new, code):
    """Unknown rules, misnamed versions, misspelt keys and broken text are refused in a foreign pack as in ours."""
    installed = Installed(OFFER)
    installed.files["acme-security/1.0.0.toml"] = PACK.encode().replace(old, new)
    found = refusal(ours(), locked(registry_text, installed), installed)

    assert (code, True) == (found.code, str(found.at).startswith("acme-packs/acme-security/1.0.0.toml"))


def test_a_foreign_version_may_be_on_its_way_out(registry_text):
    """lifecycle.toml of a package counts for the packs that the registry names, and is not asked about others."""
    installed = Installed(OFFER)
    newer = PACK.replace("1.0.0", "1.1.0").encode()
    other = GOING.replace("acme-security", "acme-privacy")
    installed.files |= {"acme-security/1.1.0.toml": newer, "lifecycle.toml": (GOING + other).encode()}

    book = with_packaged(ours(), locked(registry_text, installed), installed)

    [(label, going)] = book.lifecycle.items()
    assert (("acme-security", "1.0.0"), date(2027, 1, 1)) == (label, going.deprecated)
    assert "acme-packs/lifecycle.toml" == going.place.file


def test_two_offers_of_one_pack_are_refused(registry_text):
    """Neither the order of installation nor the name decides between two distributions."""
    installed = Installed(Offer("acme-security", "zeta-packs", "1", "zeta"), OFFER)

    assert (
        "error[PACK-070] 2 offers are a pack acme-security\n"
        "  at   acme-packs and zeta-packs\n"
        "  got  acme-security\n"
        "  fix  uninstall one of them, or have it name its pack otherwise\n"
        "  more `paved explain PACK-070`"
    ) == str(refusal(ours(), Project(registry_text, "acme-security"), installed))


def test_a_name_of_ours_is_refused(registry_text):
    """A distribution cannot pass its pack off as the baseline."""
    installed = Installed(Offer("baseline", "acme-packs", "1", "acme"))

    assert (
        "error[PACK-071] acme-packs offers a pack that is named like one of the platform's own\n"
        "  at   acme-packs\n"
        "  got  baseline\n"
        "  fix  uninstall it, or have it name its pack otherwise: acme-baseline\n"
        "  more `paved explain PACK-071`"
    ) == str(refusal(ours(), Project(registry_text), installed))


def test_packs_of_one_distribution_share_a_package(registry_text):
    """Two packages would be two folders of rules under one name in the lock."""
    installed = Installed(OFFER, Offer("acme-privacy", "acme-packs", "1.0.0", "acme_privacy"))
    found = refusal(ours(), Project(registry_text, "acme-security", "acme-privacy"), installed)

    assert ("PACK-073", "acme_packs and acme_privacy", []) == (found.code, found.got, installed.touched)


def test_a_locked_pack_that_is_not_installed_names_its_distribution(registry_text):
    """The lock remembers who brought it, and in which version."""
    lock = Installed(OFFER).lock

    assert (
        "error[PACK-081] acme-packs, which brings the pack acme-security, is not installed\n"
        "  at   packs.lock\n"
        "  got  acme-security\n"
        "  fix  install acme-packs 1.0.0\n"
        "  more `paved explain PACK-081`"
    ) == str(refusal(ours(), Project(registry_text, "acme-security", lock=lock), Installed()))


def test_a_pack_that_nobody_knows_is_left_to_the_shelf(registry_text):
    """A name that neither a distribution nor the lock knows is told where packs are picked, with those there are."""
    book = with_packaged(ours(), Project(registry_text, "acme-security"), Installed(Offer("x", "y", "1", "z")))

    with pytest.raises(PackError) as caught:
        book.shelf.select({"acme-security": "~= 1.0"})
    assert "PACK-016" == caught.value.code


def test_a_broken_registry_is_its_own_error():
    """With packages to look for, the registry's own fault comes first."""
    assert "REG-001" == refusal(ours(), Project("= ="), Installed(OFFER)).code


def test_locking_shows_what_changes_and_runs_nothing(registry_text):
    """The lock of today is held against what is installed: new and changed files are told, and no rule is run."""
    installed = Installed(OFFER)
    first = lock_packs(ours(), Project(registry_text, "acme-security"), installed)
    installed.files["rules/acme_stray_one.py"] += b" "
    second = lock_packs(ours(), Project(registry_text, "acme-security", lock=str(first.lock)), installed)
    third = lock_packs(ours(), Project(registry_text, "acme-security", lock=str(second.lock)), installed)

    assert [
        [
            ("acme-packs", "new"),
            ("acme-packs/acme-security/1.0.0.toml", "new"),
            ("acme-packs/rules/acme_stray_one.py", "new"),
        ],
        [("acme-packs/rules/acme_stray_one.py", "changed")],
        [],
    ] == [[(one.subject, one.kind) for one in each.changes] for each in (first, second, third)]
    assert {"read acme-security"} == set(installed.touched)


def test_what_is_no_longer_named_leaves_the_lock(registry_text):
    """A pack that the registry drops is told as gone, and is not in the new lock."""
    installed = Installed(OFFER)
    lock = installed.lock
    locking = lock_packs(ours(), Project(registry_text, lock=lock), installed)

    assert ({"gone"}, {}) == ({one.kind for one in locking.changes}, locking.lock.files)
