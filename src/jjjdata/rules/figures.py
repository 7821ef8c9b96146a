"""Figures: value, qualifier, unit, period and place of claims and evidence stand in the texts that tell them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import numpy as np
import pyarrow.compute as pc

from ..findings import Finding
from ..readings import UNITS, figures, parts
from .books import Book, Fault, Row, distinct, flat, joined, rule, show
from .texts import HAN, Names

COMPARED = re.compile(r"\b(?:below|above|than|more|less|higher|lower)\b")
POWERS = tuple(10.0**n for n in (0, 3, 4, 6, 8, 9, 12))
READ_AS = {
    "percent": ("percent", "point"),
    "rank": ("ordinal",),
    "ordinal": ("ordinal", "plan"),
    "water-class": ("class",),
}
COUNTED = {"person": re.compile("人|名|(?i:staff|people|person|resident|employee|population)"),
           "bed": re.compile("床|(?i:beds?)"), "code-point": re.compile("字符|(?i:character)")}  # fmt: skip
WORD_RANK = {"zh": re.compile("最|首|第一|唯一"), "en": re.compile(r"(?i)\b(best|most|least|first|only|\w+est)\b")}


def near(a: float, b: float) -> bool:
    """Return whether two figures are the same but for the last bits."""
    return abs(a - b) <= 1e-9 * max(1.0, abs(a), abs(b))


FALL = re.compile("降|减|少|低|(?i:fall|fell|drop|decreas|lower|less|cut|down|declin|reduc)")


def reads(text: str, lang: str, row: Row, column: str) -> Iterator[Fault]:
    """Yield the faults if ``text`` does not state the value, the qualifier and the unit of ``row``."""
    value, high, unit = row["value"], row.get("value_high"), row["unit_id"]
    found = [f for f in figures(text, lang) if isinstance(f.value, float)]
    # In the series a fall is a negative change, told without the sign; a claim keeps the figure as it was said.
    wanted = {value, -value} if value < 0 and "claim_type" not in row and FALL.search(text) else {value}

    def matches(figure: Any) -> bool:
        ends = [figure.value] if "value_high" in row else [figure.value, figure.high]
        whole = "value_high" not in row or (
            (high is None) == (figure.high is None) and (high is None or near(figure.high, high))
        )
        return whole and any(near(end, want) for end in ends if end is not None for want in wanted)

    same = [f for f in found if f.kind in READ_AS.get(unit, ("number",)) and f.unit in ("", unit) and matches(f)]
    if not same and unit in ("rank", "ordinal") and value == 1 and WORD_RANK[lang].search(text):
        return
    unnamed = unit in UNITS[lang] and not any(f.unit == unit for f in found)
    if not same or unnamed or (unit in COUNTED and not COUNTED[unit].search(text)):
        yield "figure-stated", column, text, f"{show(value)}{f' / {show(high)}' if high is not None else ''} {unit}"
        return
    told = {f.qualifier for f in same} | ({"range"} if any(f.high for f in same) else set())
    if row["qualifier"] not in (None, *told):
        yield "qualifier-stated", column, text, row["qualifier"]


@rule
def claims(book: Book) -> Iterator[Finding]:
    """Value, qualifier, unit, period and place of a claim stand in its statements and quotation."""
    table = book.tables["claims"]
    table = table.append_column("measured", joined(table, "indicator_id", book.tables["indicators"], "unit_id"))
    article = joined(table, "passage_id", book.tables["passages"], "source_id")
    issued = flat(book.tables["sources"]["published_on"]).take(
        pc.index_in(article, value_set=flat(book.tables["sources"]["id"]))
    )
    table = table.append_column("article", article).append_column("issued", issued)
    ends: Counter[str] = Counter()
    for periods in (table["period"], table["base_period"]):
        for item in periods.value_counts().to_pylist():
            ends[item["values"]] += item["counts"] * ("/" in (item["values"] or ""))
            ends.update(dict.fromkeys(ends_of(item["values"]), item["counts"]))
    columns = ("statement_zh", "statement_en", "quote", "claim_type", "measured", "period", "base_period", "qualifier",
               "value", "value_high", "unit_id", "place_id", "passage_id", "topic", "article", "origin_id", "issued",
               "checkability", "indicator_id", "source_term_zh", "source_term_source_id")  # fmt: skip
    rows, codes = distinct(table, columns)
    place = Stated(book, rows)
    held = set(zip(*(book.tables["observations"][name].to_pylist() for name in ("indicator_id", "place_id")), strict=True))
    repeated = book.index("sources")
    for code, row in enumerate(rows):
        faults = [*_quantity(row), *_unit(row), *_period(row, ends), *place.judge(row)]
        if row["indicator_id"] and (row["indicator_id"], row["place_id"]) not in held:
            faults.append(("series-held", "indicator_id", row["indicator_id"], row["place_id"]))
        chain = _chain(row["article"], repeated)
        # What the reporter says himself goes back to the report, not to the press conference.
        own = repeated.get(row["origin_id"], {})
        if row["origin_id"] not in chain and not (
            own.get("origin_id") == own.get("id") and own.get("published_on") == row["issued"]
        ):
            faults.append(("source-origin", "origin_id", row["origin_id"], " → ".join(chain)))
        if faults:
            yield from book.tell("claims", np.flatnonzero(codes == code), faults)


def _chain(source: str | None, known: Mapping[str, Row]) -> list[str]:
    """Return a source, the one it repeats, and so on to the origin."""
    chain: list[str] = []
    while source and source not in chain:
        chain.append(source)
        source = known.get(source, {}).get("origin_id")
    return chain


NATION = re.compile("Chin|nation|country|State Council", re.IGNORECASE)


class Stated:
    """Which places the claims name, in either language."""

    def __init__(self, book: Book, rows: Iterable[Row]) -> None:
        cores = {place: core.pattern for place, core in Names(book).places.items() if place not in Names.LOOSE}
        cores["subcenter"] = "sub-?center"
        forms = [(row["id"], row["name_zh"]) for row in book.rows("places")]
        forms += [(place, Names.SUFFIX.sub("", name)) for place, name in forms]
        self.zh = [(place, form) for place, form in dict.fromkeys(forms)]
        self.en = {place: re.compile(core, re.IGNORECASE) for place, core in cores.items()}
        # One look for any name spares most texts thirty.
        self.any_en = re.compile("|".join(cores.values()) or "$^", re.IGNORECASE)
        longest = sorted((form for _, form in self.zh), key=len, reverse=True)
        self.any_zh = re.compile("|".join(map(re.escape, longest)) or "$^")
        self.parents = {row["id"]: row["parent_id"] for row in book.rows("places")}
        self.told = {(row[by], row["place_id"]) for row in rows if row["place_id"] in self.named(row)
                     for by in ("topic", "passage_id")}  # fmt: skip

    def named(self, row: Row) -> set[str]:
        """Return the places that a claim names."""
        chinese, english = f"{row['statement_zh']} {row['source_term_zh']}", f"{row['statement_en']} {row['quote']}"
        english = re.sub("Beijing(-|, )Tianjin(-|,? and )Hebei", "", english)
        # The longest name counts: Tongzhou with the three counties is not Tongzhou, nor is the region two of its parts.
        told = set(self.any_zh.findall(chinese))
        found = {place for place, form in self.zh if form in told} if told else set()
        if self.any_en.search(english):
            found |= {place for place, core in self.en.items() if core.search(english)}
        return found

    def line(self, place: str | None) -> list[str]:
        """Return a place and all that it lies in."""
        found: list[str] = []
        while place and place not in found:
            found.append(place)
            place = self.parents.get(place)
        return found

    def judge(self, row: Row) -> Iterator[Fault]:
        """Yield a fault if the place is neither named nor holds or lies in one that is.

        A text that names no place speaks of the region, or of a place that another claim on its topic names.
        """
        place, named = row["place_id"], self.named(row)
        if not place or place in named:
            return
        smaller, told = named - {"jjj", "china"}, (row["topic"], place) in self.told
        if not smaller:
            fits = (
                told
                or (place == "jjj" and "china" not in named)
                or (place == "china" and bool(NATION.search(row["statement_en"])))
            )
        else:
            inside = told and not named.isdisjoint(self.line(place))
            holds = place in {other for name in smaller for other in self.line(name)} and (told or len(smaller) > 1)
            fits = inside or holds or (row["passage_id"], place) in self.told
        if not fits:
            yield "place-stated", "place_id", place, named or {"jjj"}


def _quantity(row: Row) -> Iterator[Fault]:
    if row["value"] is None:
        return
    yield from reads(row["statement_zh"], "zh", row, "statement_zh")
    yield from reads(row["statement_en"], "en", row, "statement_en")
    # Of "the first batch of universities, hospitals" each claim quotes its own word: the ordinal stands before it once.
    if not (row["unit_id"] == "ordinal" and row["value"] == 1):
        yield from reads(row["quote"], "en", row, "quote")
    if row["source_term_zh"] and figures(row["source_term_zh"], "zh") and row["unit_id"] not in ("ordinal", "rank"):
        yield from (fault for fault in reads(row["source_term_zh"], "zh", row, "source_term_zh") if fault[0] == "figure-stated")


def _unit(row: Row) -> Iterator[Fault]:
    value, unit, high = row["value"], row["unit_id"], row["value_high"]
    if (value is None) != (unit is None):
        yield "unit-agrees", "unit_id", unit, "value"
    special = {"change": "percent", "ranking": "rank"}.get(row["claim_type"])
    if unit and row["measured"] and unit not in (row["measured"], special, "ordinal"):
        yield "unit-agrees", "unit_id", unit, special or row["measured"]
    if row["claim_type"] in ("quantity", "change") and value is None:
        yield "unit-agrees", "value", value, row["claim_type"]
    if (high is not None) != (row["qualifier"] == "range") or (high is not None and high <= (value or 0)):
        yield "range", "value_high", high, row["qualifier"]
    if value is None and row["qualifier"] not in (None, "equal"):
        yield "unit-agrees", "qualifier", row["qualifier"], "value"
    if value is not None and not row["qualifier"] and unit != "ordinal":
        yield "unit-agrees", "qualifier", None, "equal"
    if bool(row["source_term_zh"]) != bool(row["source_term_source_id"]):
        yield "pair-filled", "source_term_source_id", row["source_term_source_id"], row["source_term_zh"]
    yield from _type(row)


def _type(row: Row) -> Iterator[Fault]:
    kind = row["claim_type"]
    if kind in ("opinion", "commitment") and row["checkability"] != kind:
        yield "type-fits", "checkability", row["checkability"], kind
    if kind == "change" and not row["base_period"]:
        yield "type-fits", "claim_type", kind, "base_period"
    if kind == "ranking" and not (WORD_RANK["en"].search(row["statement_en"]) or COMPARED.search(row["statement_en"])):
        yield "type-fits", "claim_type", kind, row["statement_en"]
    if row["unit_id"] == "rank" and kind != "ranking":
        yield "type-fits", "claim_type", kind, "ranking"


def ends_of(*periods: str | None) -> list[str]:
    """Return the first and last days, months or years of periods."""
    return [end for period in periods for end in (period or "").split("/") if end]


def dates(text: str, lang: str, plans: bool = True) -> list[str]:
    """Return the dates a text names; a five-year plan names its first and last year."""
    found = []
    for figure in figures(text, lang):
        if figure.kind == "plan" and plans:
            found += [str(int(1951 + 5 * figure.value + shift)) for shift in (0, 4)]
        elif figure.kind == "date":
            found += [end for end in (figure.value, figure.high) if end]
    return found


def printed_dates(printed: str | None) -> list[str]:
    """Return the dates in what is printed, plans apart."""
    return dates(printed, "zh" if HAN.search(printed) else "en", plans=False) if printed else []


def _fits(named: str, end: str) -> bool:
    """Return whether a date in a text, perhaps without year, and the end of a period may be the same day."""
    if named.startswith("-"):
        named, end = named.lstrip("-"), end[8 if named.startswith("---") else 5 :]
    return named.startswith(end) or end.startswith(named)


def _period(row: Row, ends: Counter[str]) -> Iterator[Fault]:
    period, base = ends_of(row["period"]), ends_of(row["base_period"])
    if base and not base[0] < period[0]:
        yield "period-order", "base_period", row["base_period"], f"< {row['period']}"
    if len(period) == 2 and not period[0] <= period[1]:
        yield "period-order", "period", row["period"], f"{period[1]}/{period[0]}"
    issued = str(row["issued"] or "")
    if issued and any(end > issued for end in [*period[:1], *base]) and row["claim_type"] != "commitment":
        yield "period-order", "period", row["period"], f"≤ {issued}"
    texts = (("statement_zh", "zh"), ("statement_en", "en"), ("quote", "en"), ("source_term_zh", "zh"))
    for column, lang in texts:
        cut = column in ("quote", "source_term_zh")
        named = dates(row[column] or "", lang, plans=column != "source_term_zh")
        for day in named:
            if not any(_fits(day, end) for end in [*period, *base]):
                yield "period-stated", column, day, [row["period"], *base]
        plan = any(figure.kind == "plan" for figure in figures(row[column] or "", lang))
        dated = [day for day in named if not day.startswith("-")]
        if not cut and dated and not plan and not any(_fits(day, period[-1]) for day in dated):
            yield "period-stated", "period", row["period"], dated
        if not cut and base and dated and not plan and not any(_fits(day, base[0]) for day in dated):
            yield "period-stated", "base_period", row["base_period"], dated
    named = dates(row["statement_zh"], "zh")
    for end in [*period, *base]:
        attested = any(_fits(day, end) for day in named) or (issued and issued.startswith(end))
        # What no text names must at least be said of another claim: a last year together with its first.
        if not attested and ends[row["period"] if end == period[-1] and len(period) == 2 else end] < 2:
            yield "period-stated", "period" if end in period else "base_period", end, [issued, *named]


def interval(row: Row, slack: float) -> tuple[float, float]:
    """Return the values that a figure with its qualifier admits; ``slack`` widens an exact one by its rounding."""
    value, high = float(row["value"]), row.get("value_high")
    tiny = 1e-9 * max(1.0, abs(value))
    exact = value - slack, value + slack
    admitted = {"about": (0.9 * value, 1.1 * value), "nearly": (0.85 * value, value - tiny),
                "more_than": (value + tiny, np.inf), "at_least": (value, np.inf), "less_than": (-np.inf, value - tiny),
                "at_most": (-np.inf, value), "range": (value, value if high is None else float(high))}  # fmt: skip
    return admitted.get(row["qualifier"], exact)


def precision(value: float) -> float:
    """Return one unit of the last significant digit: 0.1 of 58.2, 100 of 9,900."""
    digits = f"{abs(value):.12g}"
    return 10.0 ** -len(digits.partition(".")[2]) if "." in digits else 10.0 ** (len(digits) - len(digits.rstrip("0")))


def rounding(value: float) -> float:
    """Return half a unit of the last significant digit, at most a twentieth of the value."""
    return min(precision(value) / 2, abs(value) / 20)


@rule
def evidence(book: Book) -> Iterator[Finding]:
    """The figure of a piece of evidence stands in both findings and as printed, and bears on the claim as said."""
    table, other = book.tables["evidence"], book.tables["claims"]
    for column in ("value", "value_high", "qualifier", "unit_id", "period", "base_period", "statement_zh"):
        table = table.append_column(f"claimed_{column}", joined(table, "claim_id", other, column))
    for column in ("published_on", "published_in"):
        table = table.append_column(column, joined(table, "source_id", book.tables["sources"], column))
    columns = [c for c in table.column_names if c not in ("id", "claim_id", "source_id")]
    yield from book.judge("evidence", _evidence, *columns, table=table)


def _evidence(row: Row) -> Iterator[Fault]:
    value, unit, period = row["value"], row["unit_id"], row["period"]
    if (value is None) != (unit is None):
        yield "unit-agrees", "unit_id", unit, "value"
    if value is not None:
        for lang in ("zh", "en"):
            yield from reads(row[f"finding_{lang}"], lang, row, f"finding_{lang}")
        yield from printed_reads(row)
        if not row["qualifier"] and unit != "ordinal":
            yield "unit-agrees", "qualifier", None, "equal"
        claimed = {name: row[f"claimed_{name}"] for name in ("value", "value_high", "qualifier", "unit_id")}
        if claimed["value"] is not None and claimed["unit_id"] == unit:
            low, high = interval(claimed, rounding(claimed["value"]))
            least, most = interval(row, 0)
            admitted = low - 1e-6 * abs(low) <= value <= high + 1e-6 * abs(high) and least <= high and most >= low
            if row["stance"] == "supports" and not admitted:
                yield "stance-agrees", "stance", "supports", f"{show(value)} / {show(claimed['value'])}"
            if (value < 0) != (claimed["value"] < 0):
                yield "stance-agrees", "value", value, claimed["value"]
            if row["stance"] == "contradicts" and low <= least and most <= high and period == row["claimed_period"]:
                yield "stance-agrees", "stance", "contradicts", f"{show(value)} / {show(claimed['value'])}"
        elif claimed["unit_id"] and claimed["unit_id"] != unit:
            yield "unit-agrees", "unit_id", unit, claimed["unit_id"]
    elif row["qualifier"] and row["qualifier"] != "equal":
        yield "unit-agrees", "qualifier", row["qualifier"], "value"
    yield from _told(row)


def _told(row: Row) -> Iterator[Fault]:
    """Yield faults of what is printed, and of the period against the dates in the texts and that of the source."""
    period = row["period"]
    if row["value"] is None and row["printed"]:
        han = "zh" if HAN.search(row["printed"]) else "en"
        shown = {item[:2] for item in parts(figures(row["printed"], han)) if not item[2].word}
        told = {item[:2] for lang in ("zh", "en") for item in parts(figures(row[f"finding_{lang}"], lang))}
        told |= {item[:2] for item in parts(figures(row["claimed_statement_zh"] or "", "zh"))}
        # A number cut from a table lacks its scale.
        shown |= {("", n * power) for sort, n in list(shown) if sort == "" and not isinstance(n, str) for power in POWERS}
        if shown and shown.isdisjoint(told):
            yield "printed-reads", "printed", row["printed"], row["finding_en"]
    issued = str(row["published_on"] or row["published_in"] or "")
    cited = printed_dates(row["printed"])
    own = [*dates(row["finding_zh"], "zh"), *cited]
    claimed = ends_of(row["claimed_period"], row["claimed_base_period"])
    known = [day for day in [*own, issued, *claimed] if day]
    years = {day[:4] for day in known if day[0] != "-"}
    # A finding that names whole years names its own; the day it was told and the claim's years are no excuse.
    named = {day for day in own if len(day) == 4 and day[0] != "-"}
    # What is printed may be cut off before the year, but names no year that the finding doesn't know.
    names = {day[:4] for day in (*dates(row["finding_zh"], "zh"), *ends_of(period))}
    if any(day[0] != "-" and day[:4] not in names for day in cited):
        yield "period-stated", "printed", row["printed"], sorted(names)
    if issued and period and row["stance"] != "context" and ends_of(period)[0][: len(issued)] > issued:
        yield "period-order", "period", period, f"≤ {issued}"
    for end in ends_of(period):
        ago = (row["published_on"] - date.fromisoformat(end)).days if len(end) == 10 and row["published_on"] else None
        stated = any(_fits(day, end) and (day[0] != "-" or end[:4] in years) for day in known)
        first = "/" in (period or "") and end == ends_of(period)[0] and end in {day[:4] for day in claimed}
        if len(end) == 4 and named and end not in named and not first:
            stated = any(_fits(day, end) and not issued.startswith(day) for day in own if day[0] != "-")
        if not stated and not (ago is not None and 0 <= ago <= 7):
            yield "period-stated", "period", end, known


FULL = re.compile(r"\d\s?[\u4e00-\u9fff]|(?i:thousand|million|billion|trillion)\b")


# Words for a million or a billion that the reader of English does not know.
SCALED = re.compile(r"(?i)mil|mio|mrd|\d ?(m|bn)\b")
ROUNDED = re.compile(r"(?i)round|about|approximat")
TURNED = {"less_than": "at_least", "at_most": "at_least", "more_than": "at_most", "at_least": "at_most"}


def printed_reads(row: Row) -> Iterator[Fault]:
    """What is printed reads back to the value; a bare number of a table may lack its scale, but not a digit."""
    printed, value, unit = row["printed"] or "", abs(row["value"]), row["unit_id"]
    lang = "zh" if HAN.search(printed) else "en"
    found = [f for f in figures(printed, lang) if isinstance(f.value, float)]
    same = [f for f in found for end in (f.value, f.high) if end is not None and near(abs(end), value)]
    if same:
        told = {f.qualifier for f in same if f.unit in ("", unit)}
        if unit == "water-class":  # a water below Class V has a class number above 5
            told = {TURNED.get(qualifier, qualifier) for qualifier in told}
        # What is cut out for evidence may lack the qualifier, which the finding tells; a series has no other text.
        free = "finding_en" in row or (row["qualifier"] == "about" and ROUNDED.search(row["note_en"] or ""))
        told |= {"range"} if any(f.high for f in same) else set()
        fits = row["qualifier"] in (None, *told) or ("equal" in told and free)
        if told and not fits:
            yield "qualifier-stated", "printed", printed, sorted(told)
        return
    if unit in ("rank", "ordinal") and any(pattern.search(printed) for pattern in WORD_RANK.values()):
        return
    # A figure that could be read in full leaves no scale to guess.
    words = re.search(r"[^\W\d]{4,}", printed)
    whole = any(f.unit or f.kind != "number" for f in found) or FULL.search(printed) or (words and not SCALED.search(printed))
    # A word cut from a table or another language: only its digits can be read, with either decimal mark.
    bare = [re.sub(r"\s", "", raw) for raw in re.findall(r"\d+(?:[.,\s]\d+)*", printed)]
    spelt = {text for raw in bare for text in (raw.replace(",", ""), raw.replace(".", "").replace(",", "."))}
    numbers = {float(text) for text in spelt if re.fullmatch(r"\d+(\.\d+)?", text)}
    scaled = any(near(n * power, value) for n in numbers for power in POWERS)
    if whole or not scaled:
        yield "printed-reads", "printed", printed, show(row["value"])
    elif row["qualifier"] != "equal" and not words:
        yield "qualifier-stated", "printed", printed, "equal"  # a bare number says no more
