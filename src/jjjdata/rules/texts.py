"""Texts: both languages are filled, in the right script and typography, with the same figures and names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import Any, ClassVar

from ..errors import need
from ..findings import Finding
from ..readings import unmatched
from .books import Book, Fault, Row, joined, rule

SENTENCES = ("statement", "finding", "note", "rationale", "definition", "reason")
HAN = re.compile(r"[\u3400-\u9fff]")
TYPOGRAPHY = {
    "zh": re.compile(r"[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]|[０-９Ａ-Ｚａ-ｚ]"
                     r"|[\u4e00-\u9fff] +[\w\u4e00-\u9fff]|\w +[\u4e00-\u9fff]"
                     r"|  |^\s|\s$|[，。；：]{2}|[\u4e00-\u9fff]\.(?!\w)"),
    "en": re.compile(r"[，。；：？！（）《》“”‘’、—]|  |^\s|\s$| [,;:.](?![\d.])|,,"),
}  # fmt: skip
QUOTED = re.compile(r"\"[^\"]*\"|(?<!\w)'[^']*'(?!\w)")
LATIN = re.compile("“[^”\u4e00-\u9fff]*”")
STOP = {"zh": re.compile(r"[。？！][”）》]?$"), "en": re.compile(r"[.?!][\"')]?$")}


@rule
def texts(book: Book) -> Iterator[Finding]:
    """Every text is filled in both languages, in the right script and typography, with the same figures and names."""
    convert, names = simplifier(), Names(book)
    for name, table in book.tables.items():
        columns = table.column_names
        for zh in [column for column in columns if column.endswith("_zh")]:
            en = zh[:-3] + "_en"
            paired = [column for column in (zh, en, "problem") if column in columns]
            yield from book.judge(name, partial(_text, zh, en, convert, names), *paired)


def _text(zh: str, en: str, convert: Callable[[str], str], names: Names, row: Row) -> Iterator[Fault]:
    chinese, english = row[zh], row.get(en)
    if en in row and bool(chinese) != bool(english):
        yield "pair-filled", en if chinese else zh, "", chinese or english
    sentence = zh[:-3] in SENTENCES
    for lang, column, text in (("zh", zh, chinese), ("en", en, english)):
        if not text:
            continue
        if bool(HAN.search(text)) != (lang == "zh"):
            yield "script", column, text, "Han" if lang == "zh" else "no Han"
        wrong = TYPOGRAPHY[lang].search(text)
        if wrong and not zh.startswith("title"):
            yield "typography", column, wrong[0], text[max(0, wrong.start() - 8) : wrong.end() + 8]
        if sentence and not STOP[lang].search(text):
            yield "typography", column, text[-8:], "。" if lang == "zh" else "."
    if chinese and convert(chinese) != chinese:
        yield "simplified", zh, chinese, convert(chinese)
    if not (chinese and english):
        return
    ours, theirs = unmatched(chinese, english, zh == "statement_zh") if sentence or zh == "name_zh" else ([], [])
    # The notes on a term quote words of the other language.
    quoting = "problem" in row and not any(unmatched(LATIN.sub("", chinese), QUOTED.sub("", english)))
    if (ours or theirs) and not quoting:
        yield "figures-agree", zh, f"{chinese} | {english}", f"{', '.join(ours) or '-'} | {', '.join(theirs) or '-'}"
    if sentence and "problem" not in row:
        yield from names.judge(chinese, english, en)


@rule
def printed(book: Book) -> Iterator[Finding]:
    """What is printed has the script of the language that its source was read in."""
    convert = simplifier()

    def judge(row: Row) -> Iterator[Fault]:
        if row["language"] == "zh-Hans" and row["printed"] and convert(row["printed"]) != row["printed"]:
            yield "script", "printed", row["printed"], "zh-Hans"

    for name in ("evidence", "observations"):
        table = book.tables[name]
        table = table.append_column("language", joined(table, "source_id", book.tables["sources"], "language"))
        yield from book.judge(name, judge, "printed", "language", table=table)


@lru_cache(maxsize=1)
def simplifier() -> Callable[[str], str]:
    """Return a function that brings text into simplified characters; simplified text costs it one look."""
    opencc: Any = need("opencc", "validate")
    converter = opencc.OpenCC("t2s")
    every = "".join(map(chr, range(0x3400, 0xA000)))
    # Asked one by one: together, neighbours would be read as words. 乾, 瞭 and 著 stay where they are also simplified.
    traditional = re.compile("[" + "".join(char for char in every if converter.convert(char) != char) + "]")
    return lambda text: str(converter.convert(text)) if traditional.search(text) else text


class Names:
    """The names of places and organizations, and the spellings that the project refuses."""

    SUFFIX = re.compile(r"(?<=..)(回族自治县|新区|市|省|区|县|淀)$")
    GENERIC = re.compile(r" (Hui Autonomous County|New Area|Province|District|County|City|Lake|Municipality|region)$")
    LOOSE: ClassVar = {"tianjin-port": "port", "subcenter": "sub-?center",
                       "tianjin-hebei": "Tianjin.*Hebei|Hebei.*Tianjin",
             "beijing": "municipal|city|capital|Peking", "tianjin": "municipal|city"}  # fmt: skip

    def __init__(self, book: Book) -> None:
        self.forms: dict[str, re.Pattern[str]] = {}
        self.places: dict[str, re.Pattern[str]] = {}
        self.english: dict[str, str] = {}
        refused = set()
        for body in book.rows("organizations"):
            words = {
                word for name in (body["name_en"], body["short_en"]) for word in re.findall(r"[\w'.-]{3,}", name or "")
            } - {"and", "the", "for"}
            for name in (body["name_zh"], body["short_zh"]):
                if name and len(name) > 2:
                    self.english[name] = body["name_en"]
                    self.forms[name] = re.compile("|".join(map(re.escape, sorted(words))) or "$^", re.IGNORECASE)
        for place in book.rows("places"):
            core = self.GENERIC.sub("", place["name_en"])
            told = "|".join([re.escape(core), *filter(None, [self.LOOSE.get(place["id"])])])
            # The region and the country go by many names, and a compound is read as its parts.
            if place["id"] in ("jjj", "china"):
                self.forms[place["name_zh"]] = re.compile("")
            elif not re.search("[与和及]", place["name_zh"]):
                self.places[place["id"]] = re.compile(told, re.IGNORECASE)
                for name in {place["name_zh"], self.SUFFIX.sub("", place["name_zh"])}:
                    self.forms[name], self.english[name] = self.places[place["id"]], place["name_en"]
            refused |= {re.escape(core.replace("'", ""))} if "'" in core else set()
        refused |= {re.escape(t["variant_en"]) for t in book.rows("terms") if t["problem"] == "wrong_name"
                    and t["variant_en"].lower() not in t["term_en"].lower()}  # fmt: skip
        self.zh = re.compile("|".join(map(re.escape, sorted(self.forms, key=len, reverse=True))) or "$^")
        self.refused = re.compile(rf"\b(?:{'|'.join(sorted(refused))})\b" if refused else "$^")

    def judge(self, chinese: str, english: str, en: str) -> Iterator[Fault]:
        """Yield names that the English lacks and spellings that it may only quote."""
        for name in dict.fromkeys(self.zh.findall(chinese)):
            if not self.forms[name].search(english):
                yield "name-pair", en, name, self.english[name]
        bare = QUOTED.sub("", english)
        for found in self.refused.finditer(bare):
            if not re.search(r"[A-Z][\w']* $", bare[: found.start()]):
                yield "spelling", en, found[0], f'"{found[0]}"'
