from __future__ import annotations

import random

import numpy as np

from archive import KUNDUZ, Draft, bombing
from dateline.link import Sighting, link_events, make_columns, make_pairs, make_sightings
from dateline.link.blocks import BLOCK_LIMIT
from dateline.link.columns import Bag


def sighting(name: str, words: str) -> Sighting:
    draft = Draft(name, published="2019-05-11")
    bombing(draft, words=words)
    (made,) = make_sightings(draft.report(), draft.findings())
    return made


def weight(bag: Bag, row: int, word: str) -> float:
    """The weight of a word in a row: 0 where it is not there."""
    at = np.flatnonzero(bag.ids[row] == bag.vocabulary.index(word))
    return float(bag.weights[row, at].sum())


def test_a_word_that_the_whole_archive_uses_loses_its_weight() -> None:
    plain = sighting("a", "explosion at the handcart")
    many = [plain, *(sighting(f"r{number}", f"explosion at the handcart of Person{number}x") for number in range(400))]
    assert weight(make_columns([plain]).words, 0, "handcart") > 0.5
    assert weight(make_columns(many).words, make_columns(many).events.index(plain.event_id), "handcart") == 0


def test_words_are_counted_once_a_report() -> None:
    draft = Draft("a", published="2019-05-11")
    bombing(draft, words="handcart handcart")
    bombing(draft, words="another handcart", kind="shooting")
    first, second = make_sightings(draft.report(), draft.findings())
    for order in ([first, second], [first, sighting("b", "explosion"), second]):
        context = make_columns(order).context
        assert context.counts[context.vocabulary.index("handcart")] == 1


def test_columns_are_the_same_in_any_order() -> None:
    many = [sighting(f"r{number}", f"explosion at the gate of Person{number % 7}x") for number in range(30)]
    expected = make_columns(many)
    for seed in range(3):
        found = make_columns(random.Random(seed).sample(many, len(many)))
        assert found.events == expected.events
        for name in ("words", "context", "names"):
            assert np.array_equal(getattr(found, name).ids, getattr(expected, name).ids)
            assert np.array_equal(getattr(found, name).weights, getattr(expected, name).weights)


def test_a_sighting_counts_once() -> None:
    one = sighting("a", "explosion")
    assert len(make_columns([one, one])) == 1


def test_what_a_large_block_leaves_out_is_counted() -> None:
    many = [sighting(f"r{number:04}", "explosion") for number in range(BLOCK_LIMIT + 20)]
    met = make_pairs(make_columns(many))
    assert met.blocks_cut > 0
    assert met.pairs_cut > 0
    assert len(met.left) == len(many) * (len(many) - 1) // 2 - 19 * 20 // 2
    linking = link_events(many[:30])
    assert linking.blocks_cut == 0
    assert len(linking.incidents) == 1


def test_the_place_is_no_word_of_the_event() -> None:
    made = sighting("a", f"explosion in {KUNDUZ.name}")
    assert made.place_words >= {"kunduz", "afghanistan"}
    columns = make_columns([made])
    held = {
        columns.context.vocabulary[word] for word in columns.context.ids[0] if word < len(columns.context.vocabulary)
    }
    assert "kunduz" not in held
