"""Scraped and pasted texts: the report told apart from its page, its sentences joined again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.read.clean import find_article, split_site

HEADLINE = "Gunmen declare new 'province' after clash near Gao"


def test_a_pasted_page_is_taken_apart() -> None:
    article = find_article(
        f"Baghdad Post\n\n{HEADLINE} - Baghdad Post\n\n{HEADLINE}\n\n{HEADLINE}\n"
        "2019-03-02 00:00:00 - Source: Sahel Herald\n\nFacebook Twitter WhatsApp\n\n"
        'The group said for the first time that it has founded a\n"province" in Mali, after a clash between gunmen and\n'  # noqa: E501
        "soldiers in the contested\n\nGao region killed a gunman with alleged\n\nties to the group.\n\n"
        "Its agency late on Friday announced the new province.\n\nSponsored Links\n\n10 foods you must never eat\nLook now\n"  # noqa: E501
    )
    assert article.title == HEADLINE
    assert article.paragraphs == (
        'The group said for the first time that it has founded a "province" in Mali, after a clash between gunmen and '
        "soldiers in the contested Gao region killed a gunman with alleged ties to the group.",
        "Its agency late on Friday announced the new province.",
    )
    assert (article.publisher, article.source, article.published) == ("Baghdad Post", "Sahel Herald", "2019-03-02")


@pytest.mark.parametrize(
    ("text", "title", "paragraphs"),
    [
        ("Two men died in Gao on Friday.", "", ["Two men died in Gao on Friday."]),
        ("Five killed in Gao\n\nFive men died.", "Five killed in Gao", ["Five men died."]),
        ("Who killed the five?\n\nNobody knows.", "Who killed the five?", ["Nobody knows."]),
        ("Five killed in raid by U.S.\n\nFive men died.", "Five killed in raid by U.S.", ["Five men died."]),
        ("Gunmen attacked a convoy in the\n\ntown of Gao.", "", ["Gunmen attacked a convoy in the town of Gao."]),
        ("Gunmen attacked a convoy in the town of\n\nGao, he said.", "", ["Gunmen attacked a convoy in the town of Gao, he said."]),  # noqa: E501
        ("BOMB KILLS FIVE IN GAO\n\nBomb kills five in Gao\n\nFive men died.", "Bomb kills five in Gao", ["Five men died."]),  # noqa: E501
        ("Five killed\n\nHe was Lt.\n\nGen. Ali Keita.", "Five killed", ["He was Lt. Gen. Ali Keita."]),
        ("Five killed\n\n\"We will find them,\" Col. Ali\n\nKeita said.", "Five killed", ['"We will find them," Col. Ali Keita said.']),  # noqa: E501
        ("Five killed\n\nFive died.\n\nA third attack\n\nIt was the third.", "Five killed", ["Five died.", "A third attack", "It was the third."]),  # noqa: E501
        ("Toll rises\n\nThe dead:\n\n- Ali Keita\n- Omar Ba\n\nMore may follow.", "Toll rises", ["The dead:", "- Ali Keita", "- Omar Ba", "More may follow."]),  # noqa: E501
        ("Five killed\n\nA counter-\nterrorism unit came.", "Five killed", ["A counter-terrorism unit came."]),
        ("مقتل خمسة أشخاص\n\nقتل خمسة أشخاص يوم الجمعة.", "مقتل خمسة أشخاص", ["قتل خمسة أشخاص يوم الجمعة."]),
        ("Five men die in Gao - The Daily...\nFive men die in Gao\nThey died on Friday.", "Five men die in Gao", ["They died on Friday."]),  # noqa: E501
    ],
)  # fmt: skip
def test_headline_and_sentences(text: str, title: str, paragraphs: list[str]) -> None:
    article = find_article(text)
    assert article.title == title
    assert list(article.paragraphs) == paragraphs


def test_wrapped_lines_are_joined_and_paragraphs_kept() -> None:
    article = find_article(
        "Five killed in Gao market\n\nFive people were killed on Friday when a bomb went off in\na market, the army said. Nobody\n"  # noqa: E501
        "claimed it.\n\nThe army said more. It was searching\nthe area.\n"
    )
    assert article.paragraphs == (
        "Five people were killed on Friday when a bomb went off in a market, the army said. Nobody claimed it.",
        "The army said more. It was searching the area.",
    )


def test_unwrapped_lines_are_paragraphs() -> None:
    lines = [
        "Five people were killed on Friday when a bomb went off in a crowded market in the north, the army said.",
        "Nobody claimed responsibility.",
        "The army said on Saturday that it was searching the area for the men who had planted the bomb there.",
    ]
    assert find_article("\n".join(["Five killed in Gao", *lines])).paragraphs == tuple(lines)


def test_the_top_of_a_page_without_blank_lines() -> None:
    article = find_article(
        "Al Noor Daily\nBomber strikes checkpoint near Mosul, killing three\nMarch 3, 2019\nBy Staff Reporter\n"
        "MOSUL, Iraq - A bomber struck a checkpoint near Mosul on Sunday, killing three policemen.\nNo group claimed it."  # noqa: E501
    )
    assert article.title == "Bomber strikes checkpoint near Mosul, killing three"
    assert (article.publisher, article.byline, article.published) == ("Al Noor Daily", "Staff Reporter", "2019-03-03")


def test_menus_share_lines_and_pointers_go() -> None:
    article = find_article(
        "Home\nNews\nWorld\n\nSahel Herald\n\nHome > News > Africa\n\nBomb kills five in Gao | Sahel Herald\n\n"
        "Bomb kills five in Gao\n\nBy Musa Traore - May 11, 2019 6:02 pm | Updated: May 12, 2019\n\nFacebook\nTwitter\n\n"  # noqa: E501
        "GAO: Five people died.\n\nAdvertisement\n\nNobody claimed it.\n\nTags: Mali, Gao\n\nRead more: Ten dead in Mopti\n\n"  # noqa: E501
        "Leave a comment\n"
    )
    assert article.paragraphs == ("GAO: Five people died.", "Nobody claimed it.")
    assert (article.publisher, article.byline, article.published) == ("Sahel Herald", "Musa Traore", "2019-05-11T18:02")


def test_prose_below_an_advertisement_is_not_lost() -> None:
    later = "The army said on Saturday that it had found the men who planted the bomb in the market."
    article = find_article(f"Five killed\n\nFive died.\n\nSponsored Links\n\nLose weight now\n\n{later}\n")
    assert article.paragraphs == ("Five died.", later)
    short = "It gave no names then."
    article = find_article(f"Five killed\n\nFive died.\n\nSponsored Links\n\nLose weight now\n\n{short}\n\n{later}\n")
    assert article.paragraphs == ("Five died.", short, later)


def test_an_agency_above_the_headline_is_the_site_and_below_it_the_origin() -> None:
    above = find_article("BBC News\n\nFive killed in Gao market\n\nFive people died.")
    below = find_article("Five killed in Gao market\n\nAFP\n\nFive people died.")
    assert (above.publisher, above.source) == ("BBC News", None)
    assert (below.publisher, below.source) == (None, "AFP")


def test_blank_lines_between_all_wrapped_lines_say_nothing() -> None:
    article = find_article(
        'Gunmen claim province in India\n\nThe group claimed for the first time that it\n\nhas a "province" in India, after a clash\n\n'  # noqa: E501
        "between gunmen and security forces in the Indian\n\nArmy's camp. It killed a man of the Lashkar who was\n\nknown to the Indian\n\n"  # noqa: E501
        "Police. They said so.\n"
    )
    assert article.paragraphs == (
        'The group claimed for the first time that it has a "province" in India, after a clash between gunmen and security '  # noqa: E501
        "forces in the Indian Army's camp. It killed a man of the Lashkar who was known to the Indian Police. They said so.",  # noqa: E501
    )


def test_a_headline_broken_by_blank_lines_is_found_by_its_repetition() -> None:
    article = find_article(
        "Gunmen claim province in India after\n\nclash in Kashmir\n\nGunmen claim province in India after\n\nclash in Kashmir - Echo Post\n\n"  # noqa: E501
        "The group said so on\n\nFriday.\n"
    )
    assert (article.title, article.publisher) == ("Gunmen claim province in India after clash in Kashmir", "Echo Post")
    assert article.paragraphs == ("The group said so on Friday.",)


def test_captions_and_addresses_go() -> None:
    article = find_article(
        "Five die in Gao blast - Sahel Herald\n\nhttps://www.sahelherald.ml/five\n\nFILE PHOTO: A soldier stands near the site of a blast in "  # noqa: E501
        "Gao, Mali. REUTERS/Ali Keita\n\nFive people died on Friday, police told Reuters.\n\nA soldier in Gao, April 3. AFP/Omar Ba\n"  # noqa: E501
    )
    assert (article.title, article.url) == ("Five die in Gao blast", "https://www.sahelherald.ml/five")
    assert article.paragraphs == ("Five people died on Friday, police told Reuters.",)


def test_a_dateline_broken_by_a_blank_line_is_joined() -> None:
    article = find_article("Five die in Gao\n\nGAO\n\n(Reuters) - Five people died, said Col.\n\nAli Keita.\n")
    assert article.paragraphs == ("GAO (Reuters) - Five people died, said Col. Ali Keita.",)


@pytest.mark.parametrize(
    ("headline", "bare", "site"),
    [
        ("Five killed in Gao | Sahel Herald", "Five killed in Gao", "Sahel Herald"),
        ("Five killed in Gao - Baghdad Post", "Five killed in Gao", "Baghdad Post"),
        ("Five killed in Gao - Reuters", "Five killed in Gao", "Reuters"),
        ("Five killed in Gao - army", "Five killed in Gao - army", None),
        ("Gao: five killed in market", "Gao: five killed in market", None),
    ],
)
def test_a_site_behind_a_headline(headline: str, bare: str, site: str | None) -> None:
    assert split_site(headline) == (bare, site)


LINES = st.lists(
    st.one_of(
        st.text(alphabet=st.sampled_from("abcdeABC .,\"'-—:|©é١२\t"), max_size=80),
        st.sampled_from([HEADLINE, f"{HEADLINE} - Baghdad Post", "", "Sponsored Links", "Share", "2019-03-02 - Source: X Y", "By A B"]),  # noqa: E501
    ),
    max_size=20,
)  # fmt: skip


@given(LINES, st.booleans())
def test_anything_becomes_paragraphs_without_newlines(lines: list[str], is_page: bool) -> None:
    text = "\n".join(lines)
    article = find_article(text, is_page=is_page)
    for paragraph in (*article.paragraphs, article.title):
        assert "\n" not in paragraph
        assert paragraph == paragraph.strip()
    assert find_article(text, is_page=is_page) == article


@given(st.lists(st.sampled_from(["The army said on Friday that five men had died in the town of Gao and no more.", "It came at night, when nobody was awake in the house, said the man who lived there."]), min_size=1, max_size=8, unique=True))  # fmt: skip  # noqa: E501
def test_no_word_of_prose_is_lost(sentences: list[str]) -> None:
    article = find_article("\n\n".join(sentences))
    assert " ".join(article.paragraphs) == " ".join(sentences)
