from __future__ import annotations

from archive import KUNDUZ, Draft, bombing
from dateline.link import Sighting, link_events, make_sightings
from dateline.link.blocks import BLOCK_LIMIT, make_pairs
from dateline.link.weighing import count_words, reweigh


def sighting(name: str, words: str) -> Sighting:
    draft = Draft(name, published="2019-05-11")
    bombing(draft, words=words)
    (made,) = make_sightings(draft.report(), draft.findings())
    return made


def test_a_word_that_the_whole_archive_uses_loses_its_weight() -> None:
    plain = sighting("a", "explosion at the handcart")
    many = [plain, *(sighting(f"r{number}", f"explosion at the handcart of Person{number}x") for number in range(400))]
    assert dict(plain.words)["handcart"] > 0.5
    assert "handcart" not in dict(reweigh(many)[0].words)
    assert dict(reweigh([plain])[0].words)["handcart"] > 0.5


def test_words_are_counted_once_a_report() -> None:
    draft = Draft("a", published="2019-05-11")
    bombing(draft, words="handcart handcart")
    bombing(draft, words="another handcart", kind="shooting")
    counts, reports = count_words(make_sightings(draft.report(), draft.findings()))
    assert reports == 1
    assert counts["handcart"] == 1


def test_what_a_large_block_leaves_out_is_counted() -> None:
    many = [sighting(f"r{number:04}", "explosion") for number in range(BLOCK_LIMIT + 20)]
    met = make_pairs(many)
    assert met.blocks_cut > 0
    assert met.pairs_cut > 0
    linking = link_events(many[:30])
    assert linking.blocks_cut == 0
    assert len(linking.incidents) == 1


def test_the_place_is_no_word_of_the_event() -> None:
    made = sighting("a", f"explosion in {KUNDUZ.name}")
    assert made.place_words >= {"kunduz", "afghanistan"}
