"""Evidence that nobody means well with: scripts, control characters, halves of characters, huge numbers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from made_evidence import FARMERS, GUNMEN, draft, make_case, people, set_event

from archive import KABUL, bombing, group, stance
from dateline.export import Evidence, Options, find_format, write_export

SCRIPT = '<script>alert("x")</script><img src=x onerror=alert(1)>]]>'
CONTROL = "a\x00b\x07c\x1b[31md\x85e\u202ef\ufffe"
SURROGATE = "half \ud83d of a face"
FORMULA = "=1+1|cmd"
HUGE = 10**24
LINK = "javascript:alert(document.cookie)"


def nasty() -> Evidence:
    """One incident of two reports in which everything is hostile."""
    made = draft("n1", f"{SCRIPT} & Sons {CONTROL}")
    made.say(f"{SURROGATE} {CONTROL}")
    at = replace(KABUL, name=f"Kabul {SCRIPT}{SURROGATE}", admin1=CONTROL)
    event = bombing(made, killed=HUGE, at=at, words=f"{FORMULA} {SCRIPT} {SURROGATE}", speaker=("police", SCRIPT))
    set_event(
        made, event, by=(people(made, f"{SCRIPT} gunmen", GUNMEN), group(made, f"{FORMULA}{SCRIPT}{SURROGATE}")),
        against=(people(made, CONTROL, FARMERS),), weapon=(made.say(f"{SCRIPT} bomb"),),
    )  # fmt: skip
    stance(made, event, f"{SCRIPT}{SURROGATE}{CONTROL}", "claims")
    other = draft("n2", "", "not a date")
    bombing(other, killed=3, at=at, words=SURROGATE)
    case = make_case(made, other)
    wrong = (f"{LINK}", "https://[::1", f"https://a.example/{SCRIPT}{SURROGATE}")
    reports = (
        replace(case.reports[0], title=f"{SCRIPT}{SURROGATE}", url=wrong[2], byline=CONTROL, raw_sha256="a" * 64),
        replace(case.reports[1], title="", url=wrong[0], raw_sha256="not a digest"),
    )
    title = f"{SCRIPT} {CONTROL} {SURROGATE} {FORMULA}"
    return replace(case, reports=reports, assessment=replace(case.assessment, title=title, grade_reason=title))


def write(name: str, view: list[Evidence], folder: Path, options: Options | None = None) -> Path:
    """Write `view` in a format and return the file."""
    format_ = find_format(name)
    out = folder / f"incidents{format_.suffix}"
    write_export(format_, view, out, options or Options())
    return out
