"""The screens as JSON."""

from __future__ import annotations

import io
import zipfile

import pytest
from fastapi.testclient import TestClient


def test_incidents_are_listed_page_by_page_and_filtered(client: TestClient) -> None:
    every = client.get("/api/incidents").json()
    assert every["total"] == len(every["items"]) > 5
    second = client.get("/api/incidents", params={"limit": 2, "page": 2}).json()
    assert [one["id"] for one in second["items"]] == [one["id"] for one in every["items"][2:4]]
    bombings = client.get(
        "/api/incidents", params={"type": "bombing", "since": "2024-06", "until": "2024-06-30"}
    ).json()
    assert {(one["type"], one["country_code"]) for one in bombings["items"]} == {("bombing", "NG")}


def test_an_incident_leads_to_its_words(client: TestClient) -> None:
    [first, *_] = client.get("/api/incidents", params={"type": "clash"}).json()["items"]
    one = client.get(f"/api/incidents/{first['id'][:8]}").json()
    assert one["assessment"]["incident_id"] == first["id"]
    support = next(
        support
        for field in one["assessment"]["fields"]
        if field["field"] == "killed"
        for value in field["values"]
        for support in value["supports"]
    )
    report = client.get(f"/api/reports/{support['report_id']}").json()["report"]
    words = report["text"][support["span"]["start"] : support["span"]["end"]]
    assert "fighters" in words or "militant" in words


def test_an_unchanged_answer_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/api/incidents")
    again = client.get("/api/incidents", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/api/incidents", params={"limit": 1}, headers={"If-None-Match": first.headers["etag"]})
    assert other.status_code == 200


@pytest.mark.parametrize(
    ("address", "status", "detail"),
    [
        ("/api/incidents/zzzz", 404, "no incident 'zzzz'"),
        ("/api/incidents?type=ufo", 400, "unknown type 'ufo'"),
        ("/api/incidents?since=May", 400, "'May' is not a day"),
        ("/api/incidents?limit=0", 422, "limit"),
        ("/api/incidents?area=1,2,3", 400, "west,south,east,north"),
        ("/api/incidents?area=nan,nan,nan,nan", 400, "west,south,east,north"),
        ("/api/periods?by=week", 422, "by"),
        ("/api/reports", 422, "q"),
        ("/api/reports?q=-only", 400, "nothing to search for"),
        ("/api/reports/zzzz", 404, "no report"),
        ("/api/actors/nobody-at-all", 404, "nobody-at-all"),
        ("/api/exports/pdf", 400, "pdf"),
    ],
)
def test_what_cannot_be_is_told_as_a_problem(client: TestClient, address: str, status: int, detail: str) -> None:
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert detail in answer.json()["detail"]


def test_periods_add_up(client: TestClient) -> None:
    items = client.get("/api/incidents", params={"limit": 500}).json()["items"]
    months = client.get("/api/periods").json()
    assert sum(one["incidents"] for one in months) == sum(len(one["date"] or "") >= 7 for one in items)
    assert months == sorted(months, key=lambda one: str(one["name"]))


def test_actors_are_counted_and_laid_out(client: TestClient) -> None:
    first = client.get("/api/actors").json()[0]
    one = client.get(f"/api/actors/{first['id'] or first['name']}").json()
    assert one["reports"] == first["reports"]


@pytest.mark.parametrize("name", ["ged", "geojson", "stix"])
def test_an_export_comes_with_what_belongs_to_it(client: TestClient, name: str) -> None:
    answer = client.get(f"/api/exports/{name}", params={"country": "Nigeria"})
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        names = packed.namelist()
        provenance = packed.read(next(one for one in names if one.endswith(".provenance.json")))
    assert any(one.endswith(".left-out.csv") for one in names)
    assert b"sha256" in provenance
    again = client.get(f"/api/exports/{name}", params={"country": "Nigeria"})
    assert again.content == answer.content


def test_the_description_names_every_address(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert {
        "/api/incidents",
        "/api/incidents/{incident_id}",
        "/api/reports",
        "/api/actors",
        "/api/exports/{name}",
    } <= set(paths)
    assert not any(path.startswith(("/incidents", "/login")) for path in paths)
