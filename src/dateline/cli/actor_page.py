"""The page of one actor in the terminal: names, tree, what lists say, what reports say version by version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.cli.output import count, make_table, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text
    from rich.tree import Tree

    from dateline.knowledge.histories import Bounds, KnownTie
    from dateline.run.actor_ties import TieClaim, TieVersions
    from dateline.run.actor_views import ActorView, TreeNode

NAMES_SHOWN = 12
WORDS_SHOWN = 140  # characters of the words of a report
# What `a` is to `b`, and `b` to `a`, in words.
TOLD = {
    "member_of": ("member of {}", "has the member {}"),
    "leader_of": ("leader of {}", "led by {}"),
    "branch_of": ("branch of {}", "has the branch {}"),
    "pledged_to": ("pledged allegiance to {}", "got the allegiance of {}"),
    "split_from": ("split from {}", "{} split from it"),
    "merged_with": ("merged with {}", "merged with {}"),
    "allied_with": ("allied with {}", "allied with {}"),
    "fights": ("fights {}", "fights {}"),
    "media_of": ("medium of {}", "has the medium {}"),
    "spokesman_of": ("spokesman of {}", "has the spokesman {}"),
    "alias_of": ("another name of {}", "also called {}"),
    "based_in": ("based in {}", "seat of {}"),
    "designated_terrorist_by": ("listed as terrorist by {}", "lists {} as terrorist"),
}


def render_actor(view: ActorView) -> Iterator[RenderableType]:
    """Yield the parts of the page."""
    from rich.text import Text

    yield Text(one_line(view.name), "bold underline")
    countries = f" · {', '.join(view.countries)}" if view.countries else ""
    yield Text.assemble((view.kind or "unknown kind").replace("_", " "), countries, "  ", (view.id or "no id", "cyan"))
    if view.known_names:
        more = f" and {len(view.known_names) - NAMES_SHOWN} more" if len(view.known_names) > NAMES_SHOWN else ""
        yield Text(f"also: {', '.join(view.known_names[:NAMES_SHOWN])}{more}", "dim")
    life = [f"{word} {show_bounds(day)}" for word, day in _life(view) if day]
    if life:
        yield Text("; ".join(life) + " (register)")
    yield Text(_mentioned(view))
    if view.names:
        yield Text("called: " + ", ".join(f"{one_line(name)} ({number})" for name, number in view.names[:NAMES_SHOWN]))
    if view.tree is not None:
        yield Text("\nTree", "bold")
        yield _make_tree(view.tree)
    if view.ties:
        yield Text("\nWhat reports say, in the order of time", "bold")
        yield _ties_table(view)
    if view.listed:
        yield Text("\nWhat public lists say", "bold")
        yield _listed_table(view)
    if not view.ties and not view.listed:
        yield Text("\nno relations are told", "dim")


def _life(view: ActorView) -> tuple[tuple[str, Bounds | None], ...]:
    return (("founded", view.life.founded), ("ended", view.life.ended))


def _mentioned(view: ActorView) -> str:
    if not view.reports:
        return "in no report of this store"
    days = " to ".join(dict.fromkeys(filter(None, (view.first_report, view.last_report))))
    roles = ", ".join(f"{role} {number}" for role, number in view.roles)
    return f"in {count(view.reports, 'report')}{f' of {days}' if days else ''}: {roles}"


def _make_tree(node: TreeNode) -> Tree:
    from rich.tree import Tree

    tree = Tree(_label(node), guide_style="dim")
    _grow(tree, node)
    return tree


def _grow(tree: Tree, node: TreeNode) -> None:
    for part in node.below:
        _grow(tree.add(_label(part)), part)


def _label(node: TreeNode) -> Text:
    from rich.text import Text

    name = Text(one_line(node.name), "bold" if node.is_shown else "")
    if node.relation:
        name.append(f"  {node.relation.removesuffix('_of')}, {node.basis}", "not bold dim")
    return name


def _ties_table(view: ActorView) -> Table:
    from rich.text import Text

    table = make_table("began", "ended", "what", "who says so", "words")
    for tie in view.ties:
        told = Text(one_line(_sentence(view, tie)), "bold")
        if tie.conflict:
            told.append(f"\n{tie.conflict}", "not bold red")
        for number, claim in enumerate(tie.claims):
            status = "" if claim.status == "happened" else f" ({claim.status})"
            what = told if number == 0 else Text("")
            table.add_row(
                _bounds_text(claim.start), _bounds_text(claim.end), what, Text(_speaker(claim) + status), _words(claim)
            )
    return table


def _sentence(view: ActorView, tie: TieVersions) -> str:
    forth, back = TOLD.get(tie.type, (f"{tie.type} {{}}", f"{{}} {tie.type} it"))
    is_first = tie.a_id == view.id if view.id is not None else tie.a == view.name
    return forth.format(tie.b) if is_first else back.format(tie.a)


def _speaker(claim: TieClaim) -> str:
    voice = one_line(claim.speaker_name or "") or "its own voice"
    return f"{voice}, {one_line(claim.publisher or '?')} {(claim.published or '?')[:10]} [{claim.report_id[:8]}]"


def _words(claim: TieClaim) -> Text:
    from rich.text import Text

    words = one_line(claim.words)
    short = words if len(words) <= WORDS_SHOWN else f"{words[: WORDS_SHOWN - 1]}…"
    return Text(f"“{short}”", "italic")


def _listed_table(view: ActorView) -> Table:
    from rich.text import Text

    table = make_table("began", "ended", "what", "list")
    for tie in view.listed:
        forth, back = TOLD.get(tie.type, (f"{tie.type} {{}}", f"{{}} {tie.type} it"))
        is_first = tie.a == view.id
        other = view.listed_names[tie.b if is_first else tie.a]
        words = (forth if is_first else back).format(other)
        table.add_row(_bounds_text(tie.start), _bounds_text(tie.end), Text(_with_word(words, tie)), tie.source)
    return table


def _with_word(words: str, tie: KnownTie) -> str:
    return f"{words} ({tie.word})" if tie.word else words


def _bounds_text(bounds: Bounds | None) -> Text:
    from rich.text import Text

    return Text(show_bounds(bounds) if bounds else "?")


def show_bounds(bounds: Bounds) -> str:
    """Return a day between two limits in words: "2014-06-29", "2014", "by 2014-06-29", "2003-01-01 to 2004-12-31"."""
    first, last = bounds.earliest, bounds.latest
    if first is None and last is None:
        return "?"
    if first is None:
        return f"by {last}"
    if last is None:
        return f"{first} or later"
    if first == last:
        return str(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    return f"{first} to {last}"
