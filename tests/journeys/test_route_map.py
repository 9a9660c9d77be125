"""
The map of the routes: written by a synth, drawn, compared.
"""

import json

ORDER = "/ordering/v1/orders/{orderId}"


def test_a_synth_writes_the_map_that_the_list_prints(sample):
    """
    The output folder holds the routes of what was built, digested in the manifest, as `paved routes` prints them.
    """
    sample.paved("synth", "ordering")
    written = sample.output()

    assert sample.paved("routes", "ordering", "--format", "json").out.encode() == written["routes.json"]
    assert "routes.json" in json.loads(written["paved.json"])["outputs"]
    assert {"ordering"} == {one["owner"] for one in json.loads(written["routes.json"])["routes"]}


def test_a_pull_request_is_told_what_it_does_to_routes(sample):
    """
    An operation that is gone is refused unless one says otherwise; a renamed parameter is told.
    """
    (sample.root / "old.json").write_text(sample.paved("routes", "ordering", "--format", "json").out)
    contract = sample.path("ordering/openapi.yaml").read_text()
    same = sample.paved("routes", "diff", "old.json", "old.json")
    sample.write("ordering/openapi.yaml", contract.replace("orderId", "id"))
    (sample.root / "renamed.json").write_text(sample.paved("routes", "ordering", "--format", "json").out)
    renamed = sample.paved("routes", "diff", "old.json", "renamed.json", "--format", "json")
    (sample.root / "other.json").write_text(sample.paved("routes", "quoting", "--format", "json").out)
    gone = sample.paved("routes", "diff", "old.json", "other.json", "--format", "markdown")

    assert (0, "no route changed\n") == (same.code, same.out)
    assert (0, {"renamed-parameter"}) == (
        renamed.code,
        {kind for one in renamed.json["changes"] for kind in one["kinds"]},
    )
    assert 1 == gone.code
    assert "refused for removed" in gone.out
    assert 0 == sample.paved("routes", "diff", "old.json", "other.json", "--fail-on", "taken-over").code
    assert 0 == sample.paved("routes", "diff", "old.json", "other.json", "--fail-on", "nothing").code
    for one, other, became, stack in (("OLD", "NEW", "gone", "ordering"), ("NEW", "OLD", "added", "quoting")):
        note = f"{one} has whole stacks that {other} lacks, so all their routes are told as {became}: {stack}-public"
        assert f"note: {note}" in gone.err
    assert "" == same.err
    assert "error[ROUTE-090]" in sample.paved("routes", "diff", "old.json", "nowhere").err


def test_the_routes_are_drawn(sample):
    """
    The picture has a badge for each route, and the page holds the picture and the list.
    """
    drawn = sample.paved("routes", "--format", "svg").out
    page = sample.paved("routes", "list", "--format", "html").out

    assert 55 == drawn.count("<g>")
    assert drawn.strip() in page
    assert ORDER in page
