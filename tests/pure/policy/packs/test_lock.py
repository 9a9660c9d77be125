"""
Released means frozen.
"""

from __future__ import annotations

import pytest

from platform_constructs.errors import PackError
from platform_constructs.policy.packs.lock import check_lock, with_locked

FILES = {"baseline/1.0.0.toml": b"a", "baseline/1.1.0.toml": b"b"}


def locked(files):
    """The lock after these files were released one after the other."""
    lock = ""
    for path, content in files.items():
        lock = with_locked(lock, path, content)
    return lock


LOCK = locked(FILES)


def test_the_lock_is_the_same_every_time():
    """Sorted, one line a file, whatever the order they were released in."""
    assert (
        "# Digests of released packs. A changed released file fails everything: copy it to its next version.\n"
        '"baseline/1.0.0.toml" = "sha256:ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"\n'
        '"baseline/1.1.0.toml" = "sha256:3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d"\n'
    ) == locked(dict(reversed(FILES.items())))


def test_what_was_locked_passes():
    """Writing and checking agree, also when there is nothing."""
    check_lock(LOCK, FILES)
    check_lock("", {})


def test_locking_one_more_touches_no_line():
    """What is locked stays as it is, to the byte, also where it is wrong or commented: only a line is added."""
    old = '# Ours.\n"a/1.0.0.toml" = "sha256:1" # odd\n"c/1.0.0.toml" = "sha256:2"\n'

    new = with_locked(old, "b/1.0.0.toml", b"b")

    assert [
        "# Ours.",
        '"a/1.0.0.toml" = "sha256:1" # odd',
        '"b/1.0.0.toml" = "sha256:3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d"',
        '"c/1.0.0.toml" = "sha256:2"',
        "",
    ] == new.split("\n")


def test_a_changed_released_file_is_refused():
    """One byte is enough."""
    with pytest.raises(PackError) as caught:
        check_lock(LOCK, {**FILES, "baseline/1.0.0.toml": b"A"})

    assert (
        "error[PACK-012] baseline/1.0.0.toml was changed after its release\n"
        '  at   policy_packs/packs.lock:2 ("baseline/1.0.0.toml")\n'
        "  got  sha256:559aead08264d5795d3909718cdd05abd49572e84fe55590eef31a88a08fdffd\n"
        "  fix  undo the change, and copy the file to its next version instead\n"
        "  more `paved explain PACK-012`"
    ) == str(caught.value)


@pytest.mark.parametrize(
    ("lock", "files", "code"),
    [
        (LOCK, {"baseline/1.0.0.toml": b"a"}, "PACK-013"),
        ("", FILES, "PACK-014"),
        ("= =", FILES, "PACK-015"),
        ('"baseline/1.0.0.toml" = "md5:1"', FILES, "PACK-015"),
        ('["baseline/1.0.0.toml"]', FILES, "PACK-015"),
    ],
)
def test_the_lock_and_the_shelf_are_the_same_set(lock, files, code):
    """A missing, an unlocked and an unreadable file each fail everything."""
    with pytest.raises(PackError) as caught:
        check_lock(lock, files)

    assert code == caught.value.code


@pytest.mark.parametrize(
    ("lock", "files", "text"),
    [
        (
            LOCK,
            {"baseline/1.0.0.toml": b"a"},
            "error[PACK-013] a released pack is missing\n"
            '  at   policy_packs/packs.lock:3 ("baseline/1.1.0.toml")\n'
            "  got  baseline/1.1.0.toml\n"
            "  fix  bring the released file back; domains may still be bound to it\n"
            "  more `paved explain PACK-013`",
        ),
        (
            "",
            FILES,
            "error[PACK-014] a pack stands among the released ones and is not locked\n"
            "  at   policy_packs/packs.lock\n"
            "  got  baseline/1.0.0.toml\n"
            "  fix  release the pack, which locks it, or take the file away\n"
            "  more `paved explain PACK-014`",
        ),
        (
            "\"baseline/1.0.0.toml\" = 'md5:1'",
            FILES,
            "error[PACK-015] the lock holds a path and its sha256 in each line\n"
            '  at   policy_packs/packs.lock:1 ("baseline/1.0.0.toml")\n'
            "  got  md5:1\n"
            "  fix  take the lock from version control again\n"
            "  more `paved explain PACK-015`",
        ),
    ],
)
def test_each_refusal_says_where_and_what_to_do(lock, files, text):
    """A missing, an unlocked and a badly locked file are named with their line and the way out."""
    with pytest.raises(PackError) as caught:
        check_lock(lock, files)

    assert text == str(caught.value)
