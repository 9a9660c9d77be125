"""
Released means frozen.
"""

from __future__ import annotations

import pytest

from platform_constructs.errors import PackError
from platform_constructs.policy.lock import check_lock, write_lock

FILES = {"baseline/1.0.0.toml": b"a", "baseline/1.1.0.toml": b"b"}


def test_the_lock_is_the_same_every_time():
    """Sorted, one line a file, whatever the order they were given in."""
    assert (
        "# Digests of released packs. A changed released file fails everything: copy it to its next version.\n"
        '"baseline/1.0.0.toml" = "sha256:ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"\n'
        '"baseline/1.1.0.toml" = "sha256:3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d"\n'
    ) == write_lock(dict(reversed(FILES.items())))


def test_what_was_locked_passes():
    """Writing and checking agree, also when there is nothing."""
    check_lock(write_lock(FILES), FILES)
    check_lock(write_lock({}), {})


def test_a_changed_released_file_is_refused():
    """One byte is enough."""
    with pytest.raises(PackError) as caught:
        check_lock(write_lock(FILES), {**FILES, "baseline/1.0.0.toml": b"A"})

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
        (write_lock(FILES), {"baseline/1.0.0.toml": b"a"}, "PACK-013"),
        (write_lock({}), FILES, "PACK-014"),
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
