"""Cards: a claim with all that bears on it, written out for people, as text and as HTML.

A card is a list of parts, each a list of lines. Text and HTML are made from the same lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .grids import UNKNOWN_WIDTH, wrap
from .harmless import markup, visible
from .languages import TAGS, unquoted
from .messages import say

if TYPE_CHECKING:
    from .joined import Evidence, JoinedClaim, Rendering, Ruling, Source
    from .records import Label, Record

INDENT = "  "
# The verdicts that a reader may take for settled: they don't go without their backing.
BACKED = ("supported", "refuted")
ADDRESS = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """One line of a card, before it is broken to fit.

    ``style`` is "plain", "title", "heading", "verdict" or "address".
    """

    text: str
    style: str = "plain"
    indented: bool = False


Part = list[Line]


def text(claim: JoinedClaim, lang: str, width: int | None = None) -> str:
    """Return the card of a claim in ``lang`` as lines of at most ``width`` terminal cells."""
    cells = width or UNKNOWN_WIDTH
    parts = ["\n".join(_text_line(line, cells) for line in part) for part in card(claim, lang)]
    return "\n\n".join(parts)


def html(claim: JoinedClaim, lang: str) -> str:
    """Return the card of a claim in ``lang`` as a fragment of HTML, with addresses as links."""
    parts = ["".join(map(_html_line, part)) for part in card(claim, lang)]
    body = "\n".join(f'<div style="margin-top: 0.8em">{part}</div>' for part in parts)
    return (
        f'<div class="jjjdata-claim" lang="{TAGS[lang]}" style="max-width: 50em">\n{body}\n</div>'
    )


def verdict_words(verdict: Label, backing: Label | None, lang: str) -> str:
    """Return a verdict as lists tell it: one that rests on governments alone says so."""
    words = verdict.text(lang)
    if backing is None or backing.code != "government" or verdict.code not in BACKED:
        return words
    return say("verdict_on_word", lang, verdict=words, backing=backing.text(lang))


def card(claim: JoinedClaim, lang: str) -> list[Part]:
    """Return the parts of a card: from what was claimed and the verdict to evidence and checks."""
    parts = [_claimed(claim, lang), _verdict(claim, lang)]
    if claim[f"safe_{lang}"]:
        parts.append(_safe(claim, lang))
    parts.append(_reasons(claim, lang))
    if claim.caveats:
        parts.append(_caveats(claim, lang))
    parts.append(_fidelity(claim, lang))
    parts += [_evidence(item, lang) for item in claim.evidence]
    return parts + _checks(claim, lang)


def _claimed(claim: JoinedClaim, lang: str) -> Part:
    return [
        Line(claim.id, "title"),
        Line(claim[f"statement_{lang}"], indented=True),
        *_said(claim.speaker, lang),
        Line(_named("card_claimed", claim.origin, lang), indented=True),
    ]


def _said(speaker: Record | None, lang: str) -> Iterator[Line]:
    """Yield a line that names a speaker and, where it was read, the post."""
    if speaker is not None:
        # The characters of a name that was read in a foreign language are not guessed.
        name = speaker[f"name_{lang}"] or speaker["name_en"]
        post = speaker[f"post_{lang}"]
        key = "card_said" if post else "card_said_name"
        yield Line(say(key, lang, name=name, post=post), indented=True)


def _verdict(claim: JoinedClaim, lang: str) -> Part:
    ruling = claim.ruling
    verdict = claim.label("verdict", lang)
    # A rule is named beside the verdict that it gives, and never beside another.
    key = "card_verdict" if claim["verdict"] == ruling.verdict.code else "card_recorded"
    part = [Line(say(key, lang, verdict=verdict, rule=ruling.rule), "verdict")]
    if ruling.backing is not None:
        # Where evidence is not enough, nothing is borne out on anybody's word.
        is_enough = ruling.verdict.code != "not_enough_evidence"
        start = "card" if is_enough else "card_found"
        key = f"{start}_{ruling.backing.code}_{ruling.side}"
        part.append(Line(say(key, lang, backing=ruling.backing.text(lang))))
    part += _disagreement(claim, "verdict", ruling, lang)
    if claim[f"summary_{lang}"]:
        part.append(Line(claim[f"summary_{lang}"]))
    part.append(Line(say(f"reason_{ruling.reason}", lang), indented=True))
    if claim["verdict_latest"] != claim["verdict"]:
        part.append(Line(say("card_latest", lang, latest=claim.label("verdict_latest", lang))))
    part += _disagreement(claim, "verdict_latest", claim.ruling_latest, lang)
    if claim["checkability"] == "checkable":
        counts = {"support": ruling.supporting, "against": ruling.contradicting}
        part.append(Line(say("card_origins", lang, **counts)))
    return part + list(_without(claim, lang))


def _without(claim: JoinedClaim, lang: str) -> Iterator[Line]:
    """Yield a line for each origin without which the verdict of the day would be another."""
    origins = {item.origin.id: item.origin for item in claim.evidence}
    for change in claim.sensitivity:
        origin = origins.get(change.origin_id)
        if change.reading == "verdict" and origin is not None:
            named = _named("origin_named", origin, lang, id=origin.id)
            verdict = change.verdict_without.text(lang)
            yield Line(say("without_origin", lang, origin=named, verdict=verdict), indented=True)


def _disagreement(claim: JoinedClaim, column: str, ruling: Ruling, lang: str) -> Iterator[Line]:
    """Yield a line if the recorded verdict is not the one that follows from the evidence."""
    if claim[column] != ruling.verdict.code:
        names = {"aspect": say(f"aspect_{column}", lang), "verdict": ruling.verdict.text(lang)}
        yield Line(say("card_recomputed", lang, rule=ruling.rule, **names), "verdict")


def _safe(claim: JoinedClaim, lang: str) -> Part:
    return [
        Line(say("card_safe", lang), "heading"),
        Line(claim[f"safe_{lang}"], indented=True),
    ]


def _reasons(claim: JoinedClaim, lang: str) -> Part:
    return [
        Line(say("card_why", lang), "heading"),
        Line(claim[f"rationale_{lang}"], indented=True),
    ]


def _caveats(claim: JoinedClaim, lang: str) -> Part:
    colon = "：" if lang == "zh" else ": "
    part = [Line(say("card_caveats", lang), "heading")]
    for caveat in claim.caveats:
        words = caveat.label("caveat", lang) + colon + str(caveat[f"note_{lang}"])
        part.append(Line(words, indented=True))
    return part


def _fidelity(claim: JoinedClaim, lang: str) -> Part:
    part = [Line(say("card_fidelity", lang, fidelity=claim.label("fidelity", lang)), "heading")]
    quotation = say("card_quote", lang, quote=claim["quote"], passage=claim.passage.id)
    part.append(Line(quotation, indented=True))
    # In English too: who checks the translation needs both.
    if claim["source_term_zh"] and claim.wording is not None:
        wording = _named("card_wording", claim.wording, lang, term=claim["source_term_zh"])
        part.append(Line(wording, indented=True))
    for rendering in _worth_telling(claim.renderings):
        term, problem = rendering.term, rendering.label("problem", lang)
        names = {"term": term["term_en"], "zh": term["term_zh"]}
        variant = unquoted(rendering["variant_en"])
        remark = say("card_term", lang, variant=variant, problem=problem, **names)
        part.append(Line(remark, indented=True))
    return part


def _worth_telling(renderings: Sequence[Rendering]) -> Iterator[Rendering]:
    """Yield the faulty renderings, but those within a longer one with the same problem."""
    faults = [rendering for rendering in renderings if rendering.is_fault]
    for rendering in faults:
        longer = (
            other
            for other in faults
            if other["problem"] == rendering["problem"]
            and len(other["variant_en"]) > len(rendering["variant_en"])
            and other["start"] <= rendering["start"]
            and rendering["end"] <= other["end"]
        )
        if next(longer, None) is None:
            yield rendering


def _evidence(item: Evidence, lang: str) -> Part:
    source, origin = item.source, item.origin
    cited = _named("card_source", source, lang, access=_standing(source, lang))
    stance = item.label("stance", lang)
    if item.counts and item["stance"] == "refines":
        stance = say("card_refines", lang, stance=stance)
    part = [
        Line(f"{item.id}{INDENT}{stance}", "heading"),
        Line(item[f"finding_{lang}"], indented=True),
    ]
    if item["quote"]:
        part.append(Line(say("card_read", lang, quote=item["quote"]), indented=True))
    part += [*_said(source.speaker, lang), Line(f"{cited} [{source.id}]", indented=True)]
    if source["url"]:
        part.append(Line(source["url"], "address", indented=True))
    if origin != source:
        names = {"title": origin[f"title_{lang}"], "tier": origin.label("tier", lang)}
        part.append(Line(f"{say('card_origin', lang, **names)} [{origin.id}]", indented=True))
    if not item.counts and item["stance"] != "context":
        part.append(Line(say("card_not_counted", lang), indented=True))
    return part


def _checks(claim: JoinedClaim, lang: str) -> list[Part]:
    parts = []
    for check in claim.checks:
        names = {"kind": check.label("kind", lang), "outcome": check.label("outcome", lang)}
        part = [Line(say("card_check", lang, id=check.id, **names), "heading")]
        if check[f"note_{lang}"]:
            part.append(Line(check[f"note_{lang}"], indented=True))
        parts.append(part)
    return parts


def _named(key: str, source: Source, lang: str, **values: str) -> str:
    """Return a message that names a source by title, publisher and date."""
    date = source.published or say("undated", lang)
    publisher = source.publisher[f"name_{lang}"]
    return say(key, lang, title=source[f"title_{lang}"], publisher=publisher, date=date, **values)


def _standing(source: Source, lang: str) -> str:
    """Return how close a source stands to the fact and how it was read."""
    parts = [source.label("tier", lang), source.label("access", lang), source["read_at"]]
    return ("，" if lang == "zh" else ", ").join(filter(None, parts))


def _text_line(line: Line, cells: int) -> str:
    indent = INDENT if line.indented else ""
    words = visible(line.text)
    # A broken address is none.
    return indent + words if line.style == "address" else wrap(words, cells, indent)


def _html_line(line: Line) -> str:
    words = markup(line.text)
    if line.style == "address" and ADDRESS.fullmatch(line.text) and visible(line.text) == line.text:
        words = f'<a href="{words}" rel="noopener noreferrer">{words}</a>'
    elif line.style in ("title", "verdict"):
        words = f"<strong>{words}</strong>"
    elif line.style == "heading":
        words = f'<span style="font-weight: 600">{words}</span>'
    margin = ' style="margin-left: 1.5em"' if line.indented else ""
    return f"<div{margin}>{words}</div>"
