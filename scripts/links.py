"""Visit the address of every source and record what answered; the data are never touched.

    python scripts/links.py --output links.csv      (or links.json)

One request at a time goes to a host, with a pause after each; other hosts are visited meanwhile. A
failure that may pass (no answer in time, a broken connection, 429, 5xx) is tried again after a
growing wait, or as long as the host asks in Retry-After. A host's robots.txt is not read: these are
single visits to pages that the dataset cites, not a crawl. Exit status: 0 if every address
answered, 1 if one did not, 2 for misuse.
"""

from __future__ import annotations

import argparse
import csv
import http.client
import io
import json
import ssl
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import jjjdata
from jjjdata.errors import JJJDataError
from jjjdata.files import write_bytes
from jjjdata.package import Package
from jjjdata.tables import read_rows

ROOT = Path(__file__).resolve().parent.parent
PURPOSE = "checks that the sources cited by the jjjdata dataset still answer"
AGENT = f"jjjdata-link-check/{jjjdata.__version__} ({PURPOSE})"
PASSING = (408, 425, 429, 500, 502, 503, 504)
REDIRECTS = (301, 302, 303, 307, 308)
PERMANENT = (301, 308)
BUSY = (429, 503)
HOPS = 10


@dataclass(frozen=True)
class Visit:
    """What became of one address.

    ``outcome`` is ok, redirected (it answers elsewhere, at ``final_url``), missing (404 or 410),
    refused (another 4xx), failing (5xx), timeout, certificate, unreachable (no connection) or loop
    (too many redirects). ``permanent`` says that every redirect on the way was.
    """

    source_ids: str
    url: str
    outcome: str
    status: int | None
    final_url: str
    permanent: bool
    attempts: int
    note: str
    checked_at: str

    @property
    def good(self) -> bool:
        """Whether a reader gets a page."""
        return self.outcome in ("ok", "redirected")


@dataclass(frozen=True)
class Answer:
    """Where one attempt ended; ``wait`` is the time in seconds that the host asks for."""

    outcome: str
    status: int | None = None
    final_url: str = ""
    permanent: bool = False
    note: str = ""
    wait: float | None = None

    @property
    def may_pass(self) -> bool:
        """Whether another attempt may end better."""
        return self.outcome in ("timeout", "unreachable") or self.status in PASSING


class _Still(urllib.request.HTTPRedirectHandler):
    """Reports a redirect instead of following it: each hop waits for the turn of its host."""

    def redirect_request(self, *_: object) -> None:
        return None


class Visitor:
    """Visits addresses politely: times in seconds, ``longest`` is the longest wait."""

    def __init__(
        self, timeout: float = 20, retries: int = 3, pause: float = 1, longest: float = 120
    ) -> None:
        self.timeout, self.retries, self.pause, self.longest = timeout, retries, pause, longest
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._guard = threading.Lock()
        context = urllib.request.HTTPSHandler(context=ssl.create_default_context())
        self._opener = urllib.request.build_opener(_Still, context)
        self._opener.addheaders = [("User-Agent", AGENT), ("Accept", "*/*")]

    def visit(self, url: str, source_ids: Iterable[str] = ()) -> Visit:
        """Visit one address, again if the failure may pass."""
        answer, attempts = self._follow(url), 1
        while answer.may_pass and attempts <= self.retries:
            wait = self.pause * 2**attempts if answer.wait is None else answer.wait
            time.sleep(min(self.longest, wait))
            answer, attempts = self._follow(url), attempts + 1
        return Visit(
            source_ids=" ".join(source_ids),
            url=url,
            outcome=answer.outcome,
            status=answer.status,
            final_url=answer.final_url,
            permanent=answer.permanent,
            attempts=attempts,
            note=answer.note,
            checked_at=datetime.now(UTC).isoformat(timespec="seconds"),
        )

    def _follow(self, url: str) -> Answer:
        """Follow redirects to the end."""
        address, permanent = url, True
        for hop in range(HOPS):
            final_url = address if hop else ""
            try:
                status, headers = self._ask(address)
            except (OSError, http.client.HTTPException, ValueError) as error:
                return Answer(_failure(error), final_url=final_url, note=_reason(error))
            if status in REDIRECTS and "Location" in headers:
                permanent = permanent and status in PERMANENT
                address = urljoin(address, headers["Location"])
                continue
            return Answer(
                _outcome(status, redirected=bool(hop)),
                status,
                final_url,
                permanent=bool(hop) and permanent,
                wait=_retry_after(headers),
            )
        return Answer("loop", final_url=address, note=f"more than {HOPS} redirects")

    def _ask(self, url: str) -> tuple[int, Message]:
        """Ask for the head, and for the page if the head is refused, when it is the host's turn."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"not a web address: {url}")
        with self._guard:
            lock = self._locks[parts.netloc.lower()]
        with lock:
            status, headers = self._request(url, "HEAD")
            if status >= 400 and status not in BUSY:
                status, headers = self._request(url, "GET")
            return status, headers

    def _request(self, url: str, method: str) -> tuple[int, Message]:
        plain = quote(url, safe="%/:=&?~#+!$,;'@()*[]")
        request = urllib.request.Request(plain, method=method)  # noqa: S310 (see _ask)
        try:
            with self._opener.open(request, timeout=self.timeout) as answer:
                return answer.status, answer.headers
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers
        finally:
            time.sleep(self.pause)


def _outcome(status: int, *, redirected: bool) -> str:
    if status < 400:
        return "redirected" if redirected else "ok"
    if status in (404, 410):
        return "missing"
    return "refused" if status < 500 else "failing"


def _cause(error: BaseException) -> BaseException:
    if isinstance(error, urllib.error.URLError) and isinstance(error.reason, Exception):
        return error.reason
    return error


def _failure(error: BaseException) -> str:
    cause = _cause(error)
    if isinstance(cause, ssl.SSLCertVerificationError):
        return "certificate"
    return "timeout" if isinstance(cause, TimeoutError) else "unreachable"


def _reason(error: BaseException) -> str:
    cause = _cause(error)
    return getattr(cause, "verify_message", "") or str(cause) or type(cause).__name__


def _retry_after(headers: Message) -> float | None:
    """Return how many seconds the host asks to wait: a number, or a date."""
    asked = (headers.get("Retry-After") or "").strip()
    if asked.isdecimal():
        return float(asked)
    try:
        return max(0.0, (parsedate_to_datetime(asked) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


def addresses(package: Package) -> dict[str, list[str]]:
    """Return each address with the sources that have it."""
    source_ids: dict[str, list[str]] = {}
    for row in read_rows(package, "sources"):
        if row["url"]:
            source_ids.setdefault(row["url"], []).append(row["id"])
    return source_ids


def check(source_ids: Mapping[str, list[str]], visitor: Visitor, workers: int = 16) -> list[Visit]:
    """Visit addresses, those of one host in turn, and return the visits in the order given."""
    by_host: dict[str, list[str]] = {}
    for url in source_ids:
        by_host.setdefault(urlsplit(url).netloc.lower(), []).append(url)
    visits: dict[str, Visit] = {}

    def visit_host(urls: list[str]) -> None:
        for url in urls:
            visits[url] = visitor.visit(url, source_ids[url])
            print(f"{len(visits)}/{len(source_ids)} {visits[url].outcome} {url}", file=sys.stderr)

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(visit_host, by_host.values()))
    return [visits[url] for url in source_ids]


def report(visits: list[Visit], file: Path) -> None:
    """Write the visits as CSV or JSON, by the ending of the file."""
    if file.suffix == ".json":
        content = json.dumps([asdict(visit) for visit in visits], ensure_ascii=False, indent=1)
        content += "\n"
    else:
        stream = io.StringIO()
        names = [field.name for field in fields(Visit)]
        writer = csv.DictWriter(stream, names, lineterminator="\n")
        writer.writeheader()
        for visit in visits:
            writer.writerow({**asdict(visit), "permanent": str(visit.permanent).lower()})
        content = stream.getvalue()
    file.parent.mkdir(parents=True, exist_ok=True)
    write_bytes(file, content.encode())


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    words = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    option = words.add_argument
    option("--output", type=Path, required=True, help=".csv or .json to write, outside data/")
    option("--package", type=Path, default=ROOT, help="folder of the package (default: this one)")
    option("--timeout", type=float, default=20, help="seconds to wait for an answer (default: 20)")
    option("--retries", type=int, default=3, help="how often to try again (default: 3)")
    option("--pause", type=float, default=1, help="seconds between requests to a host (default: 1)")
    return words


def main(argv: list[str] | None = None) -> int:
    """Run the check from the command line."""
    words = parser()
    args = words.parse_args(argv)
    data = (args.package / "data").resolve()
    if args.output.suffix not in (".csv", ".json") or data in args.output.resolve().parents:
        words.error("--output must be a .csv or .json file outside data/")
    try:
        source_ids = addresses(Package(args.package))
    except JJJDataError as error:
        print(f"links: {error}", file=sys.stderr)
        return 2
    visits = check(source_ids, Visitor(args.timeout, args.retries, args.pause))
    report(visits, args.output)
    failures = sum(not visit.good for visit in visits)
    answers = len(visits) - failures
    print(f"{len(visits)} addresses: {answers} answered, {failures} did not; see {args.output}")
    return 1 if failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
