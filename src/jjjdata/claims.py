"""Claims: one claim with everything that bears on it, and the search for claims."""

from __future__ import annotations

import re
from collections import namedtuple
from functools import lru_cache

from . import rows
from .errors import unknown
from .grids import wrap
from .messages import say
from .package import language, shipped
from .verdicts import AGAINST, FOR, PENALTIES, bearing, chain, verdicts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Row = dict[str, Any]


@lru_cache
def _table(name: str) -> rows.Rows:
    return rows.whole(shipped(), name)


@lru_cache
def _index(name: str, *key: str) -> rows.Index:
    return rows.Index(name, _table(name), *key)


@lru_cache
def label(list_name: str, code: str | None, lang: str) -> str:
    """Return the label of a code in ``lang``; no code gives an empty text."""
    return str(_index("codes", "list", "code")[list_name, code][f"label_{lang}"]) if code else ""


class Claim(namedtuple("Claim", "row passage evidence checks caveats")):
    """One claim: its ``row``, its ``passage``, and its ``evidence``, ``checks`` and ``caveats`` as rows.

    The columns of the row are attributes too: ``claim.verdict``. Prints as a card, in a notebook as well.
    """

    __slots__ = ()
    row: Row
    passage: Row
    evidence: list[Row]
    checks: list[Row]
    caveats: list[Row]

    def __getattr__(self, name: str) -> Any:
        try:
            return self.row[name]
        except KeyError:
            raise AttributeError(f"a claim has no {name!r}; it has {', '.join([*self._fields, *self.row])}") from None

    def text(self, lang: str = "en") -> str:
        """Return the card in ``lang``: from verdict to rule, evidence, source and passage."""
        lang = language(lang) or "en"
        return "\n".join(_card(self, lang))

    def __str__(self) -> str:
        return self.text()

    __repr__ = __str__

    def _repr_html_(self) -> str:
        from html import escape

        return f"<pre>{escape(self.text())}</pre>"


def claim(id: str) -> Claim:
    """Return one claim with its evidence, checks and caveats.

    ``claim.row`` is the row of the table claims; ``evidence``, ``checks`` and ``caveats`` are lists of rows
    of the tables of these names. An unknown ID is an ``UnknownNameError`` that names the nearest.

    >>> claim("port-containers-2023").value
    22000000.0
    """
    claims = _index("claims")
    if id not in claims:
        raise unknown("claim", id, claims)
    row = claims[id]
    of_claim = (_table(name).where("claim_id", id) for name in ("evidence", "checks", "claim_caveats"))
    return Claim(row, _index("passages")[row["passage_id"]], *of_claim)


def find(text: str) -> list[Row]:
    """Return the rows of the claims whose ID, quotation, statements or Chinese wording hold ``text``.

    Upper and lower case count as the same; several words must all occur. A Latin word must begin where a word begins:
    "port" finds "ports", but not "report".

    >>> [row["id"] for row in find("58%")]
    ['port-containers-growth']
    """
    words = [re.compile((r"\b" if re.match(r"[a-z]", word) else "") + re.escape(word)) for word in text.casefold().split()]
    columns = ("id", "quote", "statement_zh", "statement_en", "source_term_zh")
    joined = ((row, " ".join(row[name] or "" for name in columns).casefold()) for row in _table("claims"))
    return [row for row, whole in joined if words and all(word.search(whole) for word in words)]


def _card(found: Claim, lang: str) -> list[str]:
    row, passage = found.row, found.passage
    tables = {"claims": [row], "sources": _table("sources"), "evidence": found.evidence, "checks": found.checks}
    ruling = verdicts(tables)[row["id"]]
    own = _index("sources")[row["origin_id"]]
    lines = [f"{row['id']}", wrap(row[f"statement_{lang}"], indent="  "), wrap(_named("card_claimed", own, lang), indent="  ")]
    lines += ["", say("card_verdict", lang, verdict=label("verdict", row["verdict"], lang), rule=ruling.rule)]
    lines.append(wrap(say(f"reason_{ruling.reason}", lang), indent="  "))
    if row["verdict_latest"] != row["verdict"]:
        lines.append(say("card_latest", lang, latest=label("verdict", row["verdict_latest"], lang)))
    if row["checkability"] == "checkable":
        lines.append(say("card_origins", lang, support=len(ruling.supporting), against=len(ruling.contradicting)))
    lines += ["", say("card_why", lang), wrap(row[f"rationale_{lang}"], indent="  "), ""]
    if found.caveats:
        lines.append(say("card_caveats", lang))
        joint = "：" if lang == "zh" else ": "
        lines += [wrap(f"{label('caveat', c['caveat'], lang)}{joint}{c[f'note_{lang}']}", indent="  ") for c in found.caveats]
        lines.append("")
    lines.append(say("card_fidelity", lang, fidelity=label("fidelity", row["fidelity"], lang)))
    lines.append(wrap(say("card_quote", lang, quote=row["quote"], passage=passage["id"]), indent="  "))
    if row["source_term_zh"] and lang == "zh":
        wording = _index("sources")[row["source_term_source_id"]]
        lines.append(wrap(_named("card_wording", wording, lang, term=row["source_term_zh"]), indent="  "))
    for term in bearing(row, _table("terms")):
        if term["problem"] in PENALTIES:
            lines.append(wrap(say("card_term", lang, variant=term["variant_en"], term=term["term_en"], zh=term["term_zh"],
                                  problem=label("problem", term["problem"], lang)), indent="  "))  # fmt: skip
    for item in sorted(found.evidence, key=lambda item: _order(item, row)):
        lines += ["", *_evidence(item, row, lang)]
    for item in found.checks:
        lines += ["", say("card_check", lang, id=item["id"], kind=label("check_kind", item["kind"], lang),
                          outcome=label("outcome", item["outcome"], lang))]  # fmt: skip
        lines += [wrap(item[f"note_{lang}"], indent="  ")] if item[f"note_{lang}"] else []
    return lines


def _counted(item: Row, row: Row) -> bool:
    """Return whether a piece of evidence goes back to another origin than the claim."""
    sources = _index("sources")
    return row["origin_id"] not in chain(sources[item["source_id"]], sources)


def _order(item: Row, row: Row) -> tuple[int, str]:
    """Return the place of a piece of evidence on the card: for, against, context, and what does not count last."""
    side = 0 if item["stance"] in FOR else 1 if item["stance"] in AGAINST else 2
    return (side if side == 2 or _counted(item, row) else 3), item["id"]


def _named(key: str, source: Row, lang: str, **values: str) -> str:
    """Return the title of a source with its publisher and date."""
    publisher = _index("organizations")[source["publisher_id"]][f"name_{lang}"]
    when = source["published_on"] or source["published_in"] or say("undated", lang)
    return say(key, lang, title=source[f"title_{lang}"], publisher=publisher, date=when, **values)


def _standing(source: Row, lang: str) -> str:
    """Return how close a source stands to the fact and how it was read."""
    parts = [label("tier", source["tier"], lang), label("access", source["access"], lang)]
    parts += [source["read_at"]] if source["read_at"] else []
    return ("，" if lang == "zh" else ", ").join(parts)


def _evidence(item: Row, row: Row, lang: str) -> list[str]:
    sources = _index("sources")
    source = sources[item["source_id"]]
    origin = sources[chain(source, sources)[-1]]
    lines = [f"{item['id']}  {label('stance', item['stance'], lang)}", wrap(item[f"finding_{lang}"], indent="  ")]
    lines.append(wrap(_named("card_source", source, lang, access=_standing(source, lang)), indent="  "))
    lines += [f"  {source['url']}"] if source["url"] else []
    if origin["id"] != source["id"]:
        told = say("card_origin", lang, title=origin[f"title_{lang}"], tier=label("tier", origin["tier"], lang))
        lines.append(wrap(told, indent="  "))
    if item["stance"] != "context" and not _counted(item, row):
        lines.append(wrap(say("card_not_counted", lang), indent="  "))
    return lines
