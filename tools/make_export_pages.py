"""Make the pages of the export formats, docs/exports/*.md, from the exporters: python tools/make_export_pages.py"""

from __future__ import annotations

import sys
from pathlib import Path

from dateline.export import FORMATS, GRAINS, Column, Format, find_format

PAGES = Path(__file__).parent.parent / "docs" / "exports"
LIST = "README.md"
MADE = "<!-- Made by tools/make_export_pages.py from the exporter; change the exporter instead. -->"


def make_page(name: str) -> str:
    """Return the page of a format."""
    format_ = find_format(name)
    intro = (sys.modules[FORMATS[name].__module__].__doc__ or "").partition("\n")[2].strip()
    parts = [MADE, f"# {format_.title}", format_.about, intro, _usage(format_), _options(format_)]
    parts += ["## Fields", _table(format_.columns)]
    if format_.aside is not None:
        end, columns = format_.aside
        parts += [f"## The file beside: `FILE.{end}.csv`", _table(columns)]
    if format_.also:
        parts.append("Written beside it as well: " + ", ".join(f"`FILE{end}`" for end in format_.also) + ".")
    return "\n\n".join(part for part in parts if part) + "\n"


def make_list() -> str:
    """Return the page that lists the formats."""
    rows = ["| format | what for | tolls by | a row is | page |", "|---|---|---|---|---|"]
    for name in FORMATS:
        one = find_format(name)
        grain = GRAINS[one.grains[0]]
        rows.append(f"| `{name}` | {one.about} | `{one.rule}` | {grain} | [{one.title}]({name}.md) |")
    return (
        f"{MADE}\n\n# The formats\n\nWhat holds for all of them: [Exports](../exports.md).\n\n" + "\n".join(rows) + "\n"
    )


def _usage(format_: Format) -> str:
    return f"```sh\ndateline export {format_.name} events{format_.suffix}\n```"


def _options(format_: Format) -> str:
    lines = [f"* Tolls by the rule `{format_.rule}`, unless `--rule` names another one."]
    first, *others = format_.grains
    grains = f"* {GRAINS[first][0].upper()}{GRAINS[first][1:]} (`--grain {first}`)"
    if others:
        grains += "; or " + ", or ".join(f"{GRAINS[one]} (`{one}`)" for one in others)
    lines.append(f"{grains}.")
    lines += [f"* `--set {name}=…`: {text}." for name, text in format_.settings.items()]
    return "\n".join(lines)


def _table(columns: tuple[Column, ...]) -> str:
    rows = ["| field | what it is | made from | by which rule | where nothing is known |", "|---|---|---|---|---|"]
    for one in columns:
        missing = "" if one.missing is None else f"`{one.missing}`"
        cells = (f"`{one.name}`", one.meaning, one.source, one.rule, missing)
        rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(rows)


def main() -> None:
    """Write all pages."""
    PAGES.mkdir(exist_ok=True)
    (PAGES / LIST).write_text(make_list(), "utf-8")
    for name in FORMATS:
        (PAGES / f"{name}.md").write_text(make_page(name), "utf-8")


if __name__ == "__main__":
    main()
