"""The command line. One file a command; each is a thin wrapper over a function that does the work.

Nothing heavy is imported before a command needs it, so that ``dateline --help`` answers at once.
"""

from __future__ import annotations

__all__ = ["main"]


def main() -> None:
    """Run the program with the arguments of this process."""
    from dateline.cli.program import program

    program(prog_name="dateline")
