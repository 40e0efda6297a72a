"""Published ids: given once, kept for ever, on any shelf."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import made_evidence as made
import pytest

from archive import bombing
from dateline.errors import StoreError
from dateline.export import Evidence, Ledger, MemoryShelf, Options, find_format, write_export
from dateline.export.cite import read_citations
from dateline.export.judged import narrow
from dateline.records import Anchor, Published
from dateline.store import open_store


@pytest.fixture(params=["memory", "store"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    if request.param == "memory":
        yield Ledger(MemoryShelf())
        return
    with open_store(str(tmp_path / "s.sqlite")) as store, store.publishing() as shelf:
        yield Ledger(shelf)


def three() -> Evidence:
    """One incident in three reports."""
    drafts = [made.draft(f"r{at}", published=f"2019-05-1{at}") for at in range(3)]
    for draft in drafts:
        bombing(draft, killed=2)
    return made.make_case(*drafts)


def parts(whole: Evidence) -> list[Evidence]:
    """The three events as incidents of their own."""
    return [
        replace(part, incident=replace(part.incident, id=f"i{at}"))
        for at, member in enumerate(whole.incident.members)
        if (part := narrow(whole, {member.event_id}))
    ]


def test_numbers_go_up_within_their_prefix(ledger: Ledger) -> None:
    one, two, three_ = parts(three())
    assert ledger.publish("gtd", one, prefix="20190510", width=4).id == "201905100001"
    assert ledger.publish("gtd", two, prefix="20190510", width=4).id == "201905100002"
    assert ledger.publish("gtd", three_, prefix="20190511", width=4).id == "201905110001"
    assert ledger.publish("ged", three_).id == "1"


def test_an_id_is_given_again_whatever_the_prefix(ledger: Ledger) -> None:
    one = three()
    assert ledger.publish("gtd", one, prefix="20190510", width=4).id == "201905100001"
    assert ledger.publish("gtd", one, prefix="20190601", width=4).id == "201905100001"
    grown = replace(one, incident=replace(one.incident, id="other", members=one.incident.members[::-1]))
    assert ledger.publish("gtd", grown, prefix="20190601", width=4).id == "201905100001"


def test_a_reading_with_other_events_keeps_the_id(ledger: Ledger) -> None:
    """A newer reader gives the event another id; its words stand where they stood."""
    one = parts(three())[0]
    before = ledger.publish("ged", one)
    member, (report, event) = one.incident.members[0], next(one.events())
    found = replace(one.findings[0], events=(replace(event, id="another"),))
    again = replace(
        one, incident=replace(one.incident, members=(replace(member, event_id="another"),)), findings=(found,)
    )
    assert report.id == member.report_id
    assert ledger.publish("ged", again) == before


def test_two_rows_that_become_one_keep_the_older_id(ledger: Ledger) -> None:
    whole = three()
    one, two, _ = parts(whole)
    assert [ledger.publish("ged", part).id for part in (two, one)] == ["1", "2"]
    merged = ledger.publish("ged", whole)
    assert (merged.id, merged.replaces) == ("1", ("2",))
    kept = {one.id: one.replaced_by for one in ledger.shelf.find("ged", [anchor_of(one), anchor_of(two)])}
    assert kept == {"1": None, "2": "1"}
    assert ledger.publish("ged", one).id == "2"  # parted again: both live
    assert {one.id: one.replaced_by for one in ledger.shelf.find("ged", [anchor_of(one)])} == {"2": None}


def anchor_of(part: Evidence) -> Anchor:
    (member,) = part.incident.members
    return Anchor(member.event_id, member.report_id, 0)


def test_incidents_keep_the_id_that_they_were_published_under(ledger: Ledger) -> None:
    whole = three()
    first = ledger.publish_incident(whole)
    assert first.id == whole.incident.id
    renamed = replace(whole, incident=replace(whole.incident, id="other"))
    assert ledger.publish_incident(renamed) == first
    one, two, _ = parts(whole)
    same = [replace(part, incident=replace(part.incident, id="same")) for part in (one, two)]
    fresh = Ledger(MemoryShelf())
    assert [fresh.publish_incident(part).id for part in same] == ["same", "same-2"]


def test_looking_gives_no_id(ledger: Ledger) -> None:
    one = three()
    assert ledger.published("ged", one) == ()
    ledger.publish("ged", one)
    assert ledger.published("ged", one) == ("1",)
    assert ledger.published("gtd", one) == ()


def test_the_store_remembers(tmp_path: Path) -> None:
    path = str(tmp_path / "s.sqlite")
    cases = made.make_cases()
    ids = []
    for run in ("1", "2"):
        with open_store(path) as store, store.publishing() as shelf:
            write_export(find_format("acled"), cases, tmp_path / f"{run}.csv", Options(ledger=Ledger(shelf)))
        ids.append([row.row for row in read_citations(tmp_path / f"{run}.csv")])
    assert ids[0] == ids[1]
    with open_store(path) as store:
        kept = list(store.published("acled"))
    assert [one.id for one in kept] == ids[0]
    assert list(store.published("ged")) == []


def test_many_ids_are_written_as_they_are_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.store.published.PENDING", 3)
    with open_store(str(tmp_path / "s.sqlite")) as store:
        with store.publishing() as shelf:
            ledger = Ledger(shelf)
            given = [ledger.publish("ged", one).id for one in made.make_view(10)]
            assert len(list(store.published())) == 9
        assert [one.id for one in store.published()] == given == [str(number) for number in range(1, 11)]


def test_two_exports_at_once_never_give_one_id_twice(tmp_path: Path) -> None:
    one, two, _ = parts(three())
    with open_store(str(tmp_path / "s.sqlite")) as store:
        with store.publishing() as shelf:
            Ledger(shelf).publish("ged", one)
            with store.publishing() as other:
                Ledger(other).publish("ged", two)
            with pytest.raises(StoreError, match="run this one again"):
                shelf.write_pending()
            shelf._new.clear()
        assert [one.id for one in store.published()] == ["1"]


def test_a_published_row_that_was_rejected_is_withdrawn(tmp_path: Path) -> None:
    rejected, *_ = made.judged()
    ledger = Ledger(MemoryShelf())
    for run, view in enumerate(([replace(rejected, judgements=())], [rejected])):
        write_export(find_format("gtd"), view, tmp_path / f"{run}.csv", Options(ledger=ledger))
    entries = (tmp_path / "1.csv.left-out.csv").read_text("utf-8").splitlines()
    assert any(",201905100001,,withdrawn," in line for line in entries)
    assert any(",rejected," in line and "a drill, not an attack" in line for line in entries)


def test_memory_and_store_agree_on_what_is_published(tmp_path: Path) -> None:
    """The same exports on both shelves end with the same ids and the same redirects."""
    whole = three()
    views = [parts(whole)[:2], [whole], parts(whole)]
    ends: list[list[Published]] = []
    memory = MemoryShelf()
    with open_store(str(tmp_path / "s.sqlite")) as store:
        for view in views:
            with store.publishing() as shelf:
                for one in view:
                    assert Ledger(shelf).publish("ged", one) == Ledger(memory).publish("ged", one)
        ends.append(list(store.published()))
    ends.append(list(memory.kept.values()))
    assert ends[0] == ends[1]
