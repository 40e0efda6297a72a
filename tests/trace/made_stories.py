"""Reports written for the tests: one wire story, what others make of it, and a story that is not it."""

from __future__ import annotations

from dateline.records import Dateline, Report, SourceKind, Span

LEAD = (
    "Gunmen on motorcycles opened fire on a convoy of grain lorries near the northern town of Baghlan on Thursday, "
    "killing four drivers and wounding six other people, provincial officials said."
)
MIDDLE = (
    "The lorries had left the silos at Pul-e Khumri before dawn and were on their way to Kunduz when the attackers "
    "blocked the road with a burning tractor, according to Hamdullah Ranjbar, who heads the transport office.",
    "“They asked the first driver for his papers, and then they shot him in front of the others,” Ranjbar said by "
    "telephone from the scene.",
    "Three of the lorries were set alight and their load was still smouldering in the evening, "
    "a witness who keeps a tea "
    "house at the junction told our correspondent. He counted at least nine men with rifles.",
    "A spokesman for the interior ministry blamed the attack on a splinter faction that has "
    "taxed traffic on the highway "
    "since the winter. No group claimed responsibility by nightfall.",
)
BACKGROUND = (
    "The highway between the capital and the northern border carries most of the region's grain and fuel, and armed "
    "bands have robbed or burned more than eighty lorries on it over the past two years.",
    "Hauliers went on strike in March to demand army escorts, and the government promised to "
    "open twelve new posts along "
    "the road, of which residents say only five have ever been manned.",
    "Insurance rates for the crossing have tripled since then, and several companies now send "
    "their goods by the longer "
    "western route through the desert, which takes two days more.",
)
STORY = "\n\n".join((LEAD, *MIDDLE, *BACKGROUND))
BRIEF = f"{LEAD}\n\n{MIDDLE[3]}"
REWRITE = "\n\n".join(
    (
        "Four drivers were killed and six other people wounded when gunmen on motorcycles opened "
        "fire on a convoy of grain "
        "lorries close to the northern town of Baghlan, officials of the province have confirmed.",
        "The trucks were on their way to Kunduz when the attackers blocked the road with a burning "
        "tractor, said Hamdullah "
        "Ranjbar of the transport office. The convoy had set out from Pul-e Khumri early in the morning.",
        "According to the owner of a tea house at the junction, three of the lorries were set alight. There were nine "
        "armed men at the least, by his account, and smoke hung over the place for hours.",
        "The interior ministry put the blame on a splinter faction that has taxed traffic on the highway for months.",
    )
)
UPDATE = "\n\n".join(
    (
        "The death toll from Thursday's attack on grain lorries in northern Afghanistan rose to "
        "seven after three of the "
        "wounded died overnight in hospital, a doctor said, as drivers gathered for the first funerals.",
        *MIDDLE,
        *BACKGROUND,
    )
)
SECOND = "\n\n".join(
    (
        "Drivers parked two hundred lorries across the main square of Pul-e Khumri on Saturday and "
        "said that they would "
        "not move before the army guards the northern road again, in the largest protest there this year.",
        "“We bury our friends and the ministers send us promises,” said Gul Ahmad, who has driven "
        "for nineteen years and "
        "lost a cousin in last week's ambush. Shops along the square stayed shut in support.",
        "The governor met a delegation of six drivers behind closed doors and afterwards spoke of a frank exchange. He "
        "named no date for the convoys to resume, and his staff took no questions from reporters.",
        BACKGROUND[0],
        BACKGROUND[1],
    )
)
OTHER = "\n\n".join(
    (
        "Four lorry drivers have been shot dead in Baghlan province, the police chief of the "
        "district told the Gazette on "
        "Thursday night. Half a dozen people are being treated for gunshot wounds.",
        "He said that about ten men had lain in wait behind a culvert and that officers found "
        "cases from two machine guns. "
        "The dead came from one village and were to be buried there at noon on Friday.",
        "Our reporter saw the wrecks of several vehicles being dragged off the asphalt by an army crane while traffic "
        "waited in both directions for a good five kilometres.",
    )
)


def make_report(
    name: str,
    body: str,
    *,
    publisher: str | None = None,
    published: str | None = None,
    origin: str | None = None,
    title: str = "",
    kind: SourceKind = SourceKind.OUTLET,
    dateline: str = "",
    agency: str | None = None,
) -> Report:
    """Return a report with headline, dateline line and body."""
    head = f"{title}\n\n" if title else ""
    opening = f"{dateline} " if dateline else ""
    return Report(
        id=name,
        text=head + opening + body,
        title=title,
        body_start=len(head),
        publisher=publisher,
        origin=origin,
        published=published,
        language="en",
        source_kind=kind,
        dateline=Dateline(Span(len(head), len(head) + len(dateline)), agency=agency) if dateline else None,
    )
