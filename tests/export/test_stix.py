"""STIX bundles are valid by OASIS's own validator and library, and say who agrees."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import stix2
import stix2validator
from made_evidence import DAWN, TIDE, contested, make_cases, plain, simple
from made_nasty import nasty, write

from dateline.errors import UserError
from dateline.export import Options, find_format

# What the validator minds and we mean: ids of version 5, so that they last, and arrows of incidents that the
# specification does not suggest but permits.
MEANT = ("is not a valid UUIDv4 ID", "but not a suggested relationship source object")


def read(path: Path) -> list[dict[str, Any]]:
    bundle = json.loads(path.read_text("utf-8"))
    assert bundle["type"] == "bundle"
    return list(bundle["objects"])


def of_type(objects: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [one for one in objects if one["type"] == kind]


@pytest.mark.parametrize("groups", ["threat-actor", "identity"])
def test_the_validator_of_oasis_has_nothing_to_say(groups: str, tmp_path: Path) -> None:
    out = write("stix", [*make_cases(), nasty()], tmp_path, Options(settings={"groups": groups}))
    results = stix2validator.validate_file(str(out), stix2validator.ValidationOptions(version="2.1"))
    assert results.is_valid, [str(error) for one in results.object_results for error in one.errors or ()]
    found = [warning for one in results.object_results for warning in one.warnings or ()]
    assert [one for one in found if not any(meant in str(one) for meant in MEANT)] == []


def test_the_library_of_oasis_reads_every_object(tmp_path: Path) -> None:
    out = write("stix", [*make_cases(), nasty()], tmp_path)
    bundle = stix2.parse(out.read_text("utf-8"), allow_custom=False)
    kinds = Counter(one["type"] for one in bundle.objects)
    assert set(kinds) == {
        *("identity", "extension-definition", "incident", "location", "relationship", "threat-actor", "sighting"),
        *("opinion", "note", "report"),
    }


def test_every_reference_is_in_the_bundle_and_ids_are_given_once(tmp_path: Path) -> None:
    objects = read(write("stix", make_cases(), tmp_path))
    ids = Counter(one["id"] for one in objects)
    assert max(ids.values()) == 1
    for one in objects:
        refs = [one[key] for key in one if key.endswith("_ref")]
        refs += [ref for key in one if key.endswith("_refs") for ref in one[key]]
        assert set(refs) <= set(ids), one["id"]
        assert one["created"] <= one["modified"], one["id"]


def test_an_incident_has_what_it_lacks_in_the_extension(tmp_path: Path) -> None:
    objects = read(write("stix", [plain()], tmp_path))
    (incident,) = of_type(objects, "incident")
    (definition,) = of_type(objects, "extension-definition")
    inside = incident["extensions"][definition["id"]]
    assert (inside["type"], inside["first_day"], inside["place"]) == ("bombing", "2019-05-10", "Kunduz")
    assert (inside["killed_low"], inside["killed_high"], inside["rule"]) == (5, 7, "ucdp")
    assert inside["claimed_by"] == DAWN
    assert {"field": "killed", "value": "5", "said_by": ["police"]}.items() <= next(
        {**one}.items() for one in inside["versions"] if one["field"] == "killed" and one["value"] == "5"
    )
    assert "killed_low: " in definition["schema"]
    assert (incident["created"], incident["modified"]) == ("2019-05-11T00:00:00.000Z", "2019-05-12T00:00:00.000Z")


def test_credibility_is_a_label_and_a_confidence_by_the_scale(tmp_path: Path) -> None:
    for number, confidence in ((1, 90), (2, 70), (3, 50), (4, 30), (5, 10), (6, None)):
        case = plain()
        case = replace(case, assessment=replace(case.assessment, credibility=number))
        (incident,) = of_type(read(write("stix", [case], tmp_path)), "incident")
        assert f"admiralty:{number}" in incident["labels"]
        assert incident.get("confidence") == confidence


def test_sources_agree_and_disagree_as_opinions(tmp_path: Path) -> None:
    objects = read(write("stix", [contested()], tmp_path))
    (incident,) = of_type(objects, "incident")
    names = {one["id"]: one["name"] for one in objects if "name" in one}
    ties = {one["id"]: names[one["target_ref"]] for one in of_type(objects, "relationship")}
    told = {
        (one["authors"][0], one["opinion"], ties.get(one["object_refs"][0], "the incident"))
        for one in of_type(objects, "opinion")
    }
    assert ("police", "agree", "the incident") in told
    assert ("a shopkeeper", "agree", "the incident") in told
    assert any(opinion == "strongly-agree" and about == TIDE for _, opinion, about in told)
    assert any(opinion == "strongly-disagree" and about == DAWN for _, opinion, about in told)
    assert ("the governor", "agree", TIDE) in told
    assert all(one["object_refs"][0] in (incident["id"], *ties) for one in of_type(objects, "opinion"))


def test_disputed_fields_have_a_note_with_every_version(tmp_path: Path) -> None:
    objects = read(write("stix", [contested()], tmp_path))
    notes = {one["labels"][0]: one["content"] for one in of_type(objects, "note")}
    assert any(DAWN in text and TIDE in text for text in notes.values())


def test_the_same_article_is_one_report_that_refers_to_all_its_incidents(tmp_path: Path) -> None:
    one, other = simple("x1", killed=1), simple("x2", killed=2)
    other = replace(other, reports=(*other.reports, *one.reports), findings=(*other.findings, *one.findings))
    objects = read(write("stix", [one, other], tmp_path))
    incidents = {each["id"] for each in of_type(objects, "incident")}
    reports = of_type(objects, "report")
    assert len(reports) == 2
    assert incidents in [set(each["object_refs"]) for each in reports]


def test_an_undated_article_is_no_report_but_named_and_listed(tmp_path: Path) -> None:
    case = simple("x3", killed=1)
    case = replace(case, reports=tuple(replace(one, published=None) for one in case.reports))
    out = write("stix", [case], tmp_path)
    objects = read(out)
    assert of_type(objects, "report") == []
    assert of_type(objects, "incident")[0]["external_references"][0]["external_id"] == "x3"
    assert "undated report" in (tmp_path / f"{out.name}.left-out.csv").read_text("utf-8")


def test_a_country_has_no_point(tmp_path: Path) -> None:
    locations = of_type(read(write("stix", make_cases(), tmp_path)), "location")
    country = next(one for one in locations if one["name"] == "Afghanistan")
    assert "latitude" not in country
    kano = next(one for one in locations if one["name"] == "Kano")
    assert (kano["latitude"], kano["longitude"], kano["precision"]) == (12.0, 8.52, 25000.0)


def test_armed_groups_are_identities_where_that_is_wanted(tmp_path: Path) -> None:
    objects = read(write("stix", make_cases(), tmp_path, Options(settings={"groups": "identity"})))
    assert of_type(objects, "threat-actor") == []
    assert DAWN in {one["name"] for one in of_type(objects, "identity")}
    with pytest.raises(UserError, match="threat-actor or identity"):
        list(find_format("stix").rows(iter(()), Options(settings={"groups": "terrorists"})))
