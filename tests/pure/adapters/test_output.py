"""
The output folder is replaced as a whole, or not at all.
"""

import hashlib
import json

import pytest

from platform_constructs.adapters.output import staging
from platform_constructs.errors import ToolError


def write(folder, text="{}"):
    file = folder / "stacks" / "ordering-public" / "cdk.tf.json"
    file.parent.mkdir(parents=True)
    file.write_text(text)


@pytest.fixture(name="publish")
def _publish():
    def publish(target):
        with staging(target) as staged:
            write(staged.folder)
            staged.publish({"format": 1})

    return publish


def test_what_is_published_takes_the_place_of_what_was_there(tmp_path, publish):
    """
    Nothing of the earlier output remains, and nothing beside it.
    """
    target = tmp_path / "out"
    (target / "stacks" / "old").mkdir(parents=True)
    (target / "manifest.json").write_text("{}")
    publish(target)

    assert ["out"] == [one.name for one in tmp_path.iterdir()]
    assert ["ordering-public"] == [one.name for one in (target / "stacks").iterdir()]
    assert {"format": 1} == json.loads((target / "paved.json").read_text())


def test_the_code_of_functions_is_written_anew(tmp_path):
    """
    A stack's assets are those of this synth: no function of an earlier one stays beside them.
    """
    target = tmp_path / "out"
    for names in (("old.zip", "claims.zip"), ("claims.zip",)):
        with staging(target) as staged:
            write(staged.folder)
            assets = staged.folder / "stacks" / "ordering-public" / "assets"
            assets.mkdir()
            for name in names:
                (assets / name).write_bytes(b"zip")
            staged.publish({"format": 1})

    assert ["claims.zip"] == [one.name for one in (target / "stacks" / "ordering-public" / "assets").iterdir()]


def test_what_is_not_published_leaves_no_trace(tmp_path):
    """
    A refused synth leaves the earlier output alone.
    """
    target = tmp_path / "out"
    target.mkdir()
    (target / "paved.json").write_text("as it was")
    with staging(target) as staged:
        write(staged.folder)

    assert ["out"] == [one.name for one in tmp_path.iterdir()]
    assert "as it was" == (target / "paved.json").read_text()


def test_an_exception_leaves_no_trace(tmp_path):
    """
    A synth that breaks down leaves nothing behind.
    """
    with pytest.raises(KeyError), staging(tmp_path / "out") as staged:
        write(staged.folder)
        raise KeyError

    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "there",
    [
        ["platform.toml", "stacks/domains/ordering/stack.py"],
        ["stacks/domains/ordering/stack.py"],
        ["paved.json", "stacks/x/cdk.tf.json", "notes.txt"],
        [".bashrc"],
    ],
)
def test_a_folder_that_paved_did_not_write_is_refused(tmp_path, publish, there):
    """
    A project, a home, or an output with somebody's file in it: nothing of it is touched.
    """
    target = tmp_path / "out"
    for file in there:
        (target / file).parent.mkdir(parents=True, exist_ok=True)
        (target / file).write_text("kept")
    with pytest.raises(ToolError) as caught:
        publish(target)

    assert "GATE-093" == caught.value.code
    assert set(there) == {
        file.relative_to(target).as_posix()
        for file in target.rglob("*")
        if file.is_file() and file.read_text() == "kept"
    }
    assert ["out"] == [one.name for one in tmp_path.iterdir()]


@pytest.mark.parametrize("kind", ["file", "link", "dangling"])
def test_a_place_that_is_no_folder_is_refused(tmp_path, publish, kind):
    """
    Neither a file nor a link in the output's place is replaced.
    """
    target, other = tmp_path / "out", tmp_path / "other"
    if kind == "file":
        target.write_text("a file")
    else:
        target.symlink_to(other)
        if kind == "link":
            other.mkdir()
    with pytest.raises(ToolError) as caught:
        publish(target)

    assert "GATE-093" == caught.value.code
    assert target.is_symlink() or "a file" == target.read_text()


def test_what_is_not_ours_in_a_stacks_folder_is_kept(tmp_path, publish):
    """
    Terraform's lock, its plugins and a saved plan are still there after the next synth.
    """
    target = tmp_path / "out"
    publish(target)
    stack = target / "stacks" / "ordering-public"
    (stack / ".terraform" / "providers").mkdir(parents=True)
    (stack / ".terraform.lock.hcl").write_text("locked")
    (stack / "plan.out").write_text("planned")
    publish(target)

    assert {".terraform", ".terraform.lock.hcl", "cdk.tf.json", "plan.out"} == {one.name for one in stack.iterdir()}


@pytest.mark.parametrize("name", ["more.tf", "cdk_override.tf.json", "more.tofu", "more.tofu.json"])
def test_what_terraform_would_read_unjudged_is_refused(tmp_path, publish, name):
    """
    Configuration beside cdk.tf.json is refused, whether it was built now or lay in the earlier output.
    """
    with staging(tmp_path / "built") as staged:
        write(staged.folder)
        (staged.folder / "stacks" / "ordering-public" / name).write_text("")
        with pytest.raises(ToolError) as built:
            staged.documents()
    publish(tmp_path / "out")
    (tmp_path / "out" / "stacks" / "ordering-public" / name).write_text("by hand")
    with pytest.raises(ToolError) as earlier:
        publish(tmp_path / "out")

    assert [("GATE-095", "stacks/ordering-public", name)] * 2 == [
        (each.value.code, each.value.at, each.value.got) for each in (built, earlier)
    ]
    assert "by hand" == (tmp_path / "out" / "stacks" / "ordering-public" / name).read_text()
    assert ["out"] == [one.name for one in tmp_path.iterdir()]


@pytest.mark.parametrize("text", ["{", "[]", ""])
def test_a_stack_that_cannot_be_read_back_is_not_judged(tmp_path, text):
    """
    What is no JSON object is an error, never an empty stack.
    """
    with staging(tmp_path / "out") as staged:
        write(staged.folder, text)
        with pytest.raises(ToolError) as caught:
            staged.documents()

    assert "GATE-091" == caught.value.code


def test_the_route_map_is_part_of_the_output(tmp_path):
    """
    It lies beside the stacks, is digested like them, and a later synth may replace it.
    """
    for text in ("{}\n", "[]\n"):
        with staging(tmp_path / "out") as staged:
            write(staged.folder)
            staged.add_route_map(text)
            digested = staged.digests()
            staged.publish({"format": 1})

    assert hashlib.sha256(b"[]\n").hexdigest() == digested["routes.json"]
    assert "[]\n" == (tmp_path / "out" / "routes.json").read_text()


def test_the_catalogue_is_part_of_the_output(tmp_path):
    """
    Manifests lie beside the stacks, are digested like them, and are replaced as a whole: one that is gone is gone.
    """
    for files in ({"manifests/a.json": "1", "asyncapi/sandbox/x.json": "2"}, {"manifests/b.json": "3"}):
        with staging(tmp_path / "out") as staged:
            write(staged.folder)
            staged.add_catalogue(files)
            digested = staged.digests()
            staged.publish({"format": 1})

    assert hashlib.sha256(b"3").hexdigest() == digested["manifests/b.json"]
    assert ["manifests/b.json"] == [
        one.relative_to(tmp_path / "out").as_posix() for one in (tmp_path / "out").glob("[am]*/**/*.json")
    ]
