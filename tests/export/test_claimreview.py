"""Claims are whose they are; nobody is rated by us."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from made_evidence import DAWN, TIDE, contested, make_cases, plain, simple
from made_nasty import LINK, nasty, write

from dateline.errors import UserError
from dateline.export import Options


def read(path: Path) -> list[dict[str, Any]]:
    page = json.loads(path.read_text("utf-8"))
    assert page["@context"] == "https://schema.org"
    return list(page["@graph"])


def test_claims_and_denials_are_those_of_the_groups(tmp_path: Path) -> None:
    claims = read(write("claimreview", [contested()], tmp_path))
    told = {(one["author"][0]["name"], one["text"].partition(":")[0]) for one in claims}
    assert {(DAWN, f"{DAWN} did it"), (DAWN, f"{DAWN} did not do it"), (TIDE, f"{TIDE} did it")} <= told
    assert ("the governor", f"{TIDE} did it") in told
    assert {one["@type"] for one in claims} == {"Claim"}
    assert len({one["@id"] for one in claims}) == len(claims)
    for one in claims:
        assert one["about"]["@type"] == "Event"
        assert all(article["@type"] == "NewsArticle" for article in one["appearance"])


def test_numbers_are_claims_only_where_they_are_contested(tmp_path: Path) -> None:
    assert read(write("claimreview", [simple("one", killed=3)], tmp_path)) == []
    left_out = (tmp_path / "incidents.jsonld.left-out.csv").read_text("utf-8")
    assert "no claim" in left_out
    texts = [one["text"] for one in read(write("claimreview", [contested()], tmp_path))]
    killed = next(field for field in contested().assessment.fields if field.field == "killed")
    assert any(" killed: " in text for text in texts) == (killed.verdict in ("contradicted", "denied", "revised"))


def test_a_review_is_that_of_whom_the_user_names(tmp_path: Path) -> None:
    settings = {"reviewer": "Checkers & Sons", "url": "https://checkers.example/claims/"}
    reviews = read(write("claimreview", [plain(), nasty()], tmp_path, Options(settings=settings)))
    assert reviews
    for one in reviews:
        assert one["@type"] == "ClaimReview"
        assert one["author"] == {
            "@type": "Organization",
            "name": "Checkers & Sons",
            "url": "https://checkers.example/claims",
        }
        assert one["url"].startswith("https://checkers.example/claims/")
        assert one["claimReviewed"] == one["itemReviewed"]["text"]
        assert set(one["reviewRating"]) == {"@type", "alternateName", "ratingExplanation"}  # words, no number
    assert LINK not in json.dumps(reviews)


def test_a_reviewer_needs_an_address(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="--set url"):
        write("claimreview", make_cases()[:1], tmp_path, Options(settings={"reviewer": "Checkers"}))
