"""The link check against servers on this machine: success, redirect, not found, time-out, bad certificate, retries."""

import csv
import json
import ssl
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise

import pytest
import trustme

import check_links
from check_links import AGENT, Visitor


class Handler(BaseHTTPRequestHandler):
    def do_HEAD(self):
        server, path = self.server, self.path
        with server.guard:
            server.seen.append((self.command, path, self.headers["User-Agent"], time.monotonic()))
            server.inside += 1
            server.most = max(server.most, server.inside)
        try:
            self.respond(path)
        finally:
            with server.guard:
                server.inside -= 1

    do_GET = do_HEAD  # noqa: N815

    def respond(self, path):
        tries = sum(each[1] == path for each in self.server.seen)
        status, headers = 200, {}
        if path == "/moved":
            status, headers = 301, {"Location": "/ok"}
        elif path == "/found":
            status, headers = 302, {"Location": "/ok"}
        elif path == "/round":
            status, headers = 302, {"Location": "/round"}
        elif path == "/gone":
            status = 404
        elif path == "/forbidden":
            status = 403
        elif path == "/no-head" and self.command == "HEAD":
            status = 405
        elif path == "/busy" and tries == 1:
            status, headers = 429, {"Retry-After": "1"}
        elif path == "/broken":
            status = 500
        elif path == "/slow":
            time.sleep(1.5)
        elif path == "/concurrent":
            time.sleep(0.1)
        try:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()
        except (BrokenPipeError, ConnectionResetError):
            pass

    def log_message(self, *_):
        pass


def serve(context=None):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.seen, server.guard, server.inside, server.most = [], threading.Lock(), 0, 0
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def server():
    server = serve()
    server.base = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def visitor():
    return Visitor(timeout=0.5, retries=1, pause=0, longest=2)


@pytest.mark.parametrize(("path", "expected"), [
    ("/ok", ("ok", 200, False)), ("/moved", ("redirected", 200, True)), ("/found", ("redirected", 200, False)),
    ("/gone", ("missing", 404, False)), ("/forbidden", ("refused", 403, False)), ("/broken", ("failing", 500, False)),
    ("/slow", ("timeout", None, False)), ("/no-head", ("ok", 200, False)), ("/round", ("loop", None, False)),
    ("/汉字 page", ("ok", 200, False)),
])  # fmt: skip
def test_each_answer_is_told_apart(server, visitor, path, expected):
    visit = visitor.visit(server.base + path, ["a", "b"])
    assert (visit.outcome, visit.status, visit.permanent) == expected
    outcome = expected[0]
    assert visit.final_url == (f"{server.base}/ok" if outcome == "redirected" else
                               f"{server.base}/round" if outcome == "loop" else "")  # fmt: skip
    assert visit.source_ids == "a b"
    assert {agent for _, _, agent, _ in server.seen} == {AGENT}
    assert "jjjdata" in AGENT


def test_a_certificate_that_nobody_signed_is_an_outcome_of_its_own(visitor):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    server = serve(context)
    visit = visitor.visit(f"https://127.0.0.1:{server.server_port}/ok")
    server.shutdown()
    server.server_close()
    assert (visit.outcome, visit.status, visit.attempts) == ("certificate", None, 1)
    assert "certificate" in visit.note


def test_nobody_listens_and_no_web_address(visitor):
    server = serve()
    port = server.server_port
    server.shutdown()
    server.server_close()
    assert visitor.visit(f"http://127.0.0.1:{port}/").outcome == "unreachable"
    assert visitor.visit("file:///etc/hosts").note.startswith("not a web address")


def test_it_waits_as_long_as_the_host_asks_and_tries_again(server, visitor):
    visit = visitor.visit(server.base + "/busy")
    times = [when for _, path, _, when in server.seen if path == "/busy"]
    assert (visit.outcome, visit.attempts) == ("ok", 2)
    assert times[1] - times[0] >= 1


def test_retry_after_may_be_a_date(monkeypatch):
    headers = check_links.Message()
    headers["Retry-After"] = "Mon, 23 Nov 2026 10:00:30 GMT"

    class Clock(check_links.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(2026, 11, 23, 10, 0, 0, tzinfo=tz)

    monkeypatch.setattr(check_links, "datetime", Clock)
    assert check_links._retry_after(headers) == 30
    headers.replace_header("Retry-After", "soon")
    assert check_links._retry_after(headers) is None


def test_failures_that_will_not_pass_are_not_repeated(server, visitor):
    assert visitor.visit(server.base + "/gone").attempts == 1
    assert visitor.visit(server.base + "/slow").attempts == 2


def test_one_request_at_a_time_per_host_with_a_pause(server):
    visitor = Visitor(timeout=5, retries=0, pause=0.05)
    urls = {f"{server.base}/concurrent?{n}": [str(n)] for n in range(6)}
    threads = [threading.Thread(target=visitor.visit, args=(url,)) for url in urls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert server.most == 1
    times = sorted(when for *_, when in server.seen)
    assert min(b - a for a, b in pairwise(times)) >= 0.05


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_the_command_writes_a_report_and_leaves_the_data_alone(server, copy, tmp_path, capsys, ending):
    file = copy / "data" / "sources.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))[:4]
    for row, path in zip(rows, ("/ok", "/moved", "/gone", ""), strict=True):
        row["url"] = server.base + path if path else ""
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    before = {each: each.read_bytes() for each in copy.rglob("*") if each.is_file()}
    out = tmp_path / "reports" / f"links.{ending}"
    words = ["--package", str(copy), "--output", str(out), "--pause", "0", "--timeout", "2", "--retries", "0"]
    assert check_links.main(words) == 1
    assert capsys.readouterr().out.startswith("3 addresses: 2 answered, 1 did not")
    content = out.read_text("utf-8")
    found = json.loads(content) if ending == "json" else list(csv.DictReader(content.splitlines()))
    assert [each["outcome"] for each in found] == ["ok", "redirected", "missing"]
    assert [each["source_ids"] for each in found] == [row["id"] for row in rows[:3]]
    assert all(each["checked_at"].endswith("+00:00") for each in found)
    assert {each: each.read_bytes() for each in before} == before


@pytest.mark.parametrize("name", ["data/links.csv", "links.txt"])
def test_a_report_among_the_data_is_refused(copy, name):
    with pytest.raises(SystemExit, match="2"):
        check_links.main(["--package", str(copy), "--output", str(copy / name)])
