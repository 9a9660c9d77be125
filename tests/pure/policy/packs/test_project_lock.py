"""
What other distributions bring runs only as a project agreed to it.
"""

from __future__ import annotations

import re

import pytest

from platform_constructs.errors import PackError
from platform_constructs.policy.packs.lock import digest_of, is_digest
from platform_constructs.policy.packs.packaged import Packaged
from platform_constructs.policy.packs.project_lock import Change, ProjectLock

FILES = {"security/1.0.0.toml": b"a", "security/1.1.0.toml": b"b", "rules/acme_x.py": b"c"}
A = "sha256:ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
B = "sha256:3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d"
C = "sha256:2e7d2c03a9507ae265ecf5b5356885a53393a2029d241394997265a1a25aefc6"


def package(files: dict[str, bytes] = FILES, *, name: str = "acme-packs", version: str = "1.0.0") -> Packaged:
    return Packaged(name, version, ("security",), files)


LOCK = ProjectLock.of([package()])


def refusal(lock: ProjectLock, of: Packaged) -> PackError:
    with pytest.raises(PackError) as caught:
        lock.check(of)
    return caught.value


def test_the_lock_is_the_same_every_time():
    """Sorted, one line a file, whatever the order of distributions and files."""
    other = package({"security/1.0.0.toml": b"a"}, name="zeta", version="2.0")
    lock = ProjectLock.of([other, package(dict(reversed(FILES.items())))])

    assert (
        "# What packs of other distributions may say and run here, by digest. `paved packs lock` writes it.\n"
        "# Review a change of this file like a change of code: it lets new rules run.\n"
        "\n"
        "[distributions]\n"
        '"acme-packs" = "1.0.0"\n'
        '"zeta" = "2.0"\n'
        "\n"
        "[files]\n"
        f'"acme-packs/rules/acme_x.py" = "{C}"\n'
        f'"acme-packs/security/1.0.0.toml" = "{A}"\n'
        f'"acme-packs/security/1.1.0.toml" = "{B}"\n'
        f'"zeta/security/1.0.0.toml" = "{A}"\n'
    ) == str(lock)


def test_what_was_written_can_be_read():
    """Reading gives back what was written, also when there is nothing."""
    assert [LOCK, ProjectLock({}, {})] == [ProjectLock.read(str(LOCK)), ProjectLock.read(str(ProjectLock({}, {})))]


def test_what_was_locked_passes():
    """A distribution that is as it was locked may run."""
    ProjectLock.read(str(LOCK)).check(package())


def test_files_of_others_do_not_matter():
    """A lock may know more than one project needs at the moment: other distributions, and packs nobody names."""
    more = ProjectLock(
        {**LOCK.distributions, "zeta": "1"}, {**LOCK.files, "zeta/rules/z.py": A, "acme-packs/other/1.0.0.toml": A}
    )

    more.check(package())


@pytest.mark.parametrize(
    ("lock", "of", "code", "got"),
    [
        (ProjectLock({}, {}), package(), "PACK-076", "acme-packs"),
        (ProjectLock({"acme-packs": "1.0.0"}, {}), package(), "PACK-076", "acme-packs/rules/acme_x.py"),
        (LOCK, package({**FILES, "rules/acme_y.py": b"d"}), "PACK-076", "acme-packs/rules/acme_y.py"),
        (LOCK, package({**FILES, "rules/acme_x.py": b"a"}), "PACK-077", A),
        (LOCK, package({**FILES, "security/1.0.0.toml": b"b"}), "PACK-077", B),
        (
            LOCK,
            package({k: v for k, v in FILES.items() if "acme_x" not in k}),
            "PACK-078",
            "acme-packs/rules/acme_x.py",
        ),
        (
            LOCK,
            package({k: v for k, v in FILES.items() if "1.0.0" not in k}),
            "PACK-078",
            "acme-packs/security/1.0.0.toml",
        ),
        (LOCK, package(version="1.0.1"), "PACK-080", "1.0.1"),
    ],
)
def test_anything_else_than_what_was_locked_is_refused(lock, of, code, got):
    """An unknown distribution, version or file, a changed byte and a missing file each fail everything."""
    assert (code, got) == (refusal(lock, of).code, refusal(lock, of).got)


def test_the_refusals_say_what_to_do():
    """Each leads to the lock, and says that somebody has to look before typing."""
    lock = ProjectLock(LOCK.distributions, LOCK.files, "here/packs.lock")
    changed, gone = {**FILES, "rules/acme_x.py": b"a"}, {"rules/acme_x.py": b"c"}
    texts = [
        str(refusal(lock, each)).split("\n")
        for each in (
            package(changed),
            package(gone),
            package(version="2"),
            package(name="x"),
            package({**FILES, "a": b""}),
        )
    ]

    run = "review what changed, and run `paved packs lock`"
    assert [
        [
            "acme-packs/rules/acme_x.py was changed since it was locked",
            "here/packs.lock",
            f"install it again; or {run}",
        ],
        ["a locked file of acme-packs is gone", "here/packs.lock", f"install it again; or {run}"],
        [
            "acme-packs 1.0.0 is locked, and another version is installed",
            "here/packs.lock",
            f"install 1.0.0; or {run}",
        ],
        ["nobody agreed to run what x brings", "here/packs.lock", run],
        ["a file of acme-packs is not locked", "here/packs.lock", run],
    ] == [[text[0].partition("] ")[2], text[1][7:], text[3][7:]] for text in texts]


@pytest.mark.parametrize(
    "text",
    [
        "= =",
        "distributions = 1",
        "[distributions]\nx = 1",
        "[distributions]\nx = ''",
        "[files]\nx = 'md5:1'",
        f"[files]\nx = '{A} '",
        f"[files]\nx = ['{A}']",
        f'"acme-packs/rules/x.py" = "{A}"',
        "[filez]",
        "x = " + "[" * 1_000,
    ],
)
def test_what_is_no_lock_is_refused(text):
    """A lock that says anything but versions and digests is not followed in part."""
    with pytest.raises(PackError) as caught:
        ProjectLock.read(text)

    assert ("PACK-079", "packs.lock") == (caught.value.code, re.split("[: ]", caught.value.at)[0])


def test_a_digest_that_is_none_is_shown():
    """The message leads to the line and shows what stands there."""
    with pytest.raises(PackError) as caught:
        ProjectLock.read("[files]\n'a/b' = 'md5:1'", "p/packs.lock")

    assert (
        "error[PACK-079] the lock holds the sha256 of each file\n"
        '  at   p/packs.lock:2 (files."a/b")\n'
        "  got  md5:1\n"
        "  fix  take the lock from version control again\n"
        "  more `paved explain PACK-079`"
    ) == str(caught.value)


def test_changes_are_new_changed_and_gone():
    """Between two locks every difference is told once, distributions first."""
    new = ProjectLock.of([package({**FILES, "rules/acme_x.py": b"a", "rules/acme_y.py": b"b"}, version="1.1.0")])
    old = ProjectLock({**LOCK.distributions, "zeta": "1"}, {**LOCK.files, "zeta/rules/z.py": C})

    assert (
        Change("acme-packs", "changed", "1.0.0", "1.1.0"),
        Change("zeta", "gone", "1", ""),
        Change("acme-packs/rules/acme_x.py", "changed", C, A),
        Change("acme-packs/rules/acme_y.py", "new", "", B),
        Change("zeta/rules/z.py", "gone", C, ""),
    ) == old.changes(new)
    assert () == LOCK.changes(LOCK)


def test_a_lock_knows_who_brought_a_pack():
    """When a package is not installed, its lock still says which one it was."""
    assert ["acme-packs", None, None] == [
        LOCK.distribution_of(name) for name in ("security", "1.0.0.toml", "acme-packs")
    ]


def test_a_distributions_files_by_kind():
    """Rules come by their stem, packs by their path; in the lock both stand under the distribution's name."""
    two = package({"rules/b.py": b"2", "security/1.0.0.toml": b"1", "rules/a.py": b"3"})

    assert [("a", b"3"), ("b", b"2")] == list(two.rule_files.items())
    assert [("security/1.0.0.toml", b"1")] == list(two.pack_files.items())
    assert {"acme-packs/rules/a.py", "acme-packs/rules/b.py", "acme-packs/security/1.0.0.toml"} == set(two.named_files)


@pytest.mark.parametrize(
    "value", [None, 1, "", A[:-1], A + "0", A.upper(), A.replace("sha256", "sha512"), f"{A}\n", [A]]
)
def test_only_a_digest_is_one(value):
    """64 lower-case hexadecimal digits after `sha256:`, and nothing more."""
    assert (True, False) == (is_digest(digest_of(b"a")), is_digest(value))
