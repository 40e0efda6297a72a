"""Who may import whom (docs/design.md): no arrow back up, no circle, SQL in the store alone."""

from __future__ import annotations

import ast
import graphlib
from collections.abc import Iterator
from pathlib import Path

import pytest

import dateline

ROOT = Path(dateline.__file__).parent
VOCABULARY = frozenset({"records", "errors", "text", "ontology", "config", "moments", "wording", "dateline"})
STAGES = ("read", "parse", "extract", "resolve", "trace", "link", "weigh", "judge")
GROUP_STAGES = frozenset({"trace", "link", "weigh", "judge"})

# What each part may import, besides itself and the vocabulary. A part that is not here fails: give it its place.
MAY_IMPORT: dict[str, frozenset[str]] = {
    "knowledge": frozenset(),
    **{stage: frozenset({"knowledge"}) for stage in STAGES},
    "pipeline": frozenset({"knowledge", "parse", "extract", "resolve"}),
    "store": frozenset(),
    "export": frozenset({"knowledge", "weigh", "judge"}),  # tolls by a user's rule are computed, never stored
    "score": frozenset({"knowledge", "parse", "pipeline"}),
    "run": GROUP_STAGES | {"pipeline", "parse", "resolve", "knowledge", "read", "store", "export"},
    "web": frozenset({"judge", "run", "store", "export", "read", "knowledge", "score"}),
    "cli": frozenset({"judge", "run", "store", "export", "read", "knowledge", "score", "web"}),
    "__main__": frozenset({"cli"}),
}
# Inside the vocabulary as well: records and errors know nothing of ours.
VOCABULARY_MAY_IMPORT = {
    "records": frozenset(),
    "errors": frozenset(),
    "text": frozenset({"records"}),
    "ontology": frozenset({"records", "errors", "dateline"}),
    "config": frozenset({"errors"}),
    "moments": frozenset({"records"}),
    "wording": frozenset(),
    "dateline": frozenset(),
}
ONLY_IN = {"sqlalchemy": "store", "click": "cli", "rich": "cli", "pyspark": "run", "fastapi": "web", "starlette": "web"}


def modules() -> list[Path]:
    return sorted(ROOT.rglob("*.py"))


def part_of(path: Path) -> str:
    """Return the part of the package that a file belongs to: ``read``, ``pipeline``; ``dateline`` is the front page."""
    first = path.relative_to(ROOT).parts[0].removesuffix(".py")
    return "dateline" if first == "__init__" else first


def module_name(path: Path) -> str:
    parts = ("dateline", *path.relative_to(ROOT).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path, *, at_import: bool = False) -> Iterator[str]:
    """Yield the full names of the modules that a file imports; with `at_import` only those needed to import it."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in _import_time_nodes(tree) if at_import else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            assert node.module is not None
            yield from (f"{node.module}.{name.name}" for name in node.names)


def _import_time_nodes(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        deferred = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        typing_only = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        if not deferred and not typing_only:
            yield node
            yield from _import_time_nodes(node)


def our_parts(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (part, full name) of each of our modules that a file imports."""
    for name in imports(path):
        first, _, rest = name.partition(".")
        if first == "dateline":
            part = rest.partition(".")[0]
            known = part in MAY_IMPORT or part in VOCABULARY
            yield (part if known else "dateline"), name


@pytest.mark.parametrize("path", modules(), ids=module_name)
def test_imports_point_downwards(path: Path) -> None:
    part = part_of(path)
    allowed = VOCABULARY_MAY_IMPORT[part] if part in VOCABULARY else MAY_IMPORT[part] | VOCABULARY
    wrong = [name for other, name in our_parts(path) if other != part and other not in allowed]
    assert not wrong, f"{module_name(path)} may not import {wrong}"


def test_there_is_no_circle() -> None:
    names = {module_name(path): path for path in modules()}
    graph = {
        name: {
            target
            for imported in imports(path, at_import=True)
            if (target := imported if imported in names else imported.rpartition(".")[0]) in names
            and target != name
            and not name.startswith(f"{target}.")  # a package's front page is under way while its modules load
        }
        for name, path in names.items()
    }
    list(graphlib.TopologicalSorter(graph).static_order())  # raises CycleError, with the circle


@pytest.mark.parametrize(("library", "home"), ONLY_IN.items())
def test_a_library_is_known_in_one_part_alone(library: str, home: str) -> None:
    users = {module_name(path) for path in modules() for name in imports(path) if name.partition(".")[0] == library}
    assert not [
        user for user in sorted(users) if not user.startswith(f"dateline.{home}.") and user != f"dateline.{home}"
    ]


def test_only_the_store_and_the_gazetteer_know_a_database() -> None:
    users = {part_of(path) for path in modules() for name in imports(path) if name.partition(".")[0] == "sqlite3"}
    # The gazetteer is a read-only file of our own, built at set-up: a table of places, not the record. An exported
    # SQLite file is a file like any other, and so is what an export puts aside until it is whole.
    assert users <= {"store", "knowledge", "export"}


def test_only_the_store_writes_sql() -> None:
    """No statement in a string anywhere else; the gazetteer's own file excepted.

    Exported SQLite files are made by `export/datasette.py` and `export/spool.py` alone, in small letters.
    """
    for path in modules():
        if part_of(path) in {"store", "knowledge"}:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                words = node.value.split()
                assert words[:1] not in (["SELECT"], ["INSERT"], ["DELETE"], ["UPDATE"]), f"{path}: {node.value!r}"


def test_stages_do_not_know_each_other() -> None:
    for path in modules():
        if part_of(path) in STAGES:
            others = {part for part, _ in our_parts(path)} & set(STAGES)
            assert others <= {part_of(path)}, module_name(path)


def test_nothing_knows_the_screens() -> None:
    for path in modules():
        if part_of(path) not in {"cli", "web", "__main__"}:
            assert not {part for part, _ in our_parts(path)} & {"cli", "web"}, module_name(path)


def test_the_walk_sees_what_is_imported(tmp_path: Path) -> None:
    page = tmp_path / "page.py"
    page.write_text("import os\nfrom a.b import c\ndef f():\n    import late\n")
    assert sorted(imports(page)) == ["a.b.c", "late", "os"]
    assert sorted(imports(page, at_import=True)) == ["a.b.c", "os"]
