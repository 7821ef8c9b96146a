"""A web server on this machine that answers by the path asked for, and remembers who asked."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# By path: status and headers. What is not listed is there.
ANSWERS = {
    "/moved": (301, {"Location": "/ok"}),
    "/found": (302, {"Location": "/ok"}),
    "/round": (302, {"Location": "/round"}),
    "/gone": (404, {}),
    "/forbidden": (403, {}),
    "/broken": (500, {}),
}
SECONDS = {"/slow": 1.5, "/concurrent": 0.1}


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    agent: str
    time: float


class Server(ThreadingHTTPServer):
    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests: list[Request] = []
        self.guard = threading.Lock()
        self.inside = self.most = 0  # how many requests there are, and were, at the same time
        if context:
            self.socket = context.wrap_socket(self.socket, server_side=True)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    def do_HEAD(self):
        server, agent = self.server, self.headers["User-Agent"]
        with server.guard:
            server.requests.append(Request(self.command, self.path, agent, time.monotonic()))
            server.inside += 1
            server.most = max(server.most, server.inside)
        try:
            self.respond()
        finally:
            with server.guard:
                server.inside -= 1

    do_GET = do_HEAD  # noqa: N815

    def respond(self):
        status, headers = ANSWERS.get(self.path, (200, {}))
        first = sum(request.path == self.path for request in self.server.requests) == 1
        if self.path == "/busy" and first:
            status, headers = 429, {"Retry-After": "1"}
        if self.path == "/no-head" and self.command == "HEAD":
            status = 405
        time.sleep(SECONDS.get(self.path, 0))
        try:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": "0"}.items():
                self.send_header(name, value)
            self.end_headers()
        except (BrokenPipeError, ConnectionResetError):
            pass  # who asked has left

    def log_message(self, *_):
        pass


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[Server]:
    """Run a server; with a context it speaks TLS."""
    server = Server(context)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
