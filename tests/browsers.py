"""Headless Chromium, and a record of what a page does while it is open."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
# What Chromium would ask of its makers; no page has to do with it.
QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync")


def chromium() -> str:
    """Where Chromium is; without it the tests fail under CI, and are left out elsewhere."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if not program and os.environ.get("CI"):
        pytest.fail("Chromium is not installed; on Debian: apt-get install chromium")
    if not program:
        pytest.skip("NOT RUN: Chromium is not installed")
    return program


@contextmanager
def launched():
    """Run a browser."""
    from playwright.sync_api import sync_playwright

    program = chromium()
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=program, args=list(QUIET))
        yield browser
        browser.close()


@dataclass
class Record:
    """What a page asked for, and what went wrong in it."""

    requests: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def outside(self, base: str) -> list[str]:
        """What was asked for elsewhere than below an address."""
        return [each for each in self.requests if not each.startswith((base, "data:", "blob:"))]

    def forget(self) -> None:
        self.requests.clear()
        self.faults.clear()


def recorded(page) -> Record:
    """Return a record that fills itself as long as the page is open."""
    record = Record()
    page.on("request", lambda request: record.requests.append(request.url))
    page.on("requestfailed", lambda request: _failed(record, request))
    page.on("pageerror", lambda error: record.faults.append(f"script: {error}"))
    page.on("dialog", lambda dialog: _dismissed(record, dialog))
    page.on("console", lambda message: _heard(record, message))
    page.on("response", lambda response: _answered(record, response))
    return record


def _failed(record: Record, request) -> None:
    # What was given up since the page was left, such as its icon, did not fail.
    if "ERR_ABORTED" not in (request.failure or ""):
        record.faults.append(f"not loaded: {request.url}: {request.failure}")


def _dismissed(record: Record, dialog) -> None:
    record.faults.append(f"dialog: {dialog.message}")
    dialog.dismiss()


def _heard(record: Record, message) -> None:
    if message.type in ("error", "warning"):
        record.faults.append(f"console: {message.text}")


def _answered(record: Record, response) -> None:
    if response.status >= 400:
        record.faults.append(f"{response.status}: {response.url}")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve the files of a folder; the address of the folder comes back."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
