from __future__ import annotations

from dateline.link.names import find_names
from dateline.records import Findings, PlaceMention, Report, Span, Statement


def findings(text: str, *, place: str = "", speaker: tuple[str, str] | None = None) -> Findings:
    places = (PlaceMention(Span(text.index(place), text.index(place) + len(place))),) if place else ()
    statements: tuple[Statement, ...] = ()
    if speaker is not None:
        kind, name = speaker
        span = Span(text.index(name), text.index(name) + len(name))
        statements = (Statement("s", span, None, None, "indirect", kind),)
    return Findings("a", "test", "test", places=places, statements=statements)


def names(text: str, **told: object) -> tuple[str, ...]:
    return find_names(Report(id="a", text=text), findings(text, **told))  # type: ignore[arg-type]


def test_the_name_of_a_victim_is_kept_as_a_digest_alone() -> None:
    found = names("The victim was named as Quintra Vellmore, 31.")
    assert len(found) == 1
    assert found == names("Friends of Quintra Vellmore lit candles.")
    assert "vellmore" not in found[0]


def test_an_initial_makes_no_difference() -> None:
    assert names("It was Quintra B. Vellmore who fell.") == names("It was Quintra Vellmore who fell.")


def test_common_words_in_capitals_are_no_name() -> None:
    assert names("The Interior Ministry and the High School said nothing.") == ()


def test_who_speaks_for_an_office_and_places_are_left_out() -> None:
    text = "Quintra Vellmore told reporters in Port Quellingham that it was over."
    assert len(names(text)) == 2
    assert len(names(text, place="Port Quellingham")) == 1
    assert names(text, place="Port Quellingham", speaker=("police", "Quintra Vellmore")) == ()
    assert len(names(text, place="Port Quellingham", speaker=("witness", "Quintra Vellmore"))) == 1
