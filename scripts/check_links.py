"""Visit the address of every source and record what answered; the data are never touched.

    python scripts/check_links.py --output links.csv      (or links.json)

One request at a time goes to a host, with a pause after each; other hosts are visited meanwhile. A failure that
may pass (no answer in time, a broken connection, 429, 5xx) is tried again after a growing wait, or as long as the
host asks in Retry-After. A host's robots.txt is not read: these are single visits to pages that the dataset
cites, not a crawl. Exit status: 0 if every address answered, 1 if one did not, 2 for misuse.
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
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

from jjjdata import rows
from jjjdata.errors import JJJDataError
from jjjdata.package import Package

ROOT = Path(__file__).resolve().parent.parent
AGENT = f"jjjdata-link-check/{version('jjjdata')} (checks that the sources cited by the jjjdata dataset still answer)"
PASSING = (408, 425, 429, 500, 502, 503, 504)
HOPS = 10


@dataclass(frozen=True)
class Visit:
    """What became of one address.

    ``outcome`` is ok, redirected (it answers elsewhere, at ``final_url``), missing (404 or 410), refused (another
    4xx), failing (5xx), timeout, certificate, unreachable (no connection) or loop (too many redirects).
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


class _Still(urllib.request.HTTPRedirectHandler):
    """Reports a redirect instead of following it: each hop waits for the turn of its host."""

    def redirect_request(self, *_: object) -> None:
        return None


class Visitor:
    """Visits addresses politely."""

    def __init__(self, timeout: float = 20, retries: int = 3, pause: float = 1, longest: float = 120) -> None:
        self.timeout, self.retries, self.pause, self.longest = timeout, retries, pause, longest
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._guard = threading.Lock()
        context = urllib.request.HTTPSHandler(context=ssl.create_default_context())
        self._opener = urllib.request.build_opener(_Still, context)
        self._opener.addheaders = [("User-Agent", AGENT), ("Accept", "*/*")]

    def visit(self, url: str, source_ids: Iterable[str] = ()) -> Visit:
        """Visit one address, again if the failure may pass."""
        attempts, wait = 0, 0.0
        while True:
            time.sleep(wait)
            attempts += 1
            outcome, status, final, permanent, note, asked = self._follow(url)
            again = outcome in ("timeout", "unreachable") or status in PASSING
            if not again or attempts > self.retries:
                now = datetime.now(UTC).isoformat(timespec="seconds")
                return Visit(" ".join(source_ids), url, outcome, status, final, permanent, attempts, note, now)
            wait = min(self.longest, asked if asked is not None else self.pause * 2**attempts)

    def _follow(self, url: str) -> tuple[str, int | None, str, bool, str, float | None]:
        """Follow redirects to the end; ``permanent`` says that every hop was."""
        here, permanent = url, True
        for hop in range(HOPS):
            try:
                status, headers = self._ask(here)
            except (OSError, http.client.HTTPException, ValueError) as error:
                return _failure(error), None, here if hop else "", False, _reason(error), None
            if status in (301, 302, 303, 307, 308) and "Location" in headers:
                permanent = permanent and status in (301, 308)
                here = urljoin(here, headers["Location"])
                continue
            outcome = ("redirected" if hop else "ok") if status < 400 else (
                "missing" if status in (404, 410) else "refused" if status < 500 else "failing")  # fmt: skip
            return outcome, status, here if hop else "", bool(hop) and permanent, "", _retry_after(headers)
        return "loop", None, here, False, f"more than {HOPS} redirects", None

    def _ask(self, url: str) -> tuple[int, Message]:
        """Ask for the head, and for the page if the head is refused, when it is the turn of the host."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"not a web address: {url}")
        with self._guard:
            lock = self._locks[parts.netloc.lower()]
        with lock:
            status, headers = self._request(url, "HEAD")
            if status >= 400 and status not in (429, 503):
                status, headers = self._request(url, "GET")
            return status, headers

    def _request(self, url: str, method: str) -> tuple[int, Message]:
        plain = quote(url, safe="%/:=&?~#+!$,;'@()*[]")
        request = urllib.request.Request(plain, method=method)  # noqa: S310 (the scheme is checked before)
        try:
            with self._opener.open(request, timeout=self.timeout) as answer:
                return answer.status, answer.headers
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers
        finally:
            time.sleep(self.pause)


def _cause(error: BaseException) -> BaseException:
    return error.reason if isinstance(error, urllib.error.URLError) and isinstance(error.reason, Exception) else error


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
    found: dict[str, list[str]] = {}
    for row in rows.read(package, "sources"):
        if row["url"]:
            found.setdefault(row["url"], []).append(row["id"])
    return found


def check(found: dict[str, list[str]], visitor: Visitor, workers: int = 16) -> list[Visit]:
    """Visit all addresses, those of one host one after the other, and return the visits in the order given."""
    by_host: dict[str, list[str]] = {}
    for url in found:
        by_host.setdefault(urlsplit(url).netloc.lower(), []).append(url)
    visits: dict[str, Visit] = {}

    def of_host(urls: list[str]) -> None:
        for url in urls:
            visits[url] = visitor.visit(url, found[url])
            print(f"{len(visits)}/{len(found)} {visits[url].outcome} {url}", file=sys.stderr)

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(of_host, by_host.values()))
    return [visits[url] for url in found]


def report(visits: list[Visit], file: Path) -> None:
    """Write the visits as CSV or JSON, by the ending of the file."""
    if file.suffix == ".json":
        content = json.dumps([asdict(each) for each in visits], ensure_ascii=False, indent=1) + "\n"
    else:
        stream = io.StringIO()
        writer = csv.DictWriter(stream, [field.name for field in fields(Visit)], lineterminator="\n")
        writer.writeheader()
        writer.writerows({**asdict(each), "permanent": str(each.permanent).lower()} for each in visits)
        content = stream.getvalue()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8", newline="")


def main(argv: list[str] | None = None) -> int:
    """Run the check from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, required=True, help="report to write, .csv or .json, outside data/")
    parser.add_argument("--package", type=Path, default=ROOT, help="folder of the package (default: this one)")
    parser.add_argument("--timeout", type=float, default=20, help="seconds to wait for an answer (default: 20)")
    parser.add_argument("--retries", type=int, default=3, help="how often to try again (default: 3)")
    parser.add_argument("--pause", type=float, default=1, help="seconds between requests to a host (default: 1)")
    args = parser.parse_args(argv)
    data = (args.package / "data").resolve()
    if args.output.suffix not in (".csv", ".json") or data in args.output.resolve().parents:
        parser.error("--output must be a .csv or .json file outside data/")
    try:
        found = addresses(Package(args.package))
    except JJJDataError as error:
        print(f"check_links: {error}", file=sys.stderr)
        return 2
    visits = check(found, Visitor(args.timeout, args.retries, args.pause))
    report(visits, args.output)
    bad = sum(not each.good for each in visits)
    print(f"{len(visits)} addresses: {len(visits) - bad} answered, {bad} did not; report: {args.output}")
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
