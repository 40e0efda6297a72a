"""FollowTheMoney entities are what its own library takes, value by value."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from made_evidence import DAWN, TIDE, contested, make_cases, plain, simple
from made_nasty import nasty, write

from archive import day
from dateline.export import Evidence, Options
from dateline.export.ftm_entities import make_date
from dateline.records import ActorLink, Participant, Relation, TimePrecision, When

followthemoney = pytest.importorskip("followthemoney", reason="pip install 'dateline[validate]'")


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def of_schema(entities: list[dict[str, Any]], schema: str) -> list[dict[str, Any]]:
    return [one["properties"] for one in entities if one["schema"] == schema]


def with_relations(*types: str) -> Evidence:
    """A bombing whose report tells what two groups and a person are to each other."""
    case = simple("r1", killed=1)
    (found,), (report,) = case.findings, case.reports
    span = found.events[0].triggers[0]
    a = Participant(span, DAWN, actor=ActorLink(f"group:{DAWN}", DAWN, "armed_group", 1.0, "name"))
    b = Participant(span, TIDE, actor=ActorLink(f"group:{TIDE}", TIDE, "armed_group", 1.0, "name"))
    person = Participant(span, "Yusuf Karim")
    relations = tuple(
        Relation(f"rel-{kind}", kind, person if kind in ("leader_of", "member_of") else a, b, when=day("2019-05-01"))
        for kind in types
    )
    return replace(case, findings=(replace(found, relations=relations),), reports=(report,))


def test_the_library_takes_every_entity_and_keeps_every_value(tmp_path: Path) -> None:
    entities = read(
        write("followthemoney", [*make_cases(), nasty(), with_relations("leader_of", "split_from")], tmp_path)
    )
    for one in entities:
        proxy = followthemoney.model.get_proxy(one, cleaned=False)
        proxy.schema.validate(one)
        kept = proxy.to_dict()["properties"]
        for name, values in one["properties"].items():
            assert all(isinstance(value, str) for value in values)
            assert sorted(kept.get(name, [])) == sorted(values), (one["schema"], name)


def test_entities_refer_to_entities_of_the_right_kind(tmp_path: Path) -> None:
    entities = read(write("followthemoney", [*make_cases(), with_relations("leader_of", "split_from")], tmp_path))
    known = {one["id"]: one for one in entities}
    assert len(known) == len(entities)
    model = followthemoney.model
    for one in entities:
        for name, values in one["properties"].items():
            prop = model.get(one["schema"]).properties[name]
            if prop.type.name == "entity":
                assert all(model.get(known[value]["schema"]).is_a(prop.range) for value in values), (one, name)


def test_an_event_tells_counts_in_words_and_roles_as_links(tmp_path: Path) -> None:
    entities = read(write("followthemoney", [plain()], tmp_path))
    (event,) = of_schema(entities, "Event")
    assert event["startDate"] == ["2019-05-10"]
    assert event["country"] == ["af"]
    assert any(line.startswith("Killed: ") and "low 5, high 7" in line for line in event["description"])
    names = {one["id"]: one["properties"]["name"][0] for one in entities if "name" in one["properties"]}
    roles = {(names[one["subject"][0]], one["role"][0]) for one in of_schema(entities, "UnknownLink")}
    assert roles == {(DAWN, "said to have done it"), (DAWN, "claims it")}
    assert {one["name"][0] for one in of_schema(entities, "Mention")} == {DAWN}
    assert len(event["proof"]) == len(of_schema(entities, "Article")) == 2


def test_a_disputed_field_has_a_note_with_every_version(tmp_path: Path) -> None:
    entities = read(write("followthemoney", [contested()], tmp_path))
    notes = of_schema(entities, "Note")
    assert any(DAWN in one["description"][0] and TIDE in one["description"][0] for one in notes)
    (event,) = [one["id"] for one in entities if one["schema"] == "Event"]
    assert all(one["entity"] == [event] for one in notes)


def test_relations_are_memberships_successions_and_links(tmp_path: Path) -> None:
    entities = read(write("followthemoney", [with_relations("leader_of", "split_from", "allied_with")], tmp_path))
    names = {one["id"]: one["properties"]["name"][0] for one in entities if "name" in one["properties"]}
    (membership,) = of_schema(entities, "Membership")
    assert (names[membership["member"][0]], names[membership["organization"][0]]) == ("Yusuf Karim", TIDE)
    assert (membership["role"], membership["startDate"]) == (["leader"], ["2019-05-01"])
    (succession,) = of_schema(entities, "Succession")
    assert (names[succession["predecessor"][0]], names[succession["successor"][0]]) == (TIDE, DAWN)
    assert "allied with" in [one["role"][0] for one in of_schema(entities, "UnknownLink")]
    assert Counter(one["schema"] for one in entities)["Person"] == 1


def test_a_doubtful_name_is_similar_and_not_the_same(tmp_path: Path) -> None:
    case = plain()
    doubtful = ActorLink("group:iron-wave", "Iron Wave", "armed_group", 0.7, "spelling")
    found = case.findings[1]
    event = replace(found.events[0], by=tuple(replace(one, actor=doubtful) for one in found.events[0].by))
    case = replace(case, findings=(case.findings[0], replace(found, events=(event,))))
    (similar,) = of_schema(read(write("followthemoney", [case], tmp_path)), "Similar")
    assert similar["confidenceScore"] == ["0.70"]
    assert similar["criteria"] == ["spelling"]
    assert similar["candidate"] != similar["match"]


def test_texts_are_in_the_file_only_where_wanted(tmp_path: Path) -> None:
    assert all(
        "bodyText" not in one for one in of_schema(read(write("followthemoney", [plain()], tmp_path)), "Article")
    )
    out = write("followthemoney", [plain()], tmp_path, Options(settings={"texts": "yes"}))
    assert {one["bodyText"][0] for one in of_schema(read(out), "Article")} == {one.text for one in plain().reports}


def test_dates_are_no_finer_than_what_is_known() -> None:
    def when(precision: TimePrecision) -> When:
        return replace(day("2019-05-10"), precision=precision)

    assert make_date(when(TimePrecision.DAY)) == "2019-05-10"
    assert make_date(when(TimePrecision.MONTH)) == "2019-05"
    assert make_date(when(TimePrecision.YEAR)) == "2019"
    assert make_date(when(TimePrecision.MINUTE)) == "2019-05-10T00:00"
    assert make_date(None) is None
