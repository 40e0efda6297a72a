"""A few lines of HTML on an incident, for what shows it beside others: feeds and timelines. All of it is escaped."""

from __future__ import annotations

from html import escape

from dateline.export.disputes import UNTOLD, find_disputes
from dateline.export.evidence import Evidence
from dateline.export.plain import Plain, clean_line, find_url
from dateline.wording import VERDICT_WORDS, name_field


def make_text(evidence: Evidence, plain: Plain) -> str:
    """Return the words under the headline as HTML: who says so, what is disputed, the sources."""
    assessment = evidence.assessment
    pieces = [f"<p>{escape(clean_line(assessment.summary))}. {escape(plain.text('grade').capitalize())}: "]
    pieces.append(f"{escape(clean_line(assessment.grade_reason))}</p>")
    for name, label in (("by", "Said to have done it"), ("claimed_by", "Claimed by"), ("denied_by", "Denied by")):
        if plain[name]:
            pieces.append(f"<p>{label}: {escape(plain.text(name))}.</p>")
    for field in find_disputes(evidence):
        what = f"{name_field(field.field).capitalize()}, {VERDICT_WORDS[field.verdict]}"
        pieces.append(f"<p>{escape(what)}: {escape(clean_line(field.explanation))}</p>")
    sources = (_source(one.publisher, one.published, one.title, one.url) for one in evidence.reports)
    pieces.append(f"<ul>{''.join(sources)}</ul>")
    return "".join(pieces)


def _source(publisher: str | None, published: str | None, title: str, url: str | None) -> str:
    shown = ", ".join(filter(None, (publisher or UNTOLD, (published or "")[:10])))
    address, name = find_url(url), escape(clean_line(title))
    linked = f'<a href="{escape(address)}">{name or escape(address)}</a>' if address else name
    return f"<li>{escape(clean_line(shown))}: {linked}</li>"
