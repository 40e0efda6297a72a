"""Review: what asks first, what a decision changes at once, who may decide, and what happens when two do."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from fastapi.testclient import TestClient

from dateline.config import Config
from dateline.export import export
from dateline.records import Account, ApiToken, Event, IncidentRow, Judgement, Role
from dateline.run.evidence import read_evidence
from dateline.run.local import link_store
from dateline.store import IncidentFilter, QueueFilter, Store, open_store
from dateline.web import WebSettings, make_app
from dateline.web.passwords import digest_of

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
ANY = IncidentFilter()


def store_of(client: TestClient) -> Store:
    store: Store = client.app.state.store  # type: ignore[attr-defined]
    return store


def secret(client: TestClient) -> dict[str, str]:
    found: str = client.app.state.csrf  # type: ignore[attr-defined]
    return {"X-CSRF-Token": found}


def first(client: TestClient) -> IncidentRow:
    return store_of(client).queue(ANY, QueueFilter("local"), limit=1)[0]


def event_of(client: TestClient, row: IncidentRow) -> Event:
    store = store_of(client)
    member = store.incident(row.id).members[0]
    found = store.findings(member.report_id)
    assert found is not None
    return next(one for one in found.events if one.id == member.event_id)


def send(client: TestClient, **form: str) -> tuple[int, str]:
    answer = client.post("/review/judgements", data=form, headers={**secret(client), "HX-Request": "true"})
    return answer.status_code, answer.text


def settle(client: TestClient) -> None:
    assert client.app.state.linker.wait(60)  # type: ignore[attr-defined]


def test_the_queue_is_ordered_by_doubt_and_weight_and_says_why(client: TestClient) -> None:
    rows = store_of(client).queue(ANY, QueueFilter("local"), limit=50)
    assert [row.priority for row in rows] == sorted((row.priority for row in rows), reverse=True)
    assert rows[0].questions
    page = client.get("/review").text
    assert rows[0].questions[0].why.split("(")[0].strip() in page
    places = [row["title"] for row in client.get("/api/review?kind=toll").json()["items"]]
    assert places == [row.title for row in rows if "toll" in {one.kind for one in row.questions}] != []
    assert client.get("/review?kind=nonsense").status_code == 200
    assert client.get("/review?state=nonsense").status_code == 400


def test_what_is_accepted_leaves_the_queue_until_something_new_is_said(client: TestClient) -> None:
    row = first(client)
    assert send(client, subject=row.id, verdict="accept", item=row.id)[0] == 200
    assert first(client).id != row.id
    assert row.id in {one["id"] for one in client.get("/api/review?state=done").json()["items"]}
    event = event_of(client, row)
    count = event.killed[0].span
    form = {"field": "killed", "of_start": str(count.start), "of_end": str(count.end), "min": "6", "max": "6"}
    assert send(client, subject=event.id, verdict="correct", item=row.id, **form)[0] == 200
    assert first(client).id == row.id  # its reports say something else now
    settle(client)


def test_a_correction_changes_page_list_and_export_at_once(client: TestClient, tmp_path: Path) -> None:
    row = next(one for one in store_of(client).incident_rows(ANY) if one.killed.best == 1 and one.reports > 1)
    form = {"subject": row.id, "verdict": "correct", "field": "killed", "min": "44", "max": "44", "role": "total"}
    status, page = send(client, item=row.id, note="counted names", **form)
    assert status == 200
    assert "Kept: correct killed" in page
    assert ": 44 killed" in page
    assert ": 44 killed" in client.get(f"/incidents/{row.id}").text
    assert any(one["killed"]["best"] == 44 for one in client.get("/api/incidents").json()["items"])
    assert (
        client.get(f"/api/judgements?subject={row.id}").json()["items"][0]["judgement"]["note"],
        client.get(f"/api/judgements?subject={row.id}").json()["items"][0]["judgement"]["by"],
    ) == ("counted names", "local")
    out = tmp_path / "ged.csv"
    export("ged", read_evidence(store_of(client)), out)
    with out.open(newline="") as lines:
        rows = [one for one in csv.DictReader(lines) if one["relid"] == row.id]
    assert [one["best"] for one in rows] == ["44"]
    versions = store_of(client).assessment(row.id).fields
    killed = next(one for one in versions if one.field == "killed")
    assert len(killed.values) > 1  # what the reports say is still there
    store_of(client).verify()


def test_undo_brings_back_what_was_before(client: TestClient) -> None:
    row = first(client)
    send(client, subject=row.id, verdict="correct", item=row.id, field="type", text="riot")
    assert store_of(client).incident_row(row.id) != row
    number = store_of(client).latest_judgement()
    headers = {**secret(client), "HX-Request": "true"}
    answer = client.post("/review/undo", data={"number": str(number), "item": row.id}, headers=headers)
    assert f"Taken back: judgement {number}" in answer.text
    assert store_of(client).incident_row(row.id) == row
    again = client.post("/review/undo", data={"number": str(number + 1)}, headers=headers)
    assert (again.status_code, "takes back an earlier one" in again.text) == (400, True)


def test_a_rejected_event_says_nothing_and_a_rejected_incident_is_left_out(client: TestClient, tmp_path: Path) -> None:
    store, row = store_of(client), first(client)
    event = event_of(client, row)
    before = store.assessment(row.id)
    assert send(client, subject=event.id, verdict="reject", item=row.id, note="another town")[0] == 200
    told = {
        one.event_id for field in store.assessment(row.id).fields for value in field.values for one in value.supports
    }
    assert event.id not in told
    assert event.id in {one.event_id for one in store.incident(row.id).members}
    assert "rejected by local" in client.get(f"/review/items/{row.id}", headers={"HX-Request": "true"}).text
    send(client, subject=row.id, verdict="reject", item=row.id, note="a drill")
    assert store.assessment(row.id).grade == "discounted"
    export("ged", read_evidence(store), tmp_path / "ged.csv")
    left_out = (tmp_path / "ged.csv.left-out.csv").read_text()
    assert "rejected by local: a drill" in left_out
    assert row.id not in (tmp_path / "ged.csv").read_text()
    for number in (2, 1):
        client.post(f"/api/judgements/{number}/undo", headers=secret(client))
    assert store.assessment(row.id) == before


def test_conclusions_at_once_are_those_of_linking_all_anew(client: TestClient) -> None:
    store, row = store_of(client), first(client)
    send(client, subject=event_of(client, row).id, verdict="reject", item=row.id)
    at_once = store.assessment(row.id), store.incident_row(row.id)
    assert not link_store(store)  # all is concluded from
    store.change_assessments((), "stale")
    assert link_store(store)
    assert (store.assessment(row.id), store.incident_row(row.id)) == at_once


def test_words_are_typed_or_selected(client: TestClient) -> None:
    row = first(client)
    event = event_of(client, row)
    text = store_of(client).report(store_of(client).incident(row.id).members[0].report_id).text
    words = " ".join(text.split()[-4:-1])
    form = {"subject": event.id, "verdict": "correct", "field": "weapon", "item": row.id}
    assert send(client, words=words, **form)[0] == 200
    settle(client)
    page = client.get(f"/api/review/{row.id}").json()
    chosen = next(one["event"]["weapon"] for one in page["events"] if one["event"]["id"] == event.id)
    assert words in [text[span["start"] : span["end"]] for span in chosen]
    status, told = send(client, words="words that nobody wrote", **form)
    assert (status, "the report does not have the words" in told) == (400, True)


def test_an_empty_form_makes_nothing_unknown_by_mistake(client: TestClient) -> None:
    row = first(client)
    for field, words in (("place", "a place of the list"), ("time", "a day"), ("killed", "a number")):
        status, told = send(client, subject=row.id, verdict="correct", field=field, item=row.id)
        assert (status, words in told) == (400, True)
    assert send(client, subject=row.id, verdict="correct", field="place", unknown="true", item=row.id)[0] == 200
    assert store_of(client).assessment(row.id).place is None


def test_a_place_is_chosen_by_its_id_or_on_the_map(client: TestClient) -> None:
    row = first(client)
    found = client.get("/api/review/places?q=Kunduz").json()
    assert found[0]["country"] == "AF"
    form = {"subject": row.id, "verdict": "correct", "field": "place", "item": row.id}
    assert send(client, place_id=found[0]["gazetteer_id"], **form)[0] == 200
    place = store_of(client).assessment(row.id).place
    assert place is not None
    assert (place.name, place.gazetteer_id) == (found[0]["name"], found[0]["gazetteer_id"])
    assert send(client, lat="31.5", lon="65.75", name="checkpoint", precision="exact", **form)[0] == 200
    point = store_of(client).assessment(row.id).place
    assert point is not None
    assert (point.name, point.lat, point.lon, point.gazetteer_id, point.country) == (
        "checkpoint", 31.5, 65.75, None, "AF",
    )  # fmt: skip
    assert send(client, lat="131.5", lon="65.75", **form)[0] == 400


def test_whom_words_mean_is_chosen_from_the_register(client: TestClient) -> None:
    row = first(client)
    event = event_of(client, row)
    page = client.get("/review/actors", params={"whom": "islamic state"}).text
    assert 'value="group:islamic-state"' in page
    span = event.triggers[0]
    form = {"subject": event.id, "verdict": "correct", "field": "by", "item": row.id}
    form |= {"span_start": str(span.start), "span_end": str(span.end), "actor_id": "group:islamic-state"}
    assert send(client, **form)[0] == 200
    settle(client)
    told = client.get(f"/api/review/{row.id}").json()
    chosen = next(one["event"]["by"] for one in told["events"] if one["event"]["id"] == event.id)
    assert "group:islamic-state" in {one["actor"]["actor_id"] for one in chosen if one["actor"]}
    assert send(client, **{**form, "actor_id": "group:nobody-at-all"})[0] == 400


def test_merge_and_split_hold_and_are_undone(client: TestClient) -> None:
    store = store_of(client)
    one, other = [row for row in store.incident_rows(ANY) if row.reports == 1][:2]
    events = {member.event_id for row in (one, other) for member in store.incident(row.id).members}
    merged = client.post("/review/merge", data={"item": one.id, "incident": other.id}, headers=secret(client))
    assert merged.status_code == 200  # after the redirect
    settle(client)
    together = [each for each in store.incidents() if events <= {member.event_id for member in each.members}]
    assert len(together) == 1
    chosen = sorted(events)[0]
    answer = client.post(
        "/api/judgements/split", json={"incident": together[0].id, "events": [chosen]}, headers=secret(client)
    )
    assert answer.status_code == 201
    settle(client)
    assert not [each for each in store.incidents() if events <= {member.event_id for member in each.members}]
    client.post(f"/api/judgements/{answer.json()['number']}/undo", headers=secret(client))
    settle(client)
    refused = client.post("/api/judgements/split", json={"incident": one.id, "events": []}, headers=secret(client))
    assert refused.status_code in (400, 404)


def test_two_on_one_thing_are_told_and_nothing_is_lost(client: TestClient) -> None:
    row, store = first(client), store_of(client)
    seen = str(store.latest_judgement())
    decide = {"subject": row.id, "verdict": "correct", "field": "killed", "role": "total", "item": row.id}
    other = {"field": "killed", "role": "total", "min": 5, "max": 5}
    store.add_judgement(
        Judgement(row.id, "correct", "ann", NOON.isoformat(), value=msgspec.json.encode(other).decode())
    )
    status, told = send(client, min="9", max="9", seen=seen, **decide)
    assert status == 409
    assert "ann decided on this" in told
    assert "Decide all the same" in told
    assert 'value="9"' in told
    assert [one.by for one in store.judgements()] == ["ann"]
    status, _ = send(client, subject=row.id, verdict="correct", field="type", text="riot", seen=seen, item=row.id)
    assert status == 200  # another field is another thing
    assert send(client, min="9", max="9", seen=str(store.latest_judgement()), **decide)[0] == 200
    assert "Coders differ" in client.get("/review", params={"incident": row.id}).text
    body = {"subject": row.id, "verdict": "correct", "decision": {**other, "min": 7, "max": 7}, "seen": 0}
    answer = client.post("/api/judgements", json=body, headers=secret(client))
    assert (answer.status_code, answer.headers["content-type"]) == (409, "application/problem+json")
    body |= {"seen": None, "is_final": True}
    assert client.post("/api/judgements", json=body, headers=secret(client)).status_code == 201
    assert "Coders differ" not in client.get("/review", params={"incident": row.id}).text
    agreement = {one["kind"]: one for one in client.get("/api/judgements/agreement").json()}
    assert (agreement["killed"]["units"], agreement["killed"]["coders"]) == (1, 2)
    assert "Krippendorff" in client.get("/review/history").text


@pytest.fixture
def desk(stored: Path) -> Iterator[TestClient]:
    """A workbench with accounts: keys of a reader, two coders and an editor."""
    with open_store(str(stored)) as store:
        for name, role in (("rita", Role.READER), ("ann", Role.CODER), ("bo", Role.CODER), ("ed", Role.EDITOR)):
            store.add_account(Account(name, role, "-", NOON.isoformat()))
            store.add_token(ApiToken(digest_of(name), name, "test", role, NOON.isoformat()))
    app = make_app(Config(store=str(stored)), WebSettings("0.0.0.0", accounts=True), now=lambda: NOON)
    with TestClient(app, base_url="http://desk.example.org") as client:
        yield client


def key(name: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {name}"}


def test_a_reader_looks_a_coder_judges_an_editor_merges(desk: TestClient) -> None:
    rows = desk.get("/api/review", headers=key("rita")).json()["items"]
    subject, other = rows[0]["id"], rows[1]["id"]
    body = {"subject": subject, "verdict": "accept"}
    assert desk.post("/api/judgements", json=body, headers=key("rita")).status_code == 403
    assert desk.post("/api/judgements", json=body, headers=key("ann")).status_code == 201
    merging = {"incidents": [subject, other]}
    assert desk.post("/api/judgements/merge", json=merging, headers=key("ann")).status_code == 403
    assert desk.post("/api/judgements/1/undo", headers=key("bo")).status_code == 400
    assert desk.post("/api/judgements/1/undo", headers=key("ed")).status_code == 201
    page = desk.get("/review", headers=key("rita")).text
    assert 'action="/review/judgements"' not in page
    coder = desk.get("/review", headers=key("ann")).text
    assert 'action="/review/judgements"' in coder
    assert 'action="/review/merge"' not in coder
    logged = [(entry.account, entry.action, entry.subject) for _, entry in store_of(desk).audit()]
    assert ("ann", "judgement", subject) in logged


def test_a_coder_cannot_decide_for_good_and_the_second_coder_finds_what_the_first_did(desk: TestClient) -> None:
    row = desk.get("/api/review", headers=key("ann")).json()["items"][0]
    body = {"subject": row["id"], "verdict": "reject", "is_final": True}
    desk.post("/api/judgements", json=body, headers=key("ann"))
    assert [one.is_final for one in store_of(desk).judgements()] == [False]
    second = desk.get("/api/review?state=second", headers=key("bo")).json()["items"]
    assert [one["id"] for one in second] == [row["id"]]
    assert desk.get("/api/review?state=second", headers=key("ann")).json()["items"] == []
    desk.post("/api/judgements", json={"subject": row["id"], "verdict": "accept"}, headers=key("bo"))
    found = desk.get(f"/api/review/{row['id']}", headers=key("ed")).json()
    assert {one["by"] for one in found["contested"]} == {"ann", "bo"}


@pytest.mark.parametrize(
    "body",
    [
        {"subject": "nothing", "verdict": "accept"},
        {"subject": "", "verdict": "accept"},
        {"verdict": "accept"},
        {"subject": "x", "verdict": "accept", "decision": {"field": 5}},
    ],
)
def test_nonsense_is_told_as_a_problem(client: TestClient, body: dict[str, object]) -> None:
    answer = client.post("/api/judgements", json=body, headers=secret(client))
    assert answer.status_code in (404, 422)
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_change_without_the_pages_secret_is_refused(client: TestClient) -> None:
    row = first(client)
    answer = client.post("/review/judgements", data={"subject": row.id, "verdict": "accept"})
    assert answer.status_code == 403
    assert store_of(client).judgements() == ()


def test_hostile_words_stay_words(client: TestClient) -> None:
    row, script = first(client), '"><script>alert(1)</script>'
    status, page = send(client, subject=row.id, verdict="accept", item=row.id, note=script)
    assert status == 200
    for shown in (page, client.get("/review/history").text, client.get("/review", params={"q": "bomb"}).text,
                  client.get(f"/review/incidents/{row.id}/deeds").text):  # fmt: skip
        assert "<script>alert" not in shown
    refused = send(client, subject=script, verdict=script, item=script, note=script)
    assert refused[0] == 404
    assert "<script>alert" not in refused[1]
    assert "<script>alert" not in client.get("/review/places", params={"q": script}).text


def test_pages_have_no_script_or_style_of_their_own(client: TestClient) -> None:
    page = client.get("/review").text
    assert "<style" not in page
    assert " style=" not in page
    assert page.count("<script") == page.count('<script src="/static/')
    assert " onclick=" not in page
