"""The link check against a server on this machine: what becomes of each address, and politeness.

That a bad certificate is told apart is tested in tests/consumers/.
"""

import csv
import json
import threading
from itertools import pairwise

import pytest

import links
from links import AGENT, Visitor
from servers import serving


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def server():
    with serving() as server:
        yield server


@pytest.fixture
def visitor():
    return Visitor(timeout=0.5, retries=1, pause=0, longest=2)


@pytest.mark.parametrize(
    ("path", "outcome", "status", "permanent", "final"),
    [
        ("/ok", "ok", 200, False, ""),
        ("/moved", "redirected", 200, True, "/ok"),
        ("/found", "redirected", 200, False, "/ok"),
        ("/round", "loop", None, False, "/round"),
        ("/gone", "missing", 404, False, ""),
        ("/forbidden", "refused", 403, False, ""),
        ("/broken", "failing", 500, False, ""),
        ("/slow", "timeout", None, False, ""),
        ("/no-head", "ok", 200, False, ""),
        ("/汉字 page", "ok", 200, False, ""),
    ],
)
def test_each_outcome_is_told_apart(server, visitor, path, outcome, status, permanent, final):
    visit = visitor.visit(server.base + path, ["a", "b"])
    assert (visit.outcome, visit.status, visit.permanent) == (outcome, status, permanent)
    assert visit.final_url == (server.base + final if final else "")
    assert visit.source_ids == "a b"


def test_it_says_who_it_is(server, visitor):
    visitor.visit(server.base + "/ok")
    assert {request.agent for request in server.requests} == {AGENT}
    assert AGENT.startswith("jjjdata-link-check/")


def test_nobody_listens_and_no_web_address(visitor):
    with serving() as server:
        base = server.base
    assert visitor.visit(f"{base}/").outcome == "unreachable"
    assert visitor.visit("file:///etc/hosts").note.startswith("not a web address")


def test_it_waits_as_long_as_the_host_asks_and_tries_again(server, visitor):
    visit = visitor.visit(server.base + "/busy")
    times = [request.time for request in server.requests]
    assert (visit.outcome, visit.attempts) == ("ok", 2)
    assert times[1] - times[0] >= 1


def test_retry_after_may_be_a_date(monkeypatch):
    headers = links.Message()
    headers["Retry-After"] = "Mon, 23 Nov 2026 10:00:30 GMT"

    class Clock(links.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(2026, 11, 23, 10, 0, 0, tzinfo=tz)

    monkeypatch.setattr(links, "datetime", Clock)
    assert links._retry_after(headers) == 30
    headers.replace_header("Retry-After", "soon")
    assert links._retry_after(headers) is None


def test_failures_that_will_not_pass_are_not_repeated(server, visitor):
    assert visitor.visit(server.base + "/gone").attempts == 1
    assert visitor.visit(server.base + "/slow").attempts == 2


def test_one_request_at_a_time_per_host_with_a_pause(server):
    visitor = Visitor(timeout=5, retries=0, pause=0.05)
    urls = [f"{server.base}/concurrent?{number}" for number in range(6)]
    threads = [threading.Thread(target=visitor.visit, args=(url,)) for url in urls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert server.most == 1
    times = sorted(request.time for request in server.requests)
    assert min(after - before for before, after in pairwise(times)) >= 0.05


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_the_command_writes_a_report_and_leaves_the_data_alone(
    server, copy, tmp_path, capsys, ending
):
    sources = with_addresses(copy, [server.base + path for path in ("/ok", "/moved", "/gone")])
    before = {file: file.read_bytes() for file in copy.rglob("*") if file.is_file()}
    report = tmp_path / "reports" / f"links.{ending}"
    options = ["--pause", "0", "--timeout", "2", "--retries", "0"]
    assert links.main(["--package", str(copy), "--output", str(report), *options]) == 1
    assert capsys.readouterr().out.startswith("3 addresses: 2 answered, 1 did not")
    content = report.read_text("utf-8")
    visits = json.loads(content) if ending == "json" else list(csv.DictReader(content.splitlines()))
    assert [visit["outcome"] for visit in visits] == ["ok", "redirected", "missing"]
    assert [visit["source_ids"] for visit in visits] == sources
    assert all(visit["checked_at"].endswith("+00:00") for visit in visits)
    assert {file: file.read_bytes() for file in before} == before


def with_addresses(copy, addresses):
    """Leave a few sources in a copy, with these addresses and one without, and return their IDs."""
    (copy / "data" / "derived" / "files.json").unlink()
    file = copy / "data" / "sources.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))[: len(addresses) + 1]
    for row, address in zip(rows, [*addresses, ""], strict=True):
        row["url"] = address
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return [row["id"] for row in rows[: len(addresses)]]


@pytest.mark.parametrize("name", ["data/links.csv", "links.txt"])
def test_a_report_among_the_data_or_of_another_form_is_misuse(copy, name):
    with pytest.raises(SystemExit, match="2"):
        links.main(["--package", str(copy), "--output", str(copy / name)])


def test_a_folder_without_a_package_is_misuse(tmp_path, capsys):
    words = ["--package", str(tmp_path), "--output", str(tmp_path / "links.csv")]
    assert links.main(words) == 2
    assert capsys.readouterr().err.startswith("links: ")
