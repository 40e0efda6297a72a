"""What people type, and what is found."""

from __future__ import annotations

import pytest
from made_records import make_reading

from dateline.errors import UserError
from dateline.records import Span
from dateline.store import open_store
from dateline.store.search import Clause, find_marks, parse_query


@pytest.mark.parametrize(
    ("query", "clauses"),
    [
        ("bomb market", (Clause(("bomb",)), Clause(("market",)))),
        ('"car bomb" Kandel', (Clause(("car bomb",)), Clause(("Kandel",)))),
        ("bomb OR mine OR shell", (Clause(("bomb", "mine", "shell")),)),
        ("bomb -drill", (Clause(("bomb",)), Clause(("drill",), excluded=True))),
        ('bomb -"air raid"', (Clause(("bomb",)), Clause(("air raid",), excluded=True))),
        ("kidnap*", (Clause(("kidnap*",)),)),
        ("OR bomb", (Clause(("bomb",)),)),
        ('an "unclosed phrase', (Clause(("an",)), Clause(("unclosed phrase",)))),
        ("bomb - & ( market )", (Clause(("bomb",)), Clause(("market",)))),
    ],
)
def test_a_query_is_read(query: str, clauses: tuple[Clause, ...]) -> None:
    assert parse_query(query) == clauses


@pytest.mark.parametrize("query", ["", "  ", "-bomb", '""', "( )", "OR"])
def test_a_query_without_a_word_says_so(query: str) -> None:
    with pytest.raises(UserError, match="nothing to search for"):
        parse_query(query)


def test_marks_become_spans() -> None:
    assert find_marks("a \x02bomb\x03 and \x02bombs\x03") == (Span(2, 6), Span(11, 16))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("bombing", ["bomb"]),  # any form of a word
        ("BOMB kandel", ["bomb"]),
        ("Belén", ["ferry"]),
        ("belen", ["ferry"]),  # without its accents
        ('"ferry sank"', ["ferry"]),
        ('"sank ferry"', []),
        ("bomb OR ferry", ["bomb", "ferry"]),
        ("people -ferry", ["bomb"]),
        ("trad*", ["bomb"]),
        ('NEAR(bomb) AND text:"', []),  # the database's own syntax is only words here
    ],
)
def test_search_finds_reports(store_url: str, query: str, found: list[str]) -> None:
    bomb = make_reading("bomb", "Bomb in Kandel\n\nFive people, all traders, died.")
    ferry = make_reading("ferry", "Ferry lost\n\nA ferry sank off Belén with 20 people.")
    names = {bomb.report.id: "bomb", ferry.report.id: "ferry"}
    with open_store(store_url) as store:
        store.add_reading(bomb)
        store.add_reading(ferry)
        assert sorted(names[hit.report_id] for hit in store.search(query)) == found


def test_a_hit_shows_the_words_where_they_stand(store_url: str) -> None:
    text = "Quiet day\n\n" + "Nothing happened in the valley. " * 20 + "Then a mine killed a shepherd near Oru."
    reading = make_reading("mine", text)
    with open_store(store_url) as store:
        store.add_reading(reading)
        (hit,) = store.search("mine shepherd")
    assert [span.of(text) for span in hit.spans] == ["mine", "shepherd"]
    assert "mine killed a shepherd" in hit.excerpt.of(text)
    assert len(hit.excerpt.of(text)) <= 160


def test_the_title_weighs_more_than_the_text(store_url: str) -> None:
    filler = "People met and talked about the weather. " * 5
    low = make_reading("low", f"Weather\n\n{filler}A bomb went off.")
    high = make_reading("high", f"Bomb\n\n{filler}It went off early.")
    with open_store(store_url) as store:
        store.add_reading(low)
        store.add_reading(high)
        store.add_reading(make_reading("other", "Sun\n\nIt shone."))
        assert [hit.report_id for hit in store.search("bomb")] == [high.report.id, low.report.id]
        assert len(store.search("bomb", limit=1)) == 1
