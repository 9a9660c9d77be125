"""
A contract is changed: what the pull request is told, who accepts it, and what is not to be had.
"""

import json
import os

import jsonschema
import pytest

from platform_constructs.adapters.reports.contract_diff_schema import diff_schema
from tests.git_repository import Repository

CONTRACT = "ordering/openapi.yaml"
PATH = f"stacks/domains/{CONTRACT}"
ISOLATED = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
DEMANDED = "required: [quoteId, billingAccountId, contacts, items]"
NOTES = "            notes: { type: [string, 'null'], maxLength: 1000 }\n"


@pytest.fixture(name="repository")
def _repository(sample):
    repository = Repository(sample.root)
    repository.write(".gitignore", "__pycache__/\n")
    repository.commit()
    repository.git("switch", "-q", "-c", "work")
    return repository


def diff(sample, *arguments):
    """Run `paved contract diff` with nobody's git settings."""
    return sample.paved("contract", "diff", *arguments, **ISOLATED)


def changed(sample, *arguments):
    """The contracts that changed, by name, from the JSON answer."""
    answer = diff(sample, "--since", "main", "--format", "json", *arguments).json
    return {one["name"]: one for one in answer["contracts"] if one["changes"] or one["state"] != "compared"}


def ask_for_more(sample):
    """Ask for a field that callers may have left out so far."""
    sample.replace(CONTRACT, DEMANDED, DEMANDED.replace("contacts", "contacts, externalReference"))


def lose_the_notes(sample):
    """Take a field out of the answer that gives an order."""
    sample.replace(CONTRACT, NOTES, "")


def test_a_branch_that_changes_no_contract_passes(sample, repository):
    """Also where something else was changed, and where nothing is committed."""
    sample.replace("ordering/stack.py", "PublicApi(", "PublicApi(  ")

    same = diff(sample, "--since", "main")

    assert (0, "") == (same.code, same.error)
    assert "contracts and 5 events since main, no change: nothing is refused" in same.out


def test_a_break_is_refused_and_said_to_whom(sample, repository):
    """The field that is gone stands at its schema with the operations that use it, in every form of the answer."""
    ask_for_more(sample)
    repository.commit()

    text, comment = diff(sample, "--since", "main"), diff(sample, "--since", "main", "--format", "markdown")
    answer = diff(sample, "--since", "main", "--format", "json")

    assert (1, 1, 1) == (text.code, comment.code, answer.code)
    assert "schemas/OrderRequest" in text.out
    assert "externalReference" in text.out
    assert text.out.rstrip().endswith(": refused")
    assert comment.out.startswith("### Contracts since `main`\n\nRefused.")
    jsonschema.Draft202012Validator(diff_schema()).validate(answer.json)
    [one] = [one for one in answer.json["contracts"] if one["changes"]]
    assert ("ordering-public", "breaking", False) == (one["name"], one["worst"], answer.json["ok"])
    assert {"schemas/OrderRequest"} == {each["component"] for each in one["changes"] if each["severity"] == "breaking"}
    assert 0 == diff(sample, "--since", "main", "--fail-on", "none").code
    assert 0 == diff(sample, "--since", "main", "quoting").code


def test_only_consumers_that_use_a_field_break_by_its_removal(sample, repository):
    """The delivery desk does not read the notes of an order, and reads the e-mail of its contacts."""
    lose_the_notes(sample)

    def hit():
        [view] = changed(sample)["ordering-public"]["consumers"]
        return view["hit"], [touch["uses"] for touch in view["touches"] if touch["hit"] == "broken"]

    assert ("untouched", []) == hit()
    sample.replace("delivery/consumers/ordering.toml", '"response.id"', '"response.id", "response.notes"')
    assert ("broken", ["response.notes"]) == hit()
    assert "delivery-desk: broken by 1" in diff(sample, "--since", "main").out


def test_a_consumers_slip_is_told_and_holds_up_nobody(sample, repository):
    """A field that is not there, with the nearest name; a file that is no TOML."""
    sample.replace("delivery/consumers/ordering.toml", "response.nextCursor", "response.nextCurser")
    sample.write("quoting/consumers/broken.toml", "consumer = ")

    told = diff(sample, "--since", "main")

    assert 0 == told.code
    assert "warn[CON-163] listOrders has no such field" in told.out
    assert "did you mean nextCursor?" in told.out
    assert "warn[CON-156] the file is not TOML that we read" in told.out


def test_a_break_is_accepted_by_a_waiver_and_the_waiver_is_dropped_later(sample, repository):
    """Drafted, completed by people, holding for just this change; once it is merged, it is called to mind."""
    ask_for_more(sample)
    [one] = [each for each in changed(sample)["ordering-public"]["changes"] if each["severity"] == "breaking"]
    drafted = diff(sample, "--since", "main", "--draft", one["code"], one["waiver_at"])
    lines = dict(line.split(" = ", 1) for line in drafted.out.splitlines() if " = " in line)
    said = {
        **lines,
        "reason": '"nobody ever wrote notes"',
        "approver": f'"{lines["approver"].rpartition(": ")[2].split(",")[0]}"',
        "ticket": '"API-12"',
        "compensating_control": '"the desk keeps them"',
    }
    text = "[[waiver]]\n" + "".join(f"{key} = {value}\n" for key, value in said.items())
    sample.write("ordering/waivers.toml", drafted.out)
    unfinished = diff(sample, "--since", "main")

    sample.write("ordering/waivers.toml", text)
    accepted = diff(sample, "--since", "main")

    other = diff(sample, "--since", "main", "delivery")
    assert (0, 0) == (other.code, drafted.code), other
    assert "error[WVR-012]" in unfinished.err
    assert (0, "") == (accepted.code, accepted.error)
    assert "accepted" in accepted.out
    assert "ordering/waivers.toml:1" in accepted.out
    agreed = sample.path(CONTRACT).read_text()
    sample.replace(CONTRACT, "externalReference, items]", "externalReference, notes, items]")
    again = diff(sample, "--since", "main")
    assert 1 == again.code
    assert "block[WVR-007]" in again.out
    sample.write(CONTRACT, agreed)
    repository.commit()
    repository.git("branch", "-f", "main")
    merged = diff(sample, "--since", "main")
    assert 0 == merged.code
    assert "warn[WVR-002] the waiver of" in merged.out
    assert 0 == sample.paved("waivers", "list", "ordering").code


def test_the_version_says_what_the_changes_do(sample, repository):
    """A break without a raised major is a finding of its own; a raised one is well, and the break is still refused."""
    ask_for_more(sample)

    def version(said):
        sample.replace(CONTRACT, "  version: 2.1.0\n", f"  version: {said}\n")
        one = changed(sample)["ordering-public"]
        sample.replace(CONTRACT, f"  version: {said}\n", "  version: 2.1.0\n")
        return one["version"]["needed"], one["version"]["got"], [each["name"] for each in one["findings"]]

    assert ("major", "", ["api-version-not-bumped"]) == version("2.1.0")
    assert ("major", "minor", ["api-major-version-not-bumped"]) == version("2.2.0")
    assert ("major", "major", []) == version("3.0.0")


def test_contracts_move_come_and_go_with_their_stacks(sample, repository):
    """A moved file is compared with what it was, a new one breaks nobody, and a stack that goes breaks its callers."""
    (sample.root / "stacks/domains/ordering/api").mkdir()
    repository.git("mv", PATH, "stacks/domains/ordering/api/v2.yaml")
    sample.replace(
        "ordering/stack.py",
        'PublicApi(\n    domain="ordering",',
        'PublicApi(\n    domain="ordering",\n    contract="api/v2.yaml",',
    )
    tracking = sample.path("delivery/stack.py").read_text()
    sample.write("delivery/stack.py", tracking[: tracking.index("# Below")])

    found = changed(sample)

    assert {"delivery-tracking-public", "ordering-public"} <= found.keys() | {"ordering-public"}
    assert "gone" == found["delivery-tracking-public"]["state"]
    assert ["CON-160"] == [each["code"] for each in found["delivery-tracking-public"]["findings"]]
    answer = diff(sample, "--since", "main", "--format", "json").json
    assert [PATH] == [one["moved_from"] for one in answer["contracts"] if one["name"] == "ordering-public"]
    repository.commit()
    repository.git("branch", "-f", "main")
    sample.write("delivery/stack.py", tracking)
    assert "new" == changed(sample)["delivery-tracking-public"]["state"]


def test_a_whole_domain_may_go(sample, repository):
    """Its contract is told as gone, also when it is asked for by name."""
    for file in sample.path("suppliers").iterdir():
        if file.is_file():
            file.unlink()

    by_name = diff(sample, "--since", "main", "suppliers")

    assert {"suppliers-public": "gone"} == {name: one["state"] for name, one in changed(sample).items()}
    assert 1 == by_name.code
    assert "block[CON-160] the contract is gone with its stack" in by_name.out


def test_two_contracts_are_compared_wherever_they_are(sample, repository):
    """Files with what they refer to, files of a commit from the top or from here, and files of a repository."""
    sample.write(
        "a/openapi.yaml", 'openapi: 3.1.0\ninfo: {title: A, version: 1.0.0}\npaths: {/a: {$ref: "parts/a.yaml"}}\n'
    )
    sample.write("a/parts/a.yaml", "get: {operationId: a, responses: {'200': {description: ok}}}\n")
    sample.write("b/openapi.yaml", "openapi: 3.0.3\ninfo: {title: A, version: 1.1.0}\npaths: {}\n")
    one, other = "stacks/domains/a/openapi.yaml", "stacks/domains/b/openapi.yaml"
    before = sample.path(CONTRACT).read_text()
    ask_for_more(sample)

    assert 0 == diff(sample, one, one).code
    assert 1 == diff(sample, one, other).code
    assert 0 == diff(sample, other, one).code
    assert 1 == diff(sample, f"main:{PATH}", PATH).code
    assert 1 == diff(sample, f"main:./{PATH}", PATH).code
    assert 1 == diff(sample, "--since", "main", PATH).code
    sample.write(CONTRACT, before)
    assert 0 == diff(sample, "--since", "main", PATH).code
    assert 0 == diff(sample, f"main:{PATH}", f"HEAD:{PATH}").code
    assert "new" in diff(sample, "--since", "main", one).out


def test_what_is_asked_wrongly_is_said(sample, repository):
    """Names that are options, unknown commits and files, one contract alone, stacks and files mixed."""
    marker = sample.root / "ran"
    lines = {
        ("--since", f"--upload-pack=touch {marker}"): "CON-152",
        ("--since", "mian"): "CON-152",
        (f"--output={marker}:{PATH}", PATH): "",
        (f"-x:{PATH}", PATH): "",
        ("--", f"--upload-pack=touch {marker}:{PATH}", PATH): "CON-152",
        (f"mian:{PATH}", PATH): "CON-152",
        ("main:nothing.yaml", PATH): "CON-155",
        ("main:../../etc/hostname", PATH): "CON-155",
        ("main:", PATH): "CON-155",
        (PATH,): "CON-159",
        ("--since", "main", "ordering", PATH): "CON-159",
        ("nothing.yaml", PATH): "CON-090",
        ("--since", "main", "nobody"): "DECL-031",
    }

    ended = {arguments: diff(sample, *arguments) for arguments in lines}

    assert {2} == {each.code for each in ended.values()}
    assert {} == {
        arguments: ended[arguments].err + ended[arguments].out
        for arguments, code in lines.items()
        if f"[{code}]" not in ended[arguments].err + ended[arguments].out and code
    }
    assert not marker.exists()


def test_hostile_contracts_end_in_designed_errors(sample, repository):
    """Bytes, links out of the repository, more than 6 MiB, Swagger 2.0, references out of the folder, on both sides."""
    (sample.root / "c").mkdir()
    (sample.root / "c" / "link.yaml").symlink_to("/etc/hostname")
    good = "openapi: 3.1.0\ninfo: {title: A, version: 1.0.0}\npaths: {}\n"
    for name, content in {
        "bytes.yaml": b"openapi: \xff\n",
        "huge.yaml": (good + "#" * (6 * 1024 * 1024)).encode(),
        "old.yaml": b"swagger: '2.0'\ninfo: {title: A, version: '1'}\npaths: {}\n",
        "out.yaml": good.replace("{}", "{/a: {$ref: '../platform.toml'}}").encode(),
        "linked.yaml": good.replace("{}", "{/a: {$ref: 'link.yaml'}}").encode(),
        "-x.yaml": good.encode(),
        "new\nline.yaml": good.encode(),
        "good.yaml": good.encode(),
    }.items():
        repository.write(f"c/{name}", content)
    repository.commit()
    codes = {
        "bytes.yaml": "CON-090",
        "huge.yaml": "CON-090",
        "link.yaml": ("CON-090", "CON-155"),
        "old.yaml": "CON-007",
        "out.yaml": "CON-013",
        "linked.yaml": "CON-014",
    }

    for name, code in codes.items():
        now, then = (code, code) if isinstance(code, str) else code
        for old, new, said in (
            (f"c/{name}", "c/good.yaml", now),
            ("c/good.yaml", f"c/{name}", now),
            (f"HEAD:c/{name}", "c/good.yaml", then),
        ):
            ended = diff(sample, old, new)
            assert (2, True) == (ended.code, f"[{said}]" in ended.out), f"{old} {new}: {ended.out}{ended.err}"
    for name in ("-x.yaml", "new\nline.yaml"):
        assert 0 == diff(sample, f"HEAD:c/{name}", f"c/{name}").code
        assert 0 == diff(sample, "--since", "HEAD", f"c/{name}").code


def test_a_clone_without_the_past_is_no_all_clear(sample, repository, tmp_path):
    """A shallow clone, no repository, no git: each says what to do, and ends with 2."""
    lose_the_notes(sample)
    repository.commit()
    shallow = Repository(tmp_path / "shallow", clone_of=f"file://{sample.root}", depth=1)
    shallow.git("fetch", "-q", "--depth", "1", "origin", "main:main")
    sample.root = shallow.root
    ended = diff(sample, "--since", "main")

    assert (2, True) == (ended.code, "error[CON-153]" in ended.err)
    assert "git fetch --unshallow" in ended.err
    nowhere = sample.paved("contract", "diff", "--since", "main", **ISOLATED, PATH=str(tmp_path))
    assert (2, True) == (nowhere.code, "error[CON-150]" in nowhere.err)
    (shallow.root / ".git").rename(shallow.root / "git-no-more")
    plain = diff(sample, "--since", "main")
    assert (2, True) == (plain.code, "error[CON-151]" in plain.err)
    as_json = diff(sample, "--since", "main", "--format", "json")
    assert "CON-151" == json.loads(as_json.out)["error"]["code"]


def test_a_contract_in_a_submodule_is_another_repositorys(sample, repository, tmp_path):
    """What it was is not in this one, and that is said rather than taken for new."""
    other = Repository(tmp_path / "other")
    other.commit(**{"openapi.yaml": sample.path(CONTRACT).read_text()})
    repository.git("switch", "-q", "main")
    repository.git(
        "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(other.root), "stacks/domains/ordering/sub"
    )
    sample.replace(
        "ordering/stack.py",
        'PublicApi(\n    domain="ordering",',
        'PublicApi(\n    domain="ordering",\n    contract="sub/openapi.yaml",',
    )
    repository.commit()

    ended = diff(sample, "--since", "main", "ordering")

    assert 2 == ended.code
    assert "error[CON-155]" in ended.out
    assert "a submodule" in ended.out


def test_the_people_who_use_an_api_get_a_changelog(sample, repository):
    """Headings as in Keep a Changelog, by component, breaking changes marked."""
    lose_the_notes(sample)
    ask_for_more(sample)
    sample.replace(CONTRACT, "  version: 2.1.0\n", "  version: 3.0.0\n")

    told = sample.paved("contract", "changelog", f"main:{PATH}", PATH, "--released", "2026-12-01", **ISOLATED)

    assert 0 == told.code
    assert told.out.startswith(
        "## `3.0.0` - 2026-12-01\n\nWhat changed in Meridian Connect Ordering since `2.1.0`.\n\n### Changed\n"
    )
    assert "### Removed" in told.out
    assert "**breaking:**" in told.out
