"""docs/cli.md names the commands, options and verdicts that there are."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from dateline.cli.matrix import VERDICTS
from dateline.cli.program import program

PAGE = (Path(__file__).parents[2] / "docs" / "cli.md").read_text("utf-8")


def test_every_command_is_on_the_page() -> None:
    named = re.findall(r"^\| `(\w+)", PAGE.partition("## ")[0], re.MULTILINE)
    assert sorted(named) == sorted(program.commands)


def test_the_examples_are_commands_with_their_options() -> None:
    block = PAGE.partition("```\n")[2].partition("```")[0]
    assert block.count("dateline ") >= 3
    for line in block.splitlines():
        _, name, *arguments = shlex.split(line)
        command = program.commands[name]
        command.make_context(name, arguments, resilient_parsing=False)


def test_every_verdict_is_explained() -> None:
    table = PAGE.partition("| verdict |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| ([\w ]+?) \|", table, re.MULTILINE) == [words for words, _ in VERDICTS.values()]
