"""A real browser at a real server: Debian's Chromium, driven by Playwright, without a network."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, sync_playwright

from dateline.config import Config
from dateline.web import WebSettings, make_app

AXE = Path(__file__).parents[2] / "tools" / "assets" / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 30.0  # seconds until the server answers
SLOWEST = 30_000  # milliseconds that a page may take on a busy machine


def find_chromium() -> str:
    """Return the browser's program; without one its tests are left out, but never in CI."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found:
        return found
    message = "Chromium is not installed; on Debian: apt-get install chromium"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


@contextmanager
def run_browser() -> Iterator[Browser]:
    """Run a browser until the end of the block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def run_server(store: Path, settings: WebSettings | None = None, *, rates: bool = True) -> Iterator[str]:
    """Serve a workbench on this machine until the end of the block; yield its address. Without `rates`, ask at will."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = make_app(Config(store=str(store)), settings)
    if not rates:
        app.state.limiter.take = lambda *_: 0.0
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    for _ in range(int(PATIENCE * 20)):
        if server.started:
            break
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=PATIENCE)
