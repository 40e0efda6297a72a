from __future__ import annotations

import pytest

from dateline.knowledge.register import Register, load_register
from dateline.parse import parse_report
from dateline.records import (
    ActorLink,
    Event,
    Findings,
    Participant,
    Relation,
    Report,
    Responsibility,
    Span,
    Statement,
)
from dateline.resolve.actors import CERTAIN, find_actor, read_names, resolve_actors


@pytest.fixture(scope="module")
def register() -> Register:
    return load_register()


def tie(register: Register, words: str, text: str = "") -> ActorLink | None:
    return find_actor(words, read_names(text or words, register))


@pytest.mark.parametrize(
    ("words", "actor"),
    [
        ("Taliban fighters", "group:taliban"),
        ("suspected Taleban militants", "group:taliban"),
        ("radical Palestinian group Hamas", "group:hamas"),
        ("military wing of Hamas", "group:hamas"),
        ("Lebanon's Hezbollah", "group:hezbollah"),
        ("Turkey's Kurdistan Workers' Party (PKK)", "group:kurdistan-workers-party"),
        ("Tamil Tiger rebels", "group:liberation-tigers-of-tamil-eelam"),
        ("NATO forces", "body:north-atlantic-treaty-organization"),
        ("U.N. peacekeepers", "body:united-nations"),
        ("Iraqi police", "state:IQ:police"),
        ("U.S. soldiers", "state:US:military"),
        ("Israeli army", "state:IL:military"),
        ("Pakistani intelligence officials", "state:PK:intelligence"),
        ("Afghan government", "state:AF:government"),
        ("Turkey", "state:TR:government"),
        ("Sri Lankan navy", "state:LK:military"),
        ("Iraqi army in Mosul", "state:IQ:military"),
        ("Lebanese border police", "state:LB:police"),
        ("Tatmadaw soldiers", "state:MM:military"),
        ("Inter-Services Intelligence (ISI)", "state:PK:intelligence:inter-services-intelligence"),
        ("Syrian Arab Coalition", "group:syrian-arab-coalition"),
        ("Saudi-led Arab coalition", "body:saudi-led-coalition"),
    ],
)
def test_names_and_forces_are_tied(register: Register, words: str, actor: str) -> None:
    link = tie(register, words)
    assert link is not None and link.actor_id == actor
    assert link.score >= CERTAIN


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("gunmen", "unidentified_armed"),
        ("Kurdish rebels", "unidentified_armed"),
        ("al-Qaida-linked militants", "unidentified_armed"),
        ("Colombian rebels", "unidentified_armed"),
        ("Iranian-backed militia", "militia"),
        ("Maoist rebels", "unidentified_armed"),
        ("Israeli settlers", "civilians"),
        ("villagers", "civilians"),
        ("police", "police"),
        ("protesters", "protesters"),
        ("journalists", "media"),
        ("134th Expeditionary Fighter Squadron", "military"),
        ("fighter jets", "military"),
        ("police station", "police"),
        ("market", "object"),
    ],
)
def test_description_is_a_class_and_never_a_group(register: Register, words: str, kind: str) -> None:
    link = tie(register, words)
    assert link is not None
    assert (link.actor_id, link.kind) == (f"class:{kind}", kind)
    assert link.score < CERTAIN


@pytest.mark.parametrize("words", ["Israeli", "Dominican", "thing", "Karim Doss", "anti-Taliban mood"])
def test_nothing_is_tied_where_nothing_tells(register: Register, words: str) -> None:
    assert tie(register, words) is None


def test_unknown_group_keeps_a_name_of_its_own(register: Register) -> None:
    link = tie(register, "Valley Liberation Front")
    assert link is not None
    assert (link.actor_id, link.kind) == ("unlisted:valley-liberation-front", "armed_group")
    assert link.score < CERTAIN


def test_force_of_a_state_is_told_by_what_follows_it(register: Register) -> None:
    text = "Aircraft of the Armed Forces of Mali struck; the Armed Forces said so."
    first, second = text.index("Armed Forces"), text.rindex("Armed Forces")
    events = tuple(
        Event(str(at), "air_strike", (Span(0, 8),), "happened", by=(Participant(Span(at, at + len("Armed Forces"))),))
        for at in (first, second)
    )
    parsed = parse_report(Report(id="r", text=text))
    found = resolve_actors(parsed, Findings("r", "1", "rules", events=events), register)
    ties = [event.by[0].actor for event in found.events]
    assert [None if tie is None else tie.actor_id for tie in ties] == ["state:ML:military", "class:military"]


def test_abbreviation_means_what_the_text_says(register: Register) -> None:
    text = "The Plains Liberation Organisation (PLO) struck. The PLO fled."
    link = tie(register, "PLO", text)
    assert link is not None and link.actor_id == "unlisted:plains-liberation-organisation"
    assert tie(register, "PLO", "The PLO fled.") != link


def test_misleading_name_counts_only_beside_the_full_one(register: Register) -> None:
    alone = tie(register, "Islamic Jihad", "Islamic Jihad fired.")
    assert alone is None or not alone.actor_id.startswith("group:")
    beside = tie(register, "Islamic Jihad", "Palestinian Islamic Jihad spoke. Islamic Jihad fired.")
    assert beside is not None and beside.actor_id == "group:palestinian-islamic-jihad"


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def test_every_finding_that_names_somebody_is_tied(register: Register) -> None:
    text = "Hamas said it fired on Israeli soldiers. It leads the Qassam Brigades."
    parsed = parse_report(Report(id="r1", text=text))
    it = Participant(span(text, "It "), name="Hamas")
    findings = Findings(
        "r1",
        "1",
        "rules/1",
        events=(
            Event(
                "e1",
                "attack",
                (span(text, "fired"),),
                "happened",
                by=(Participant(span(text, "it"), name="Hamas"),),
                against=(Participant(span(text, "Israeli soldiers")),),
            ),
        ),
        statements=(
            Statement("s1", span(text, "Hamas"), span(text, "said"), span(text, "it fired"), "indirect", "armed_group"),
        ),
        responsibility=(
            Responsibility("p1", "e1", Participant(span(text, "Hamas")), "claims", span(text, "said")),
            Responsibility("p2", "e1", None, "nobody", span(text, "said")),
        ),
        relations=(Relation("l1", "leader_of", it, Participant(span(text, "Qassam Brigades"))),),
    )
    tied = resolve_actors(parsed, findings, register)
    (event,) = tied.events
    assert [one.actor.actor_id for one in event.by if one.actor] == ["group:hamas"]
    assert event.by[0].actor is not None and "antecedent" in event.by[0].actor.reason
    assert [one.actor.actor_id for one in event.against if one.actor] == ["state:IL:military"]
    assert tied.statements[0].actor is not None and tied.statements[0].actor.actor_id == "group:hamas"
    claimant = tied.responsibility[0].who
    assert claimant is not None and claimant.actor is not None and claimant.actor.actor_id == "group:hamas"
    assert tied.responsibility[1] == findings.responsibility[1]
    (relation,) = tied.relations
    assert relation.b.actor is not None and relation.b.actor.actor_id == "group:izz-ad-din-al-qassam-brigades"


def test_resolving_twice_changes_nothing(register: Register) -> None:
    text = "The Taliban fled."
    parsed = parse_report(Report(id="r1", text=text))
    event = Event("e1", "attack", (span(text, "fled"),), "happened", by=(Participant(span(text, "Taliban")),))
    once = resolve_actors(parsed, Findings("r1", "1", "rules/1", events=(event,)), register)
    assert resolve_actors(parsed, once, register) == once


def test_name_that_claims_a_deed_is_a_group(register: Register) -> None:
    text = "The Helmand Covenant struck. The Helmand Covenant claimed responsibility."
    who = Participant(span(text, "Helmand Covenant"))
    event = Event("e1", "attack", (span(text, "struck"),), "happened", by=(who,))
    claim = Responsibility("p1", "e1", who, "claims", span(text, "claimed responsibility"))
    tied = resolve_actors(
        parse_report(Report(id="r1", text=text)),
        Findings("r1", "1", "rules/1", events=(event,), responsibility=(claim,)),
        register,
    )
    link = tied.events[0].by[0].actor
    assert link is not None and (link.actor_id, link.kind) == ("unlisted:helmand-covenant", "armed_group")
