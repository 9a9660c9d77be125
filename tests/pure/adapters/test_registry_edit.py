"""
Editing one range of the registry.
"""

from __future__ import annotations

import stat
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platform_constructs.adapters.registry_edit import replace_registry, with_range
from platform_constructs.errors import PackError


@pytest.mark.parametrize(
    ("text", "pack", "expected"),
    [
        ('packs = { baseline = "~= 1.0" } # why', "baseline", 'packs = { baseline = "~= 2.0" } # why'),
        ('packs = {baseline="~= 1.0"}', "baseline", 'packs = {baseline="~= 2.0"}'),
        ("packs.baseline = '~= 1.0' # why", "baseline", "packs.baseline = '~= 2.0' # why"),
        (
            'packs = { a = "1", baseline = "2" , c = "3" }',
            "baseline",
            'packs = { a = "1", baseline = "~= 2.0" , c = "3" }',
        ),
        ('packs = { baseline = "1" }', "pci-dss", 'packs = { baseline = "1", pci-dss = "~= 2.0" }'),
        ('packs = {baseline="1"}', "pci-dss", 'packs = {baseline="1", pci-dss = "~= 2.0"}'),
        ("packs = {}", "pci-dss", 'packs = {pci-dss = "~= 2.0"}'),
        ('packs.baseline = "1"\nowner = 2', "pci-dss", 'packs.baseline = "1"\npacks.pci-dss = "~= 2.0"\nowner = 2'),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_only_the_range_is_written_anew(text: str, pack: str, expected: str, end: str):
    """However the packs are written, the range changes or joins them; comments, order and spaces stay."""
    head, tail = "# who owns what\n[domains.ordering]\ntitle = 'x'\n", "\n\n# the next\n[domains.b]\npacks = {}\n"

    found = with_range(f"{head}{text}{tail}".replace("\n", end), ("domains", "ordering", "packs"), pack, "~= 2.0")

    assert f"{head}{expected}{tail}".replace("\n", end) == found


def test_a_pack_joins_a_table_behind_its_last_line():
    """A comment about the next table stays with the next table."""
    text = '[domains.a.packs]\nbaseline = "1" # why\n\n# about b\n[domains.b]\n'

    assert '[domains.a.packs]\nbaseline = "1" # why\npci-dss = "~= 2.0"\n\n# about b\n[domains.b]\n' == with_range(
        text, ("domains", "a", "packs"), "pci-dss", "~= 2.0"
    )


@pytest.mark.parametrize("text", ["", "[domains]", "[domains.a]", "[domains.a]\npacks = 5\n", "= 5", "domains = [1]"])
def test_what_is_not_understood_is_left_alone(text: str):
    """No text is made up where the domain's packs are not where they belong."""
    assert with_range(text, ("domains", "a", "packs"), "baseline", "~= 2.0") is None


def test_an_audience_says_its_ranges_in_a_table_of_its_own():
    """Its line changes or joins the others; of an audience without a table no text is made up."""
    text = '[audiences.external.packs]\nexternal-api = "~= 2.0" # why\n\n[audiences.internal.packs]\n'
    external, internal = ("audiences", "external", "packs"), ("classifications", "payment", "packs")

    assert text.replace("~= 2.0", ">= 2.0, < 4") == with_range(text, external, "external-api", ">= 2.0, < 4")
    assert with_range(text, internal, "external-api", "~= 3.0") is None


NAMES = st.sampled_from(["a", "b-c", "ordering", "x1"])
RANGES = st.sampled_from(["~= 1.0", ">= 1.2, < 3", "==1.0.0"])
PACKS = st.dictionaries(st.sampled_from(["baseline", "pci-dss", "partner"]), RANGES)


@st.composite
def registries(draw: st.DrawFn) -> str:
    """Domains with their packs, written in one of the ways there are."""
    blocks = []
    for name, packs in draw(st.dictionaries(NAMES, PACKS, min_size=1)).items():
        pairs = [f'{pack} = "{text}"' for pack, text in packs.items()]
        note = draw(st.sampled_from(["", " # why", "   # a = b"]))
        way = draw(st.sampled_from(["inline", "table", "dotted"]))
        head = f'[domains.{name}]\ntitle = "{name}"{note}\n'
        if way == "inline" or not pairs:
            blocks.append(f"{head}packs = {{ {', '.join(pairs)} }}{note}\nlast = [1, # one\n 2]\n")
        elif way == "table":
            blocks.append(f"{head}[domains.{name}.packs]{note}\n" + "".join(f"  {pair}{note}\n" for pair in pairs))
        else:
            blocks.append(head + "".join(f"packs.{pair}{note}\n" for pair in pairs))
    return draw(st.sampled_from(["\n", "\n\n# between\n"])).join(blocks)


@given(st.data())
def test_an_edit_says_what_it_should_in_one_line(data: st.DataObject):
    """What the text says differs in this one range, and one line differs or is new."""
    text = data.draw(registries())
    said = tomllib.loads(text)
    domain = data.draw(st.sampled_from(sorted(said["domains"])))
    pack = data.draw(st.sampled_from(["baseline", "pci-dss", "partner"]))

    found = with_range(text, ("domains", domain, "packs"), pack, "~= 9.9")

    assert found is not None
    said["domains"][domain]["packs"][pack] = "~= 9.9"
    before, after = text.splitlines(), found.splitlines()
    [at] = [n for n, line in enumerate(after) if "~= 9.9" in line]
    replaced = len(before) == len(after)
    assert said == tomllib.loads(found)
    assert before[:at] + before[at + replaced :] == after[:at] + after[at + 1 :]


def test_a_registry_is_replaced_as_a_whole_with_its_permissions(tmp_path):
    """A link to the registry stays a link; nothing else is left in the folder."""
    file, link = tmp_path / "real.toml", tmp_path / "platform.toml"
    file.write_bytes(b"a = 1\r\n")
    file.chmod(0o640)
    link.symlink_to(file)

    replace_registry(link, "a = 1\r\n", "a = 2\r\n")

    assert (b"a = 2\r\n", 0o640, True) == (file.read_bytes(), stat.S_IMODE(file.stat().st_mode), link.is_symlink())
    assert {"real.toml", "platform.toml"} == {each.name for each in tmp_path.iterdir()}


def test_a_registry_that_changed_meanwhile_is_not_overwritten(tmp_path):
    """What somebody else wrote in the same moment is kept."""
    file = tmp_path / "platform.toml"
    file.write_text("a = 3\n")

    with pytest.raises(PackError) as caught:
        replace_registry(file, "a = 1\n", "a = 2\n")

    assert ("PACK-062", "platform.toml", "a = 3\n") == (caught.value.code, caught.value.at, file.read_text())


def test_a_registry_that_cannot_be_reached_is_a_designed_error(tmp_path):
    """The reason is the system's own, the way out is ours."""
    with pytest.raises(PackError) as caught:
        replace_registry(tmp_path / "gone" / "platform.toml", "", "a = 2\n")

    assert ("PACK-062", "No such file or directory") == (caught.value.code, caught.value.got)
