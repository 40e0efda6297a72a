from __future__ import annotations

from dataclasses import replace

import pytest
from speaking import event, known, read

from dateline.extract.voices.statements import find_statements
from dateline.records import Statement


def found(text: str) -> tuple[Statement, ...]:
    parsed, marks = read(text)
    return find_statements(parsed, marks, (), known())


def said(text: str) -> list[tuple[str, str, str | None]]:
    return [
        (one.source.of(text), one.cue.of(text) if one.cue else "", one.content.of(text) if one.content else None)
        for one in found(text)
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Police say two men died in Mosul.", "Police", "say", "two men died in Mosul"),
        ("Iraqi police said Tuesday that a bomb killed two men.", "Iraqi police", "said", "a bomb killed two men"),
        ("The army says it found the rifles.", "army", "says", "it found the rifles"),
        ("Meanwhile, witnesses say shots were fired.", "witnesses", "say", "shots were fired"),
        ("On Friday, the governor said the road is shut.", "governor", "said", "the road is shut"),
        ("In Baghdad Tuesday, officials said ten people fled.", "officials", "said", "ten people fled"),
        ("Two men died in the blast, police said.", "police", "said", "Two men died in the blast"),
        ("Two men died in the blast, police said on Tuesday.", "police", "said", "Two men died in the blast"),
        ('"We heard two blasts," said Karim Doss.', "Karim Doss", "said", "We heard two blasts"),
        (
            "Two men died in the blast, said Karim Doss, a police officer.",
            "Karim Doss",
            "said",
            "Two men died in the blast",
        ),
        ("According to police, two men died in the blast.", "police", "According to", "two men died in the blast"),
        ("Two men died in the blast, according to the army.", "army", "according to", "Two men died in the blast"),
        (
            "Omar Hadda told reporters in Baghdad on Monday that the talks had failed.",
            "Omar Hadda",
            "told",
            "the talks had failed",
        ),
        ("The minister told VOA the raid is over.", "minister", "told", "the raid is over"),
        (
            "The general confirmed Monday that his troops left.",
            "general",
            "confirmed",
            "his troops left",
        ),
        ("The envoy has called for an inquiry.", "envoy", "called for", "an inquiry"),
        ("The U.N. is calling on both sides to stop.", "U.N.", "calling on", "both sides to stop"),
        (
            "The army accused the Lake Brigades of shelling a village.",
            "army",
            "accused",
            "the Lake Brigades of shelling a village",
        ),
        ("Officials blame the rebels for the raid.", "Officials", "blame", "the rebels for the raid"),
        ("The group rejected the offer.", "group", "rejected", "the offer"),
        ("The rebels have threatened to burn the bridge.", "rebels", "threatened", "to burn the bridge"),
        ("The mayor denied the report.", "mayor", "denied", "the report"),
        (
            "Karim Doss, a spokesman for the governor, said Wednesday that the bridge fell.",
            "Karim Doss",
            "said",
            "the bridge fell",
        ),
        (
            "The governor's spokesman, Karim Doss, said the bridge fell.",
            "governor's spokesman, Karim Doss",
            "said",
            "the bridge fell",
        ),
        ("The spokesman, who asked not to be named, said the bridge fell.", "spokesman", "said", "the bridge fell"),
        (
            "A militant group, the Valley Front, says it burned the bridge.",
            "Valley Front",
            "says",
            "it burned the bridge",
        ),
        ("A study found that the dam was mined.", "study", "found", "the dam was mined"),
        ("The ministry said in a statement that two men died.", "ministry", "said", "two men died"),
        ("The ministry said in a statement two men died.", "ministry", "said", "two men died"),
        ("A statement by the ministry says two men died.", "statement by the ministry", "says", "two men died"),
        ("Media reports say the envoy resigned.", "Media reports", "say", "the envoy resigned"),
        (
            "The head of the panel investigating the raid says the army lied.",
            "head of the panel",
            "says",
            "the army lied",
        ),
        ("The president also urged the rebels to lay down arms.", "president", "urged", "the rebels to lay down arms"),
        ("Villagers, meanwhile, said two homes burned.", "Villagers", "said", "two homes burned"),
        ("The man who drove the truck said he was paid.", "man", "said", "he was paid"),
        ("U.S. and Iraqi officials say the siege is over.", "U.S. and Iraqi officials", "say", "the siege is over"),
        ("The envoy warned of new attacks.", "envoy", "warned", "new attacks"),
        ("The court ruled Friday that the arrest was unlawful.", "court", "ruled", "the arrest was unlawful"),
    ],
)
def test_finds_source_cue_and_content(text: str, source: str, cue: str, content: str) -> None:
    assert said(text) == [(source, cue, content)]


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("The ministry declined to comment.", "ministry", "declined to comment"),
        ("The army did not respond to questions.", "army", "did not respond"),
        ("Officials did not say who fired.", "Officials", "did not say"),
        ("The governor could not be reached.", "governor", "could not be reached"),
        ("The police have not confirmed the toll.", "police", "have not confirmed"),
        ("The mayor was not immediately available for comment.", "mayor", "was not immediately available for comment"),
        ("There was no immediate comment from the army.", "army", "no immediate comment"),
        ("The general would not comment on the raid.", "general", "would not comment"),
    ],
)
def test_silence_has_no_content(text: str, source: str, cue: str) -> None:
    assert said(text) == [(source, cue, None)]
    assert found(text)[0].kind == "silence"


@pytest.mark.parametrize(
    "text",
    [
        "The war has claimed the lives of two men.",
        "The clash claimed 30 lives.",
        "He was accused of theft by nobody.",
        "The army will say more on Monday.",
        "Two suspects were arrested in Mosul.",
        "The United States sent troops to Mosul.",
        "No one has claimed responsibility for the blast.",
        "Troops entered the town of Marib.",
        "He was asked to leave.",
        "The troops were called up.",
        "The Daily Express is a paper.",
        "They burned what they called a den of spies.",
    ],
)
def test_leaves_out_what_credits_nobody(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("Iraqi police", "police"),
        ("A police spokesman", "police"),
        ("The U.S. military", "military"),
        ("The army", "military"),
        ("Lieutenant General Omar Hadda", "military"),
        ("President Omar Hadda", "government"),
        ("The Foreign Ministry", "government"),
        ("The White House", "government"),
        ("Turkey", "government"),
        ("Afghan officials", "government"),
        ("Officials", "unnamed_official"),
        ("A security official", "unnamed_official"),
        ("Security sources", "unnamed_official"),
        ("Hospital officials", "medical"),
        ("Doctors in Mosul", "medical"),
        ("Witnesses", "witness"),
        ("Residents of Mosul", "resident"),
        ("Prosecutors", "court"),
        ("A judge", "court"),
        ("The United Nations", "international"),
        ("NATO", "international"),
        ("The Red Cross", "international"),
        ("The U.N. refugee agency", "international"),
        ("Human Rights Watch", "ngo"),
        ("A human rights group", "ngo"),
        ("The Taliban", "armed_group"),
        ("The rebels", "armed_group"),
        ("Hamas", "armed_group"),
        ("Boko Haram", "armed_group"),
        ("A spokesman for the Valley Liberation Army", "armed_group"),
        ("Opposition leaders", "party"),
        ("An analyst", "expert"),
        ("State media", "media"),
        ("The Associated Press", "media"),
        ("A local newspaper", "media"),
        ("His mother", "person"),
        ("The shipping company", "other"),
    ],
)
def test_tells_kinds_of_speakers(source: str, kind: str) -> None:
    (one,) = found(f"{source} said two men died.")
    assert one.speaker == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('The mayor said "the town is lost."', "direct"),
        ('The mayor called the raid a "cowardly act" by bandits.', "mixed"),
        ("The mayor said the town is lost.", "indirect"),
    ],
)
def test_tells_direct_from_indirect_words(text: str, kind: str) -> None:
    assert [one.kind for one in found(text)] == [kind]


def test_pronoun_takes_kind_and_name_of_its_antecedent() -> None:
    text = "Rebel commander Anso Bey said his men burned the bridge. He said they will burn another."
    first, second = found(text)
    assert (first.speaker, second.speaker) == ("armed_group", "armed_group")
    assert second.source.of(text) == "He"
    assert second.name == "Rebel commander Anso Bey"


def test_short_name_takes_kind_of_the_full_one() -> None:
    text = "Defense Minister Omar Hadda spoke in Baghdad. Hadda said the raid is over."
    (one,) = found(text)
    assert (one.speaker, one.name) == ("government", "Defense Minister Omar Hadda")


def test_apposition_tells_the_kind_of_a_bare_name() -> None:
    text = "Two men died in the blast, said Karim Doss, a police officer."
    assert [one.speaker for one in found(text)] == ["police"]


def test_own_medium_of_a_group_speaks_for_it() -> None:
    (one,) = found("The Amaq news agency said its fighters burned the bridge.")
    assert one.speaker == "armed_group"


def test_two_verbs_of_one_subject_are_two_statements() -> None:
    text = "The mayor condemned the raid and called for calm."
    assert said(text) == [("mayor", "condemned", "the raid"), ("mayor", "called for", "calm")]


def test_participle_shares_the_subject_of_its_clause() -> None:
    text = "The army rejected the report, saying its troops never fired."
    assert said(text) == [("army", "rejected", "the report"), ("army", "saying", "its troops never fired")]


def test_quoted_speaker_and_medium_both_speak() -> None:
    text = "The Daily Lake quotes a police officer as saying two men died."
    assert said(text) == [
        ("Daily Lake", "quotes", "two men died"),
        ("police officer", "saying", "two men died"),
    ]


def test_about_holds_the_events_told_in_the_content() -> None:
    text = "After the march, police say a bomb exploded and gunmen fired."
    parsed, marks = read(text)
    events = (event(text, "march", "protest"), event(text, "exploded", "bombing"), event(text, "fired", "shooting"))
    (one,) = find_statements(parsed, marks, events, known())
    assert one.about == ("e-exploded", "e-fired")


def test_same_text_gives_same_statements() -> None:
    text = "Police say two men died. The army denied the report."
    assert found(text) == found(text)
    assert len({one.id for one in found(text)}) == 2


def test_they_goes_back_to_the_subject_of_its_own_sentence() -> None:
    text = "The Sahar Front said it won. Police gave another account: one man died and no soldier was hurt, they said."
    assert [(one.speaker, one.name) for one in found(text)] == [("armed_group", None), ("police", "Police")]


def test_its_spokesman_speaks_for_the_body_named_before() -> None:
    text = 'The Sahar Front denied the report. "Our men were far away," its spokesman told reporters by telephone.'
    assert [(one.speaker, one.name) for one in found(text)] == [("armed_group", None), ("armed_group", "Sahar Front")]


def test_relative_clause_with_that_is_no_part_of_the_source() -> None:
    text = "A militant group that lost its camps in Aleppo has said it now has a branch in Kabul."
    assert said(text) == [("militant group", "said", "it now has a branch in Kabul")]


def speakers(text: str) -> list[tuple[str, str, str | None]]:
    return [(one.source.of(text), one.speaker, one.name) for one in found(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'Two villagers said the road was mined. "It was dark," one of them said.',
            ("one of them", "resident", "Two villagers"),
        ),
        (
            "Officials counted five dead. The Orchard Covenant claimed responsibility for the mine. A spokesman for the"
            " group said that it was a warning.",
            ("spokesman for the group", "armed_group", "Orchard Covenant"),
        ),
        (
            "A faction that calls itself the Green Dawn Council said it had freed the men.",
            ("Green Dawn Council", "armed_group", None),
        ),
        ("The Iraqi Red Crescent said it had moved six bodies.", ("Iraqi Red Crescent", "ngo", None)),
        (
            "The International Committee of the Red Cross said it had moved six bodies.",
            ("International Committee of the Red Cross", "international", None),
        ),
        ("A trader at the market said she saw two men run.", ("trader at the market", "witness", None)),
        (
            "The mayor blamed the Lake Front for the raid; the group denies it.",
            ("group", "armed_group", "Lake Front"),
        ),
    ],
)
def test_finds_who_stands_behind_a_description(text: str, expected: tuple[str, str, str | None]) -> None:
    assert speakers(text)[-1] == expected


def test_headline_adds_nothing_that_the_body_says() -> None:
    title, body = "Mine kills two, police say", "A mine killed two farmers in Herat on Monday, police said."
    parsed, marks = read(f"{title}\n\n{body}")
    report = replace(parsed.report, title=title, body_start=len(title) + 2)
    one = replace(parsed, report=report)
    assert [said.source.start > len(title) for said in find_statements(one, marks, (), known())] == [True]
