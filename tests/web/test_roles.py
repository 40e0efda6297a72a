"""Who may what: roles, sessions, forms of our own, keys, and how often somebody may guess."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from dateline.config import Config
from dateline.records import Account, ApiToken, Role
from dateline.store import open_store
from dateline.web import WebSettings, make_app
from dateline.web.limits import LOGGING_IN, Limiter
from dateline.web.passwords import digest_of, hash_password
from dateline.web.people import Admin, Coder, Person

PASSWORD = "correct horse battery"
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


class Clock:
    """A time that stands still until a test moves it."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


def add_probes(app: FastAPI) -> None:
    @app.post("/api/probe")
    def probe(person: Coder) -> str:
        return person.name

    @app.get("/api/admin-probe")
    def admin_probe(person: Admin) -> str:
        return person.name


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[TestClient]:
    """A workbench with accounts: ann the coder, ada the admin, rex who may not log in."""
    path = str(tmp_path / "desk.sqlite")
    with open_store(path) as store:
        for name, role in (("ann", Role.CODER), ("ada", Role.ADMIN), ("rex", Role.EDITOR)):
            account = Account(name, role, hash_password(PASSWORD), NOON.isoformat(), disabled=name == "rex")
            store.add_account(account)
        store.add_token(ApiToken(digest_of("read-key"), "ann", "script", Role.READER, NOON.isoformat()))
        store.add_token(ApiToken(digest_of("high-key"), "ann", "script", Role.ADMIN, NOON.isoformat()))
    app = make_app(Config(store=path), WebSettings("0.0.0.0", accounts=True), now=clock)
    add_probes(app)
    with TestClient(app, base_url="http://desk.example.org", follow_redirects=False) as client:
        yield client


def login(desk: TestClient, name: str = "ann", password: str = PASSWORD, back: str = "/incidents") -> int:
    return desk.post("/login", data={"name": name, "password": password, "back": back}).status_code


def csrf(desk: TestClient) -> str:
    page = desk.get("/incidents").text
    return page.split('"X-CSRF-Token": "')[1].split('"')[0]


def test_nobody_sees_anything_before_a_login(desk: TestClient) -> None:
    page = desk.get("/incidents")
    assert (page.status_code, page.headers["location"]) == (303, "/login?back=/incidents")
    answer = desk.get("/api/admin-probe")
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_login_opens_the_pages_and_a_logout_closes_them(desk: TestClient) -> None:
    assert login(desk) == 303
    assert desk.get("/incidents").status_code == 200
    assert desk.post("/logout", data={"csrf": csrf(desk)}).status_code == 303
    assert desk.get("/incidents").status_code == 303


@pytest.mark.parametrize(("name", "password"), [("ann", "wrong"), ("nobody", PASSWORD), ("rex", PASSWORD), ("ann", "")])
def test_a_wrong_name_and_a_wrong_password_look_alike(desk: TestClient, name: str, password: str) -> None:
    answer = desk.post("/login", data={"name": name, "password": password})
    assert answer.status_code in (401, 422)
    assert "dateline_session" not in answer.cookies
    assert answer.status_code == 422 or "The name or the password is wrong." in answer.text


def test_a_guesser_has_to_wait(desk: TestClient) -> None:
    statuses = [login(desk, password=f"guess {number}") for number in range(7)]
    assert statuses == [401] * 5 + [429] * 2
    assert login(desk) == 429  # the right one, too


def test_the_cookie_is_kept_from_scripts_and_other_sites(desk: TestClient) -> None:
    answer = desk.post("/login", data={"name": "ann", "password": PASSWORD})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:1"])
def test_a_login_never_leads_elsewhere(desk: TestClient, back: str) -> None:
    answer = desk.post("/login", data={"name": "ann", "password": PASSWORD, "back": back})
    assert answer.headers["location"] == "/incidents"


def test_a_session_ends_by_itself(desk: TestClient, clock: Clock) -> None:
    login(desk)
    clock.time = NOON + timedelta(hours=12)
    assert desk.get("/incidents").status_code == 303


def test_a_role_is_asked_for(desk: TestClient) -> None:
    login(desk)
    answer = desk.get("/api/admin-probe")
    assert (answer.status_code, answer.json()["detail"]) == (403, "this needs the role admin; ann is coder")
    login(desk, "ada")
    assert desk.get("/api/admin-probe").json() == "ada"


def test_a_change_needs_the_secret_of_its_page(desk: TestClient) -> None:
    login(desk)
    assert desk.post("/api/probe").status_code == 403
    assert desk.post("/api/probe", headers={"X-CSRF-Token": "guess"}).status_code == 403
    assert desk.post("/api/probe", headers={"X-CSRF-Token": csrf(desk)}).json() == "ann"
    assert desk.post("/api/probe", data={"csrf": csrf(desk)}).json() == "ann"


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}],
)
def test_a_change_from_another_site_is_refused(desk: TestClient, headers: dict[str, str]) -> None:
    login(desk)
    answer = desk.post("/api/probe", headers={"X-CSRF-Token": csrf(desk), **headers})
    assert answer.status_code == 403


def test_a_key_needs_no_page_and_is_never_more_than_its_owner(desk: TestClient) -> None:
    reader, higher = {"Authorization": "Bearer read-key"}, {"Authorization": "Bearer high-key"}
    assert desk.get("/incidents", headers=reader).status_code == 200
    assert desk.post("/api/probe", headers=reader).status_code == 403
    assert desk.post("/api/probe", headers=higher).json() == "ann"
    assert desk.get("/api/admin-probe", headers=higher).status_code == 403
    assert desk.get("/api/admin-probe", headers={"Authorization": "Bearer nothing"}).status_code == 401


def test_whoever_is_disabled_is_out_at_once(desk: TestClient) -> None:
    login(desk)
    store = desk.app.state.store  # type: ignore[attr-defined]
    store.change_account(replace(store.account("ann"), disabled=True))
    assert desk.get("/incidents").status_code == 303
    assert desk.get("/incidents", headers={"Authorization": "Bearer read-key"}).status_code == 303


def test_logins_are_logged(desk: TestClient) -> None:
    login(desk, password="wrong")
    login(desk)
    store = desk.app.state.store  # type: ignore[attr-defined]
    assert [(entry.account, entry.action) for _, entry in store.audit()] == [("ann", "login"), ("ann", "failed login")]


def test_without_accounts_only_this_machine_is_answered(client: TestClient) -> None:
    assert client.get("/incidents").status_code == 200
    assert client.get("/incidents", headers={"Host": "evil.example"}).status_code == 421
    assert client.get("/incidents", headers={"Host": "[::1]:8765"}).status_code == 200


def test_a_change_without_a_length_or_too_long_is_refused(client: TestClient) -> None:
    assert client.post("/api/x", headers={"Content-Length": "99999999"}).status_code == 413
    assert client.post("/api/x", content=iter([b"x"])).status_code == 411


def test_a_flood_is_held_back(client: TestClient) -> None:
    limiter: Limiter = client.app.state.limiter  # type: ignore[attr-defined]
    limiter._clock = lambda: 0.0  # all at once, however slow the machine
    statuses = [client.get("/nowhere").status_code for _ in range(302)]
    assert statuses == [404] * 300 + [429] * 2


def test_a_person_knows_what_they_may() -> None:
    assert Person("ann", Role.CODER).may("reader")
    assert not Person("ann", Role.CODER).may("editor")


def test_what_was_taken_comes_back_with_time() -> None:
    seconds = [0.0]
    limiter = Limiter(lambda: seconds[0])
    assert [limiter.take("ann", LOGGING_IN) for _ in range(6)] == [0.0] * 5 + [30.0]
    assert limiter.take("bob", LOGGING_IN) == 0.0
    seconds[0] = 30.0
    assert [limiter.take("ann", LOGGING_IN) for _ in range(2)] == [0.0, 30.0]
