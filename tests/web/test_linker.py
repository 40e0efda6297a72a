"""Conclusions behind the pages: once at a time, again where something changed meanwhile, and never stuck."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from dateline.errors import StoreError
from dateline.store import Store, open_store
from dateline.web import linker as module
from dateline.web.linker import Linker


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(":memory:") as opened:
        yield opened


def test_what_changes_while_conclusions_are_drawn_is_concluded_from_after(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[str] = []
    begun, go_on = threading.Event(), threading.Event()

    def link(_store: Store) -> bool:
        runs.append(threading.current_thread().name)
        begun.set()
        assert go_on.wait(30)
        return True

    monkeypatch.setattr(module, "link_store", link)
    linker = Linker(store)
    linker.ask()
    assert begun.wait(30)
    assert linker.is_drawing
    assert not linker.wait(0.01)
    linker.ask()
    linker.ask()  # two wishes are one run
    go_on.set()
    assert linker.wait(30)
    assert runs == ["linker", "linker"]
    assert (linker.is_drawing, linker.problem) == (False, None)


def test_a_busy_store_is_told_and_the_next_wish_is_heard(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    answers: list[Exception | None] = [StoreError("x.sqlite: database is locked"), None]

    def link(_store: Store) -> bool:
        answer = answers.pop(0)
        if answer is not None:
            raise answer
        return True

    monkeypatch.setattr(module, "link_store", link)
    linker = Linker(store)
    linker.ask()
    assert linker.wait(30)
    assert linker.problem == "x.sqlite: database is locked"
    linker.ask()
    assert linker.wait(30)
    assert linker.problem is None
