from __future__ import annotations

import pytest

from dateline.extract.marking.places import find_places
from dateline.knowledge.gazetteer import Gazetteer
from dateline.parse import parse_report
from dateline.records import (
    Dateline,
    Event,
    Findings,
    Place,
    PlaceMention,
    PlacePrecision,
    Report,
    Span,
)
from dateline.resolve.places import resolve_places


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def resolved(text: str, gazetteer: Gazetteer, trigger: str = "", where: tuple[str, ...] = ()) -> Findings:
    report = Report("r", text, language="en")
    parsed = parse_report(report)
    events: tuple[Event, ...] = ()
    if trigger:
        mentions = tuple(PlaceMention(span_of(text, words)) for words in where)
        events = (Event("e", "attack", (span_of(text, trigger),), "happened", where=mentions),)
    places = tuple(map(PlaceMention, find_places(parsed, gazetteer)))
    return resolve_places(parsed, Findings("r", "1", "rules/1", places=places, events=events), gazetteer)


def place_of(text: str, words: str, gazetteer: Gazetteer) -> Place:
    found = [one.place for one in resolved(text, gazetteer).places if one.span.of(text) == words]
    assert found, f"{words} is not found"
    assert found[0] is not None, f"{words} is not placed"
    return found[0]


def event_place(text: str, gazetteer: Gazetteer, trigger: str, where: tuple[str, ...] = ()) -> Place | None:
    return resolved(text, gazetteer, trigger, where).events[0].place


@pytest.mark.parametrize(
    ("text", "words", "country", "admin1"),
    [
        ("Police in Paris, Texas, arrested a man.", "Paris", "US", "Texas"),
        ("Officers from Dallas drove to Paris and then to Fort Worth in Texas.", "Paris", "US", "Texas"),
        ("The French president spoke in Paris.", "Paris", "FR", "Île-de-France"),
        ("A court in Tbilisi ruled that Georgia may appeal; Georgian judges agreed.", "Georgia", "GE", None),
        ("Atlanta and Savannah lie in Georgia.", "Georgia", "US", "Georgia"),
        ("Rebels shelled Tripoli; Libyan officials counted 12 dead in Misrata and Sirte.", "Tripoli", "LY", "Tripoli"),
        ("Clashes broke out in Tripoli; Lebanese troops came from Beirut and Sidon.", "Tripoli", "LB", "North Lebanon"),
        ("Troops left Hyderabad for Karachi, Pakistani officials said.", "Hyderabad", "PK", "Sindh"),
        ("A blast in Hyderabad hurt three; Indian police went there from Bangalore.", "Hyderabad", "IN", "Telangana"),
        ("Shells hit Gaza and the West Bank.", "Gaza", "PS", "Gaza Strip"),
    ],
)
def test_the_text_around_decides_between_namesakes(
    gazetteer: Gazetteer, text: str, words: str, country: str, admin1: str | None
) -> None:
    place = place_of(text, words, gazetteer)
    assert (place.country, place.admin1) == (country, admin1)
    assert 0.0 < place.score <= 1.0
    assert place.reason


def test_the_unit_named_decides_between_town_and_province(gazetteer: Gazetteer) -> None:
    province = place_of("Troops were sent to Kandahar province in Afghanistan.", "Kandahar", gazetteer)
    town = place_of("A bomb went off in the city of Kandahar in Afghanistan.", "Kandahar", gazetteer)
    assert province.precision is PlacePrecision.PROVINCE
    assert town.precision is PlacePrecision.EXACT
    assert town.admin1 == "Kandahar"


def test_a_village_no_gazetteer_knows_is_placed_in_its_district(gazetteer: Gazetteer) -> None:
    place = place_of("One militant died in Amshipora in the Shopian district of Kashmir.", "Amshipora", gazetteer)
    assert place.name == "Amshipora"
    assert place.gazetteer_id is None
    assert (place.country, place.admin1, place.admin2) == ("IN", "Jammu and Kashmir", "Shopian")
    assert place.precision is PlacePrecision.DISTRICT
    assert place.lat == pytest.approx(33.72, abs=0.2)
    assert "no gazetteer" in place.reason


def test_a_village_some_way_off_a_town_is_near_it(gazetteer: Gazetteer) -> None:
    text = "Gunmen attacked the village of Karmadeen, 30 kilometers north of Baquba, in Iraq."
    place = place_of(text, "Karmadeen", gazetteer)
    assert place.gazetteer_id is None
    assert place.precision is PlacePrecision.NEAR
    assert place.admin1 == "Diyala"
    assert place.radius_km is not None
    assert 30.0 < place.radius_km < 60.0


def test_a_namesake_outside_the_district_named_is_turned_down(gazetteer: Gazetteer) -> None:
    text = "Two people died in Springfield in the Shopian district of Kashmir."
    place = place_of(text, "Springfield", gazetteer)
    assert place.gazetteer_id is None
    assert place.country == "IN"


def test_countries_have_no_point(gazetteer: Gazetteer) -> None:
    place = place_of("Fighting went on in Iraq.", "Iraq", gazetteer)
    assert place.precision is PlacePrecision.COUNTRY
    assert (place.lat, place.lon, place.radius_km) == (None, None, None)
    assert place.country_name == "Iraq"


@pytest.mark.parametrize(
    ("text", "words", "precision"),
    [
        ("Rebels hold parts of Darfur.", "Darfur", PlacePrecision.STRETCH),
        ("Rebels hold parts of the Niger Delta.", "Niger Delta", PlacePrecision.PROVINCE),
        ("Soldiers fought in North Waziristan, Pakistan.", "North Waziristan", PlacePrecision.DISTRICT),
        ("A ship was hit in the Gulf of Aden.", "Gulf of Aden", PlacePrecision.SEA_AIR),
        ("A mortar hit Sadr City in Baghdad.", "Sadr City", PlacePrecision.EXACT),
        ("Bodies were found along the Euphrates.", "Euphrates", PlacePrecision.STRETCH),
    ],
)
def test_precision_tells_how_well_a_place_is_known(
    gazetteer: Gazetteer, text: str, words: str, precision: PlacePrecision
) -> None:
    assert place_of(text, words, gazetteer).precision is precision


def test_a_capital_by_its_adjective(gazetteer: Gazetteer) -> None:
    assert place_of("A bomb shook the Somali capital.", "Somali capital", gazetteer).name == "Mogadishu"


def test_an_event_is_at_its_finest_place(gazetteer: Gazetteer) -> None:
    text = "A bomb exploded in Gwoza in Borno state, Nigeria."
    place = event_place(text, gazetteer, "exploded", ("Nigeria", "Borno", "Gwoza"))
    assert place is not None
    assert (place.name, place.precision) == ("Gwoza", PlacePrecision.EXACT)


def test_what_holds_a_district_is_no_place_of_the_event(gazetteer: Gazetteer) -> None:
    text = "A bomb exploded in the Panjwayi district of Kandahar in Afghanistan."
    place = event_place(text, gazetteer, "exploded", ("Kandahar", "Panjwayi"))
    assert place is not None
    assert place.precision is PlacePrecision.DISTRICT
    assert place.admin1 == "Kandahar"


def test_near_a_town_is_not_in_it(gazetteer: Gazetteer) -> None:
    text = "A bomb went off near Srinagar on Friday, Indian police said."
    place = event_place(text, gazetteer, "went off", ("Srinagar",))
    assert place is not None
    assert place.precision is PlacePrecision.NEAR
    assert place.radius_km is not None
    assert place.radius_km >= 25.0
    assert place_of(text, "Srinagar", gazetteer).precision is PlacePrecision.EXACT  # the name itself means the town


def test_a_distance_widens_the_radius(gazetteer: Gazetteer) -> None:
    text = "A helicopter crashed 60 miles west of Baghdad, Iraqi officials said."
    place = event_place(text, gazetteer, "crashed", ("Baghdad",))
    assert place is not None
    assert place.precision is PlacePrecision.NEAR
    assert place.radius_km is not None
    assert 97.0 < place.radius_km < 130.0


@pytest.mark.parametrize(
    ("text", "trigger", "name"),
    [
        ("A suicide bomber blew himself up in Mosul, Iraq.", "blew himself up", "Mosul"),
        ("In Mosul, Iraqi gunmen killed two officers.", "killed", "Mosul"),
        ("Gunmen attacked the town of Tikrit, Iraqi police said.", "attacked", "Tikrit"),
    ],
)
def test_the_clause_of_the_trigger_gives_the_place(gazetteer: Gazetteer, text: str, trigger: str, name: str) -> None:
    place = event_place(text, gazetteer, trigger)
    assert place is not None
    assert place.name == name
    assert "clause" in place.reason


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Rebels shelled an army post, officials in Baghdad said.", "shelled"),
        ("Washington condemned the attack.", "attack"),
        ("The bombing killed five people. Leaders met in Geneva.", "bombing"),
        ("Moscow has denied the raid.", "raid"),
        ("Rebels killed U.S. soldiers.", "killed"),
        ("Police arrested two men for a shooting in Mosul.", "arrested"),
        ("An explosion killed two, and the Kabul government blamed rebels.", "explosion"),
    ],
)
def test_a_place_that_is_not_told_stays_unknown(gazetteer: Gazetteer, text: str, trigger: str) -> None:
    assert event_place(text, gazetteer, trigger) is None


def test_the_dateline_is_no_answer(gazetteer: Gazetteer) -> None:
    text = "BAGHDAD (Newswire) - A bomb killed five people."
    report = Report("r", text, dateline=Dateline(Span(0, 20), "BAGHDAD"), language="en")
    parsed = parse_report(report)
    event = Event("e", "bombing", (span_of(text, "bomb"),), "happened")
    found = resolve_places(parsed, Findings("r", "1", "rules/1", events=(event,)), gazetteer)
    assert found.events[0].place is None


def test_the_dateline_is_a_hint(gazetteer: Gazetteer) -> None:
    text = "HYDERABAD, Pakistan (Newswire) - A bomb killed five people in Hyderabad."
    report = Report("r", text, dateline=Dateline(Span(0, 32), "Karachi"), language="en")
    parsed = parse_report(report)
    places = (PlaceMention(Span(text.rindex("Hyderabad"), len(text) - 1)),)
    found = resolve_places(parsed, Findings("r", "1", "rules/1", places=places), gazetteer)
    assert found.places[0].place is not None
    assert found.places[0].place.country == "PK"


def test_words_without_a_name_stay_unknown(gazetteer: Gazetteer) -> None:
    found = resolved("Homes burned in the border region.", gazetteer, "burned", ("border region",))
    assert found.events[0].where[0].place is None
    assert found.events[0].place is None


def test_several_towns_stay_side_by_side_and_the_first_is_the_place(gazetteer: Gazetteer) -> None:
    text = "Bombs exploded in Tikrit, Samarra and Balad, Iraqi police said."
    found = resolved(text, gazetteer, "exploded", ("Tikrit", "Samarra", "Balad"))
    names = [mention.place.name if mention.place else None for mention in found.events[0].where]
    assert names == ["Tikrit", "Samarra", "Balad"]
    assert found.events[0].place is not None
    assert found.events[0].place.name == "Tikrit"


def test_a_long_list_of_places_is_read(gazetteer: Gazetteer) -> None:
    text = "Near " + "Kabul, " * 1500 + "rebels fought."
    assert len(resolved(text, gazetteer).places) == 1500


def test_nothing_else_changes(gazetteer: Gazetteer) -> None:
    text = "A bomb exploded in Mosul, Iraq."
    found = resolved(text, gazetteer, "exploded", ("Mosul",))
    assert found.events[0].triggers == (span_of(text, "exploded"),)
    assert found.report_id == "r"
    assert resolve_places(parse_report(Report("r", text)), Findings("r", "1", "m"), gazetteer) == Findings(
        "r", "1", "m"
    )


def test_what_stands_before_a_city_of_that_name_holds_it(gazetteer: Gazetteer) -> None:
    text = "Troops killed two men near the West Bank city of Bethlehem, Palestinian officials said."
    place = event_place(text, gazetteer, "killed", ("West Bank", "Bethlehem"))
    assert place is not None
    assert (place.name, place.country, place.admin1) == ("Bethlehem", "PS", "West Bank")
    assert place.precision is PlacePrecision.EXACT


def test_a_district_of_that_name_lies_in_what_follows(gazetteer: Gazetteer) -> None:
    text = "Gunmen killed two men in the Panjwai district of Kandahar in Afghanistan."
    place = event_place(text, gazetteer, "killed", ("Panjwai", "Kandahar"))
    assert place is not None
    assert place.precision is PlacePrecision.DISTRICT


def test_of_one_reach_the_finer_kind_is_meant(gazetteer: Gazetteer) -> None:
    text = "In the Gaza Strip gunmen killed two men, and officials named the place as Gaza City."
    place = event_place(text, gazetteer, "killed", ("Gaza Strip", "Gaza City"))
    assert place is not None
    assert (place.name, place.precision) == ("Gaza City", PlacePrecision.EXACT)


def test_of_several_towns_the_one_nearest_to_the_trigger_is_the_place(gazetteer: Gazetteer) -> None:
    text = "Nigerian rebels who had bombed a bridge in Jos last week attacked three churches in Maiduguri."
    place = event_place(text, gazetteer, "attacked three churches", ("Jos", "Maiduguri"))
    assert place is not None
    assert place.name == "Maiduguri"


def test_an_unknown_town_lies_in_the_region_named_beside_it(gazetteer: Gazetteer) -> None:
    text = "Men were kidnapped in Sudan's Darfur region. They were freed near Tinekoro in Sudan."
    found = resolved(text, gazetteer, "kidnapped", ("Darfur", "Tinekoro")).events[0]
    town = found.where[1].place
    assert town is not None
    assert (town.name, town.gazetteer_id) == ("Tinekoro", None)
    assert "Darfur" in town.reason
    assert town.precision is PlacePrecision.STRETCH
    assert found.place == town


def test_a_like_sounding_town_of_another_country_is_not_meant(gazetteer: Gazetteer) -> None:
    text = "A bomb went off in Emerli in northern Iraq. Iraqi police blamed rebels from Mosul and Kirkuk."
    for one in resolved(text, gazetteer).places:
        if one.span.of(text) == "Emerli":
            assert one.place is None or (one.place.country, one.place.gazetteer_id) == ("IQ", None)


@pytest.mark.parametrize(
    ("where", "country"),
    [("North Korean border", "KP"), ("Sri Lankan parliamentary complex", "LK"), ("South African coast", "ZA")],
)
def test_an_adjective_of_two_words_tells_the_country(gazetteer: Gazetteer, where: str, country: str) -> None:
    place = event_place(f"Two men were killed near the {where} on Friday.", gazetteer, "killed", (where,))
    assert place is not None
    assert (place.country, place.lat) == (country, None)


def test_an_embassy_is_not_in_the_country_that_it_stands_for(gazetteer: Gazetteer) -> None:
    assert (
        event_place("Two men were killed near the Chinese Embassy.", gazetteer, "killed", ("Chinese Embassy",)) is None
    )
    text = "Two men were killed near the Chinese Embassy in Nepal."
    place = event_place(text, gazetteer, "killed", ("Chinese Embassy", "Nepal"))
    assert place is not None
    assert place.country == "NP"
