"""
The catalogue: manifests written by a synth, listed, gathered, and projected to what others read.
"""

import json
import shutil

import yaml

PUBLISHED = """
[catalogue]
contracts = "https://git.meridian.example/raw/main/"
status = "https://status.meridian.example"
"""
SLO = "x-slo: { availability: 99.95, latency: { p95: 500, p99: 1500 } }"
ID = "aafca4d0-8269-5b97-be1b-a6eec971af99"
PROMISE = (SLO, "x-slo: { availability: 99.9 }")
HOST = "api.sandbox.meridian.example"


def test_a_synth_writes_a_manifest_for_each_api(sample):
    """
    The output folder holds each API's manifest, digested like all it holds; two synths give the same bytes, and a
    change of one contract changes exactly its manifest.
    """
    sample.paved("synth", "ordering", "quoting")
    first = sample.output()
    sample.paved("synth", "ordering", "quoting")
    second = sample.output()
    sample.replace("quoting/openapi.yaml", "version: 1.4.0", "version: 1.4.1")
    sample.paved("synth", "ordering", "quoting")
    changed = sample.output()
    manifests = [file for file in first if file.startswith("manifests/")]

    assert [
        f"manifests/{stack}.json" for stack in sorted(json.loads(first["paved.json"])["stacks"]) if "public" in stack
    ] == sorted(manifests)
    assert set(manifests) <= set(json.loads(first["paved.json"])["outputs"])
    assert first == second
    assert ["manifests/quoting-public.json"] == [file for file in manifests if first[file] != changed[file]]


def test_a_refused_synth_leaves_the_catalogue_as_it_was(sample):
    """
    What was not published is not catalogued: the manifests before are still there.
    """
    sample.paved("synth", "ordering")
    before = sample.output()
    sample.replace("ordering/openapi.yaml", "version: 2.1.0", "version: 3.0.0")
    sample.replace("ordering/openapi.yaml", "  /ordering/v1/orders:\n", "  /quoting/v1/orders:\n")
    refused = sample.paved("synth", "ordering")

    assert 1 == refused.code
    assert before == sample.output()
    assert "2.1.0" in sample.paved("catalog").out


def test_what_is_waived_of_checkovs_checks_is_catalogued_as_not_asked(sample):
    """
    A synth does not ask checkov. A waiver that holds, of a block that the stack has, is told all the same, and as
    what it is; one of a block that is not there is not.
    """
    ends = "2027-01-31"
    sample.write(
        "quoting/waivers.toml",
        "\n".join(
            f"""
[[waiver]]
rule = "CKV_AWS_120"
at = "{at}"
fingerprint = "0123456789abcdef"
owner = "quoting"
reason = "answers differ for each caller"
approver = "platform-team"
expires = {ends}
ticket = "QUO-7"
compensating_control = "the backend keeps its own"
"""
            for at in ("aws_api_gateway_stage.rest-api_stage_E5106009", "aws_api_gateway_stage.nowhere")
        ),
    )
    built = sample.paved("synth", "quoting", "--as-of", "2026-12-01")

    [stage] = json.loads(sample.output()["stacks/quoting-public/cdk.tf.json"])["resource"]["aws_api_gateway_stage"]
    shown = sample.paved("catalog", "show", "quoting-public")

    assert (0, "rest-api_stage_E5106009") == (built.code, stage), built.out
    [waiver] = json.loads(sample.output()["manifests/quoting-public.json"])["waivers"]
    assert ("CKV_AWS_120", f"aws_api_gateway_stage.{stage}", False, ends) == (
        waiver["rule"],
        waiver["at"],
        waiver["found"],
        waiver["expires"],
    )
    assert "answers differ for each caller  (not asked)" in shown.out


def test_the_catalogue_is_a_table_and_an_api_a_screen(sample):
    """
    `paved catalog` lists what was built; `show` tells one API; both are JSON for machines.
    """
    sample.replace("ordering/openapi.yaml", *PROMISE)
    sample.paved("synth", "ordering", "quoting")
    listed, screen = sample.paved("catalog"), sample.paved("catalog", "show", "ordering-public")
    machine = sample.paved("catalog", "list", "--format", "json").json["apis"]
    written = json.loads(sample.output()["manifests/ordering-public.json"])

    assert ["ordering-public", "quoting-public"] == [line.split()[2] for line in listed.out.splitlines()[1:3]]
    assert screen.out.startswith("Meridian Connect Ordering 2.1.0\n")
    for said in (ID, "99.9 % available, over 28 days", "pager: ordering", "ordering/orders.read"):
        assert said in screen.out
    assert (
        written == machine[0] == sample.paved("catalog", "show", "ordering-public", "--format", "json").json["apis"][0]
    )
    assert "error[CAT-016]" in sample.paved("catalog", "show", "ordring-public").err
    assert "did you mean ordering-public" in sample.paved("catalog", "show", "ordring-public").err


def test_a_promise_that_cannot_be_read_is_told_and_left_out(sample):
    """
    The synth warns with the line, and passes; the manifest promises nothing.
    """
    sample.replace("ordering/openapi.yaml", SLO, "x-slo: '99.9'")
    ended = sample.paved("synth", "ordering")

    assert (0, True) == (ended.code, "warn[CAT-001] the catalogue leaves x-slo out" in ended.out)
    assert f"openapi.yaml:{sample.line('ordering/openapi.yaml', 'x-slo')}" in ended.out
    assert json.loads(sample.output()["manifests/ordering-public.json"])["slo"] is None


def test_the_catalogue_is_projected_to_what_others_read(sample):
    """
    Each format is written below a folder of its environment, printed where it is one text, and the same each time.
    """
    sample.write("platform.toml", sample.path("platform.toml").read_text() + PUBLISHED)
    sample.replace("ordering/openapi.yaml", *PROMISE)
    sample.paved("synth")
    written = [
        line
        for form in ("api-catalog", "apis-json", "backstage", "openslo")
        for line in sample.paved("catalog", "export", "--format", form, "-o", "out").out.splitlines()
    ]
    entities = list(yaml.safe_load_all((sample.root / "out/sandbox/backstage/catalog-info.yaml").read_text()))
    links = json.loads((sample.root / f"out/sandbox/{HOST}/.well-known/api-catalog").read_text())["linkset"]

    assert [
        "out/sandbox/api.internal.sandbox.meridian.example/.well-known/api-catalog",
        f"out/sandbox/{HOST}/.well-known/api-catalog",
        "out/sandbox/api.internal.sandbox.meridian.example/apis.json",
        f"out/sandbox/{HOST}/apis.json",
        "out/sandbox/backstage/catalog-info.yaml",
        "out/sandbox/backstage/groups.yaml",
        "out/sandbox/openslo.yaml",
    ] == written
    assert 6 == sum(one["kind"] == "API" and one["spec"]["type"] == "openapi" for one in entities)
    assert 5 == len(links[0]["item"]), "the internal API is on another host"
    assert {"service-desc", "service-doc", "status", "anchor"} == set(links[1])
    assert (sample.root / "out/sandbox/openslo.yaml").read_text() == sample.paved(
        "catalog", "export", "--format", "openslo"
    ).out
    assert 14 == sum(
        one["kind"] == "SLO" for one in yaml.safe_load_all((sample.root / "out/sandbox/openslo.yaml").read_text())
    )


def test_events_are_catalogued_with_the_apis_of_their_domain(sample):
    """
    A domain's event contracts are in its manifests, in Backstage, and in the AsyncAPI document that the synth wrote;
    one that cannot be read stops the synth, and nothing is published.
    """
    sample.paved("synth", "ordering", "delivery")
    written = sample.output()
    events = json.loads(written["manifests/ordering-public.json"])["events"]
    exported = sample.paved("catalog", "export", "--format", "asyncapi", "-o", "out").out.splitlines()
    entities = list(yaml.safe_load_all(sample.paved("catalog", "export", "--format", "backstage").out))
    delivery = next(
        one for one in entities if (one["kind"], one["metadata"]["name"]) == ("Component", "delivery-public")
    )

    assert sorted(file.name for file in (sample.root / "stacks/domains/ordering/events").glob("*.yaml")) == sorted(
        one["file"].rpartition("/")[2] for one in events
    )
    assert ["out/sandbox/asyncapi/delivery.json", "out/sandbox/asyncapi/ordering.json"] == exported
    assert (
        written["asyncapi/sandbox/ordering.json"] == (sample.root / "out/sandbox/asyncapi/ordering.json").read_bytes()
    )
    assert ["ordering-events"] == delivery["spec"]["consumesApis"]
    (sample.root / "stacks/domains/ordering/events/broken.yaml").write_text("event: [")
    assert 2 == sample.paved("synth", "ordering", "delivery").code
    assert written == sample.output()


def test_manifests_of_several_repositories_are_one_catalogue(sample):
    """
    Folders of gathered manifests are listed and projected together, each environment apart.
    """
    sample.paved("synth", "ordering", "-o", "built/ordering")
    sample.paved("synth", "quoting", "-o", "built/quoting", "--environment", "production")
    gathered = sample.root / "gathered"
    gathered.mkdir()
    for domain in ("ordering", "quoting"):
        shutil.copy(sample.root / f"built/{domain}/manifests/{domain}-public.json", gathered / f"{domain}.json")
    both = ("--from", "built/ordering", "--from", "built/quoting")
    several = sample.paved("catalog", "export", "--format", "api-catalog", "--from", "gathered")

    assert sample.paved("catalog", *both).out == sample.paved("catalog", "--from", "gathered").out
    assert ["production", "sandbox"] == [
        line.split()[0] for line in sample.paved("catalog", *both).out.splitlines()[1:3]
    ]
    assert (2, True) == (several.code, "error[CAT-092]" in several.err)
    one = sample.paved(
        "catalog", "export", "--format", "api-catalog", "--from", "gathered", "--environment", "production"
    )
    assert "https://api.meridian.example/quoting" == json.loads(one.out)["linkset"][0]["item"][0]["href"]
    assert "error[CAT-015]" in sample.paved("catalog", "--from", "gathered", "-e", "staging").err


def test_what_is_gathered_is_not_trusted(sample):
    """
    A folder that is not there, a broken manifest, one that stands twice and one that contradicts itself are errors
    that name the file; nothing is written.
    """
    missing = sample.paved("catalog")
    sample.paved("synth", "ordering")
    folder = sample.root / "gathered"
    folder.mkdir()
    good = sample.output()["manifests/ordering-public.json"].decode()
    (folder / "a.json").write_text(good)
    (folder / "b.json").write_text(good)
    twice = sample.paved("catalog", "--from", "gathered")
    (folder / "b.json").write_text("{")
    broken = sample.paved("catalog", "export", "--format", "backstage", "--from", "gathered", "-o", "out")
    (folder / "b.json").unlink()
    (folder / "b.json").symlink_to("/etc/passwd")
    link = sample.paved("catalog", "--from", "gathered")

    assert [2, 2, 2, 2] == [ended.code for ended in (missing, twice, broken, link)]
    assert "error[CAT-090] there is no such folder" in missing.err
    assert "error[CAT-014] two manifests are of ordering-public in sandbox" in twice.err
    assert "error[CAT-010]" in broken.err
    assert "gathered/b.json" in broken.err
    assert "error[CAT-090]" in link.err
    assert not (sample.root / "out").exists()
