"""Sources: dates, access, origins and hosts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..findings import Finding
from .books import Book, Fault, Row, rule, show


@rule
def sources(book: Book) -> Iterator[Finding]:
    """Dates, access and origin of a source fit together, and its address lies on a listed host of the right body."""
    hosts, bodies = book.index("hosts"), book.index("organizations")
    known = book.index("sources")
    for row in known.values():
        yield from (Finding("sources", row["id"], column, code, show(value), show(right))
                    for code, column, value, right in _source(row, known, hosts, bodies))  # fmt: skip
    used = {_host(row["url"]) for row in known.values()}
    for host in hosts.keys() - used:
        yield Finding("hosts", host, "id", "host-unused", host)


def _host(url: str | None) -> str | None:
    found = re.match(r"https?://([^/:?#]+)", url or "")
    return found[1].lower() if found else None


def _source(row: Row, known: dict[str, Row], hosts: dict[str, Row], bodies: dict[str, Row]) -> Iterator[Fault]:
    day, month, access = row["published_on"], row["published_in"], row["access"]
    if day and month:
        yield "source-date", "published_in", month, ""
    named = re.search(r"-((?:19|20)\d\d)(0[1-9]|1[0-2])(\d\d)?(-[a-z-]+)?$", row["id"])
    given, printed = "".join(named.groups("")[:3]) if named else "", str(day or month or "").replace("-", "")
    if not (given.startswith(printed) or printed.startswith(given)):
        yield "source-date", "published_on" if day else "published_in", day or month, given
    if row["accessed_on"] and str(row["accessed_on"]) < str(day or month or ""):
        yield "read-early", "accessed_on", row["accessed_on"], f"≥ {day or month}"
    needs = {"original": (True, False, True), "syndicated": (True, False, True), "mirror": (False, True, True),
             "not_read": (False, False, False)}.get(access, (False, False, False))  # fmt: skip
    for column, needed in zip(("url", "read_at", "accessed_on"), needs, strict=True):
        if bool(row[column]) != needed:
            yield "source-access", column, row[column], f"{access}: {'filled' if needed else 'empty'}"
    yield from _origin(row, known)
    yield from _address(row, hosts, bodies)


def _origin(row: Row, known: dict[str, Row]) -> Iterator[Fault]:
    chain, at = {row["id"]}, row
    while at["origin_id"] != at["id"] and at["origin_id"] in known:
        at = known[at["origin_id"]]
        if at["id"] in chain:
            yield "source-origin", "origin_id", row["origin_id"], row["id"]
            break
        chain.add(at["id"])
    else:
        # One day earlier may be the other side of the date line.
        if at["published_on"] and row["published_on"] and (at["published_on"] - row["published_on"]).days > 1:
            yield "source-origin", "origin_id", row["origin_id"], f"≤ {row['published_on']}"


def _address(row: Row, hosts: dict[str, Row], bodies: dict[str, Row]) -> Iterator[Fault]:
    access = row["access"]
    host = hosts.get(_host(row["url"]) or "")
    if row["url"] and not host:
        yield "source-host", "url", row["url"], "hosts"
    elif host and access == "original":
        family = {row["publisher_id"], (bodies.get(row["publisher_id"]) or {}).get("parent_id")}
        family |= {name for name, body in bodies.items() if body["parent_id"] == row["publisher_id"]}
        if host["role"] != "publisher" or host["organization_id"] not in family - {None}:
            yield "source-host", "access", access, f"{host['id']}: {host['organization_id']}, {host['role']}"
    # A publisher's own host may hold copies of others that deserve no more trust than a mirror; a syndicator's may not.
    holder = hosts.get(row["read_at"] or "")
    if access == "mirror" and holder and holder["role"] == "syndicator":
        yield "source-host", "read_at", row["read_at"], f"{holder['organization_id']}: syndicated"
