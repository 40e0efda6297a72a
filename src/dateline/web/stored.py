"""What handlers ask for: the open store and the operator's settings."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from dateline.store import Store
from dateline.web.settings import WebSettings


def _store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


def _settings(request: Request) -> WebSettings:
    settings: WebSettings = request.app.state.settings
    return settings


Stored = Annotated[Store, Depends(_store)]
Chosen = Annotated[WebSettings, Depends(_settings)]
