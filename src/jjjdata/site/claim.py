"""Claim: the page of one claim, from what was said and the verdict to evidence and its searches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..checks import FAIL, UNDECIDED
from ..claims import AS_SAID, Claim
from ..joined import Evidence, Source
from ..records import Record
from . import addresses, structured
from .arithmetic import Step, steps
from .charting import curve, own_drawing
from .citing import citations
from .comparison import comparison
from .listing import Item, item_of, marked
from .material import Material
from .page import Page
from .series import weak_points
from .telling import Teller, outside_link

BORNE_OUT = ("supports", "refines")
RULES = (1, 2, 3, 4, 5)
OPEN, CONFLICTING = "not_enough_evidence", "conflicting"
# What is wanting, by the reason of the rule.
WOULD_TAKE = {
    "none": "take_none",
    "alone": "take_alone",
    "mirrors": "take_mirrors",
    "failing": "take_failing",
}
# How much evidence weighs for a claim; what contradicts it weighs nothing for it.
WEIGHT = {"context": 1, "refines": 2, "supports": 3}

# What is said of a check that does not bear its claim out.
MISSING_CHECK = {FAIL: "missing_check", UNDECIDED: "missing_decision"}


@dataclass(frozen=True)
class Agreement:
    """How far two readers agreed on the stance of rows of evidence.

    ``both`` is the number of rows that both judged, ``alike`` of these judged alike, ``first`` and
    ``second`` those in which the one or the other agrees with the record; in ``otherwise`` both
    judged alike and the record differs, and in ``less`` of these the source weighs less for the
    claim there.
    """

    both: int
    alike: int
    first: int
    second: int
    otherwise: int
    less: int

    @property
    def counted(self) -> int:
        """In how many rows both agree with the record."""
        return self.alike - self.otherwise


@dataclass(frozen=True)
class Missing:
    """What does not hold or is not known: its name, where more of it stands, what it says here."""

    name: str
    url: str
    note: str


@dataclass(frozen=True)
class Cited:
    """A row of evidence with its source as the page tells it."""

    row: Evidence
    stance: str
    figure: str
    finding: str
    source: Source
    title: str
    cited: str
    url: str | None
    standing: str
    quote_tag: str | None
    votes: str


@dataclass(frozen=True)
class Origin:
    """A document that others go back to in the end, with the evidence that does."""

    source: Source
    title: str
    cited: str
    tier: str
    control: str
    rows: tuple[Cited, ...]


@dataclass(frozen=True)
class Side:
    """Evidence of one kind: for, against, context, or repeats of the claim's own origin."""

    name: str
    origins: tuple[Origin, ...]

    @property
    def count(self) -> int:
        """How many rows of evidence there are."""
        return sum(len(origin.rows) for origin in self.origins)


def claim_page(claim: Claim, teller: Teller) -> Page:
    """Return the page of a claim."""
    material, lang = teller.material, teller.lang
    worked = steps(claim, teller)
    context: dict[str, Any] = {
        "claim": claim,
        "statement": marked(claim, teller),
        "verdict": teller.verdict(claim.labels["verdict"], claim.ruling.backing),
        "latest": teller.verdict(claim.labels["verdict_latest"], claim.ruling_latest.backing),
        "balance": _balance(claim, teller),
        "whose_word": whose_word(claim, worked, teller),
        "sensitive": tuple(_sensitive(claim, teller)),
        "right": tuple(dict.fromkeys(_right(claim, worked, teller))),
        "missing": tuple(_missing(claim, teller)),
        "comparison": comparison(claim, worked, teller),
        # Where each step only reads a figure that agrees, the comparison tells all there is.
        "steps": worked if any(not step.is_plain for step in worked) else (),
        **_in_its_series(claim, teller),
        "sides": sides(claim, teller),
        "renderings": tuple(each for each in claim.renderings if each.is_fault),
        "rules": RULES,
        "is_unsettled": claim.ruling.verdict.code in (OPEN, CONFLICTING),
        "would_take": _would_take(claim, teller),
        "searched": _searched(claim, teller),
        "searches": material.searches.get(claim.id, ()),
        "checkability_votes": material.votes.get(("claims", claim.id), {}),
        "agreement": agreement(claim.evidence, material),
        "errata": tuple(_errata(claim, material)),
        "near": tuple(_near(claim, teller)),
        "alike": tuple(_alike(claim, teller)),
        "citations": citations(claim, teller),
        "document_url": teller.link(addresses.document_page(claim.article.id, lang)),
    }
    return Page(
        path=addresses.claim_page(claim.id, lang),
        twin=addresses.claim_page(claim.id, teller.other),
        template="claim.html",
        title=claim[f"statement_{lang}"],
        about=teller.text(claim, "summary") or teller.text(claim, "rationale"),
        section="claims",
        context=context,
        data=structured.review(claim, teller),
    )


def _in_its_series(claim: Claim, teller: Teller) -> dict[str, Any]:
    """Return the series that a claim is on: drawn, as a table, which figures are weak, its page."""
    held = teller.material.series_of(claim)
    if held is None:
        return {"chart": "", "curve": (), "weak": {}, "series_url": ""}
    return {
        "chart": own_drawing(held, claim, teller.lang),
        "curve": curve(held, teller),
        "weak": weak_points(held, teller),
        "series_url": teller.link(addresses.series_page(*held.key, teller.lang)),
    }


def _balance(claim: Claim, teller: Teller) -> str:
    """Return how many documents are for and against a claim; two of one body are not two voices."""
    counts = {"support": claim.ruling.supporting, "against": claim.ruling.contradicting}
    origins = (teller.material.sources[id] for id in claim.ruling.supporting_origins)
    is_one_body = claim.ruling.supporting > 1 and len({each.publisher.id for each in origins}) == 1
    return teller.say("for_one_body" if is_one_body else "for_against", **counts)


def sides(claim: Claim, teller: Teller) -> tuple[Side, ...]:
    """Return the evidence by side, and on each by the document it goes back to."""
    kinds: dict[str, list[Evidence]] = {"for": [], "against": [], "context": [], "repeats": []}
    for item in claim.evidence:
        kinds[_side(item)].append(item)
    return tuple(Side(name, tuple(_origins(rows, teller))) for name, rows in kinds.items())


def agreement(items: Iterable[Evidence], material: Material) -> Agreement:
    """Return how far two readers agreed on evidence, with each other and with what is counted."""
    votes = [(material.votes.get(("evidence", item.id), {}), item["stance"]) for item in items]
    pairs = [(*(vote for _, vote in sorted(by.items())), own) for by, own in votes if len(by) == 2]
    alike = [(one, own) for one, other, own in pairs if one == other]
    otherwise = [(one, own) for one, own in alike if one != own]
    return Agreement(
        both=len(pairs),
        alike=len(alike),
        first=sum(one == own for one, _, own in pairs),
        second=sum(other == own for _, other, own in pairs),
        otherwise=len(otherwise),
        less=sum(WEIGHT.get(own, 0) < WEIGHT.get(one, 0) for one, own in otherwise),
    )


def whose_word(claim: Claim, worked: Iterable[Step], teller: Teller) -> str:
    """Return who vouches for a verdict; empty where nobody does or nothing can be checked."""
    ruling, sources = claim.ruling, teller.material.sources
    if ruling.backing is None:
        return ""
    is_for = ruling.side == "for"
    ids = ruling.supporting_origins if is_for else ruling.contradicting_origins
    bodies = {sources[id].publisher.id: sources[id].publisher for id in ids}
    controls = [body["control"] for body in bodies.values()]
    unknown = controls.count("unknown")
    if "other" in controls:
        words = teller.say("backing_outside")
    elif not unknown:
        words = teller.say("backing_state")
    else:
        key = "backing_unknown" if unknown < len(controls) else "backing_unknown_only"
        words = teller.say(key, count=unknown)
    base = _base(worked, teller) if "other" not in controls else {}
    comma = "、" if teller.lang == "zh" else "; "
    others = [name for id, name in base.items() if id not in bodies]
    return words + (teller.say("backing_base", names=comma.join(others)) if others else "")


def _base(worked: Iterable[Step], teller: Teller) -> dict[str, str]:
    """Return whose figures the arithmetic takes that the state is not known to control."""
    sources = teller.material.sources
    inputs = [each.observation["source_id"] for step in worked for each in step.inputs]
    origins = [sources[sources[id]["origin_id"]].publisher for id in inputs]
    return {each.id: teller.name(each) for each in origins if each["control"] != "state"}


def _side(item: Evidence) -> str:
    if item["stance"] == "context":
        return "context"
    if not item.counts:
        return "repeats"
    return "for" if item["stance"] in BORNE_OUT else "against"


def _origins(rows: Iterable[Evidence], teller: Teller) -> Iterator[Origin]:
    groups: dict[str, list[Evidence]] = {}
    for row in rows:
        groups.setdefault(row.origin.id, []).append(row)
    for items in groups.values():
        origin = items[0].origin
        yield Origin(
            source=origin,
            title=teller.text(origin, "title"),
            cited=teller.cited(origin),
            tier=origin.label("tier", teller.lang),
            control=origin.publisher["control"],
            rows=tuple(_cited(item, teller) for item in items),
        )


def _cited(item: Evidence, teller: Teller) -> Cited:
    source, votes = item.source, teller.material.votes.get(("evidence", item.id), {})
    standing = [teller.standing(source)]
    if source["extent"] not in ("whole", "none"):
        standing.append(teller.say("seen", extent=source.label("extent", teller.lang)))
    figure = ""
    if item["value"] is not None:
        figure = teller.qualified(item["qualifier"], teller.figure(item["value"], item["unit_id"]))
    return Cited(
        row=item,
        stance=item.label("stance", teller.lang),
        figure=figure,
        finding=teller.text(item, "finding"),
        source=source,
        title=teller.text(source, "title"),
        cited=teller.cited(source),
        url=outside_link(source["url"]),
        standing=("，" if teller.lang == "zh" else ", ").join(standing),
        quote_tag=teller.tag(source["language"]),
        votes=_votes(item, votes, teller),
    )


def _votes(item: Evidence, votes: Mapping[str, str], teller: Teller) -> str:
    """Return how two readers judged, where one of them differs from what is recorded."""
    judged = [vote for _, vote in sorted(votes.items())]
    if set(judged) <= {item["stance"]}:
        return ""
    if len(judged) == 2 and len(set(judged)) == 1:
        vote = teller.label("stance", judged[0])
        return teller.say("readers_both", vote=vote, stance=item.label("stance", teller.lang))
    told = " / ".join(teller.label("stance", vote) for vote in judged)
    return teller.say("readers_said", votes=told)


def _sensitive(claim: Claim, teller: Teller) -> Iterator[tuple[str, str]]:
    """Yield what the verdict would be without each origin that decides it: short, and whole."""
    for change in claim.sensitivity:
        if change.reading == AS_SAID:
            origin = teller.material.sources[change.origin_id]
            words = {
                "title": teller.text(origin, "title"),
                "publisher": teller.name(origin.publisher),
                "verdict": change.verdict_without.text(teller.lang),
            }
            yield teller.say("without", **words), teller.say("without_origin", **words)


def _right(claim: Claim, worked: Iterable[Step], teller: Teller) -> Iterator[str]:
    """Yield what holds: what others bear out, and what the arithmetic gives."""
    if claim.ruling.supporting:
        yield _borne_out(claim, teller)
    for step in worked:
        if step.holds:
            key = "right_figure" if step.is_printed else "right_check"
            yield teller.say(key, result=step.told, expected=step.expected)
    if not claim.ruling.supporting and claim["checkability"] == "checkable":
        yield teller.say("right_none", own=_own(claim, teller))


def _borne_out(claim: Claim, teller: Teller) -> str:
    """Return how many documents bear a claim out, and whose they are."""
    comma = "、" if teller.lang == "zh" else "; "
    origins = [teller.material.sources[id] for id in claim.ruling.supporting_origins]
    names = dict.fromkeys(teller.name(origin.publisher) for origin in origins)
    days = dict.fromkeys(teller.period(origin.published) for origin in origins)
    key = "right_one_body" if len(names) == 1 else "right_origins"
    return teller.say(
        key if len(origins) > 1 else "right_origin",
        count=len(origins),
        names=comma.join(names),
        days=comma.join(days),
        own=_own(claim, teller),
    )


def _own(claim: Claim, teller: Teller) -> str:
    """Return what the claim's own origin is called in a sentence."""
    is_conference = claim.origin["kind"] == "press_conference"
    return teller.say("own_conference" if is_conference else "own_origin")


def _would_take(claim: Claim, teller: Teller) -> str:
    """Return what a claim with too little evidence would take to be supported; else nothing."""
    if claim.ruling.verdict.code != OPEN or claim.ruling.reason not in WOULD_TAKE:
        return ""
    return teller.say(WOULD_TAKE[claim.ruling.reason], own=_own(claim, teller))


def _searched(claim: Claim, teller: Teller) -> str:
    """Return how often and in which languages a claim was looked for; nothing if it was not."""
    searches = teller.material.searches.get(claim.id, ())
    counts = Counter(each.label("language", teller.lang) for each in searches)
    comma = "、" if teller.lang == "zh" else ", "
    languages = comma.join(
        teller.say("language_count", language=language, count=count)
        for language, count in counts.most_common()
    )
    key = "searched_one" if len(searches) == 1 else "searched_times"
    return teller.say(key, count=len(searches), languages=languages) if searches else ""


def _missing(claim: Claim, teller: Teller) -> Iterator[Missing]:
    """Yield what is missing or does not hold: contradictions, failed arithmetic, caveats."""
    if claim.ruling.contradicting:
        names = dict.fromkeys(
            teller.name(item.origin.publisher)
            for item in claim.evidence
            if _side(item) == "against"
        )
        comma = "、" if teller.lang == "zh" else "; "
        note = teller.say("missing_against", names=comma.join(names))
        yield Missing(teller.say("missing_contradicted"), "#side-against", note)
    for check in claim.checks:
        if check["outcome"] in MISSING_CHECK:
            key, note = MISSING_CHECK[check["outcome"]], teller.text(check, "note")
            yield Missing(teller.say(key), "#arithmetic", note)
    for caveat in claim.caveats:
        url = teller.link(f"{addresses.page('method', teller.lang)}#caveat-{caveat['caveat']}")
        yield Missing(caveat.label("caveat", teller.lang), url, teller.text(caveat, "note"))


def _errata(claim: Claim, material: Material) -> Iterator[Record]:
    """Yield the corrections to released data of a claim and its evidence."""
    rows = {("claims", claim.id), *(("evidence", item.id) for item in claim.evidence)}
    return (each for each in material.errata if (each["table"], each["row_id"]) in rows)


def _near(claim: Claim, teller: Teller) -> Iterator[tuple[str, Item]]:
    """Yield the claims before and after in the same document, unless ``_alike`` has them."""
    alike = {each.id for each in teller.material.by_indicator.get(claim["indicator_id"], ())}
    for key, other in zip(("before", "after"), teller.material.neighbors[claim.id], strict=True):
        if other is not None and other.id not in alike:
            yield key, item_of(other, teller)


def _alike(claim: Claim, teller: Teller) -> Iterator[Item]:
    """Yield the other claims on the same indicator."""
    for other in teller.material.by_indicator.get(claim["indicator_id"], ()):
        if other.id != claim.id:
            yield item_of(other, teller)
