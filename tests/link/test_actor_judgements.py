from __future__ import annotations

import msgspec
import pytest

from dateline.link.actor_judgements import (
    ActorDecision,
    ActorDecisions,
    apply_decisions,
    make_actor_decisions,
    make_own_id,
    make_subject,
    read_decision,
)
from dateline.records import (
    ActorLink,
    Event,
    Findings,
    Judgement,
    Participant,
    Relation,
    Responsibility,
    Span,
    Statement,
)

TEXT = "The Sahar Front said it had split from the Black Flag; the Front claimed the attack."
FRONT = ActorLink("unlisted:sahar-front", "Sahar Front", "armed_group", 0.5, "head noun")
FLAG = ActorLink("group:black-flag", "Black Flag", "armed_group", 1.0, "name")


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def judged(verdict: str, subject: str, actor: str, name: str, kind: str | None = "armed_group") -> Judgement:
    value = msgspec.json.encode(ActorDecision(actor, name, kind)).decode()
    return Judgement(subject, verdict, "ann", "2024-01-01T00:00:00Z", value=value)


def decide(*judgements: Judgement) -> ActorDecisions:
    return make_actor_decisions(judgements)


IT = Participant(span("it"), "Sahar Front", actor=FRONT)
FOUND = Findings(
    "r",
    "1",
    "rules/1",
    events=(Event("e", "attack", (span("attack"),), "happened", by=(IT,), against=(Participant(span("the attack")),)),),
    statements=(Statement("s", span("Sahar Front"), span("said"), None, "indirect", "armed_group", actor=FRONT),),
    responsibility=(Responsibility("c", "e", Participant(span("Front"), actor=FRONT), "claims", span("claimed")),),
    relations=(Relation("t", "split_from", IT, Participant(span("Black Flag"), actor=FLAG)),),
)


def ids(found: Findings) -> list[str | None]:
    people = [*found.events[0].by, *found.events[0].against, found.relations[0].a, found.relations[0].b]
    claim = found.responsibility[0].who
    actors = [*(one.actor for one in people), found.statements[0].actor, claim.actor if claim else None]
    return [one.actor_id if one is not None else None for one in actors]


def test_without_decisions_the_findings_are_the_same_object() -> None:
    assert apply_decisions(FOUND, TEXT, decide()) is FOUND


def test_a_merger_reaches_every_mention() -> None:
    decisions = decide(judged("merge", "merge unlisted:sahar-front", "group:north", "Northern Army"))
    found = apply_decisions(FOUND, TEXT, decisions)
    assert ids(found) == ["group:north", None, "group:north", "group:black-flag", "group:north", "group:north"]
    link = found.events[0].by[0].actor
    assert link is not None
    assert (link.name, link.score, link.reason) == (
        "Northern Army", 1.0, "merged from unlisted:sahar-front by a person",
    )  # fmt: skip


def test_mergers_are_followed_to_the_end_and_a_circle_ends() -> None:
    chain = decide(judged("merge", "merge a", "b", "B"), judged("merge", "merge b", "c", "C"))
    assert chain.final(ActorLink("a", "A", "militia", 0.9, "")).actor_id == "c"
    circle = decide(judged("merge", "merge a", "b", "B"), judged("merge", "merge b", "a", "A"))
    assert circle.final(ActorLink("a", "A", "militia", 0.9, "")).actor_id == "b"
    assert circle.final(ActorLink("b", "B", "militia", 0.9, "")).actor_id == "a"


def test_an_alias_outranks_the_tie_of_the_machine() -> None:
    decisions = decide(judged("alias", "alias sahar front", "group:north", "Northern Army"))
    assert ids(apply_decisions(FOUND, TEXT, decisions))[0] == "group:north"
    unknown = decide(judged("alias", "alias attack", "group:north", "Northern Army", None))
    found = apply_decisions(FOUND, TEXT, unknown)
    assert ids(found)[1] == "group:north"  # the name was tied to nobody
    assert found.events[0].against[0].actor == ActorLink(
        "group:north", "Northern Army", "unknown", 1.0, "a name given by a person"
    )


def test_a_split_takes_one_name_from_an_actor() -> None:
    decisions = decide(judged("split", "split unlisted:sahar-front front", "decided:front", "Front"))
    found = ids(apply_decisions(FOUND, TEXT, decisions))
    assert found == ["unlisted:sahar-front", None, "unlisted:sahar-front", "group:black-flag", "unlisted:sahar-front",
                     "decided:front"]  # fmt: skip


def test_a_new_name_is_shown_everywhere_and_changes_nobody() -> None:
    decisions = decide(judged("rename", "rename unlisted:sahar-front", "unlisted:sahar-front", "Front of Sahar"))
    found = apply_decisions(FOUND, TEXT, decisions)
    assert ids(found) == ids(FOUND)
    assert {one.actor.name for one in found.events[0].by if one.actor} == {"Front of Sahar"}


def test_a_merged_actor_takes_the_new_name_of_whom_it_is_merged_into() -> None:
    decisions = decide(
        judged("merge", "merge unlisted:sahar-front", "group:north", "Northern Army"),
        judged("rename", "rename group:north", "group:north", "Army of the North"),
    )
    assert decisions.final(FRONT).name == "Army of the North"


@pytest.mark.parametrize(
    ("verdict", "subject"), [("same", "e+f"), ("undo", "merge a"), ("merge", "e+f"), ("reject", "merge a")]
)
def test_other_judgements_are_no_decisions_on_actors(verdict: str, subject: str) -> None:
    judgement = Judgement(subject, verdict, "ann", "2024-01-01T00:00:00Z")
    assert read_decision(judgement) is None
    assert not decide(judgement)


def test_subjects_tell_what_a_decision_is_of() -> None:
    assert make_subject("merge", "group:a") == "merge group:a"
    assert make_subject("alias", name="The Sahar Front") == "alias sahar front"
    assert make_subject("split", "group:a", "Sahar-Front") == "split group:a sahar front"
    assert make_own_id("Sahar Front") == "decided:sahar-front"
