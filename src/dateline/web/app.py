"""The application: middleware, routers and the store that they share."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from dateline import __version__
from dateline.config import Config
from dateline.store import open_store
from dateline.web.api import api
from dateline.web.guard import Guard
from dateline.web.headers import SecurityHeaders
from dateline.web.kept import Kept
from dateline.web.limits import Limiter
from dateline.web.linker import Linker
from dateline.web.pages import pages
from dateline.web.passwords import make_secret
from dateline.web.people import utc_now
from dateline.web.problems import add_problems
from dateline.web.settings import WebSettings

LINKING = 30.0  # seconds that an ending server waits for conclusions under way
STATIC = Path(__file__).parent / "static"


def make_app(config: Config, settings: WebSettings | None = None, *, now: Callable[[], datetime] = utc_now) -> FastAPI:
    """Return the workbench over the store that `config` names; it is opened when the application starts.

    Handlers find the open store at ``request.app.state.store`` (see `stored.Stored`) and the settings beside it; `now`
    stamps what people do.
    """
    chosen = settings or WebSettings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with open_store(config.store) as store:
            app.state.store = store
            app.state.linker = Linker(store)
            yield
            app.state.linker.wait(LINKING)

    app = FastAPI(title="Dateline", version=__version__, lifespan=lifespan, docs_url=None, redoc_url=None)
    app.state.settings = chosen
    app.state.config = config
    app.state.now = now
    app.state.csrf = make_secret()
    app.state.kept = Kept()
    app.state.limiter = Limiter(time.monotonic)
    app.add_middleware(Guard, settings=chosen, limiter=app.state.limiter)
    app.add_middleware(SecurityHeaders)  # the outermost: a refusal carries the headers, too
    add_problems(app)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.include_router(api, prefix="/api")
    app.include_router(pages, include_in_schema=False)
    return app
