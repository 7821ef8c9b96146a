"""The Data section of the change log: what was added, removed and changed since a release."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import astuple, fields

from jjjdata.differences import Difference, level
from jjjdata.package import Package

SHOWN = 20  # items of a list; the rest stands in a file of its own
LONGEST = 80  # characters of a cell
FULL_LIST = "the full list"
BLOCK = re.compile(r"(?s)(<!-- generated: data -->\n).*?(<!-- end -->)")
PLACES = {
    "row_added": ", rows",
    "row_removed": ", rows",
    "text_changed": ", description",
}


class SectionError(Exception):
    """The change log has no place for the Data section; the message says what is missing."""


def section(old: str | None, differences: Iterable[Difference], package: Package) -> str:
    """Return the Data section since the release ``old``, None for the first.

    Tables that are built are left out, and long lists cut short.
    """
    if old is None:
        rows = [f"- `{name}`: {each['rows']} rows" for name, each in package.resources.items()]
        return "\n".join(["First release.", "", *rows])
    authored = [each for each in differences if not is_built(each.table, package)]
    if not authored:
        return f"The data are those of {old}."
    full = f"[{FULL_LIST}](docs/changes/{package.descriptor['version']}.csv)"
    parts: dict[str, list[Difference]] = {"Added": [], "Removed": [], "Changed": []}
    for difference in authored:
        parts[_part(difference)].append(difference)
    lines = [f"Compared with {old}: {level(authored)} change."]
    for title, members in parts.items():
        if members:
            lines += ["", f"#### {title}", "", *_listing(members, full)]
    return "\n".join(lines)


def is_built(table: str | None, package: Package) -> bool:
    """Return whether the build makes a table, so that its changes follow from others."""
    return table is not None and bool(package.resources.get(table, {}).get("built"))


def changelog(page: str, package: Package, data: str) -> str:
    """Return the change log with the date of the release and its Data section filled in."""
    version, day = package.descriptor["version"], package.descriptor["created"][:10]
    title = re.search(rf"^## {re.escape(version)} \(.*\)$", page, re.MULTILINE)
    if not title:
        raise SectionError(f"CHANGELOG.md has no section '## {version} (unreleased)' to fill")
    following = page.find("\n## ", title.end())
    end = following if following >= 0 else len(page)
    filled, count = BLOCK.subn(
        lambda block: f"{block[1]}{data}\n{block[2]}", page[title.end() : end], count=1
    )
    if not count:
        place = "<!-- generated: data --> … <!-- end -->"
        raise SectionError(f"the section {version} of CHANGELOG.md has no {place}")
    return page[: title.start()] + f"## {version} ({day})" + filled + page[end:]


def full_list(differences: Iterable[Difference]) -> str:
    """Return every difference as CSV."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([field.name for field in fields(Difference)])
    writer.writerows(map(astuple, differences))
    return stream.getvalue()


def change(difference: Difference) -> str:
    """Return old and new content as they stand in the change log."""
    return f"{_short(difference.old)} → {_short(difference.new)}"


def _part(difference: Difference) -> str:
    ending = difference.kind.rpartition("_")[2]
    return {"added": "Added", "removed": "Removed"}.get(ending, "Changed")


def _listing(differences: Iterable[Difference], full: str) -> list[str]:
    """Return one line a place, and of places one line a table for those left out."""
    items: dict[tuple[str, str], list[str]] = {}
    for difference in differences:
        table = f"`{difference.table}`" if difference.table else "package"
        items.setdefault((table, _place(difference)), []).append(_item(difference))
    lines, shown, left_out = [], Counter[str](), Counter[str]()
    for (table, place), told in items.items():
        if shown[table] == SHOWN:
            left_out[table] += 1
            continue
        shown[table] += 1
        more = f" and {len(told) - SHOWN} more, in {full}" if len(told) > SHOWN else ""
        lines.append(f"- {table}{place}: {', '.join(told[:SHOWN])}{more}")
    return lines + [f"- {table}: {count} more, in {full}" for table, count in left_out.items()]


def _place(difference: Difference) -> str:
    """Return where in a table a difference is: its row, or what kind of thing it concerns."""
    if difference.kind == "cell_changed":
        return f" `{difference.row}`"
    return PLACES.get(difference.kind, ", " + difference.kind.partition("_")[0])


def _item(difference: Difference) -> str:
    noun, _, verb = difference.kind.partition("_")
    if noun == "row":
        return f"`{difference.row}`"
    column = f"`{difference.column}`" if difference.column else ""
    if verb in ("added", "removed"):
        return column or f"{difference.new or difference.old} rows"
    return f"{column} {verb}".strip() + f" {change(difference)}"


def _short(cell: str | None) -> str:
    text = "(empty)" if cell is None else cell.replace("`", "'").replace("\n", " ")
    return f"`{text if len(text) <= LONGEST else text[: LONGEST - 1] + '…'}`"
