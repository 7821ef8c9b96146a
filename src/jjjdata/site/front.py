"""Front: the first page: what was found, counted from the verdicts, and the list of all claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from ..claimed import Claimed
from ..claims import Claim
from ..selection import Wanted, selected
from . import addresses, structured
from .listing import Item, item_of
from .material import Held
from .page import Page
from .telling import Teller, Verdict

# In the order in which the front page tells them.
VERDICTS = ("supported", "conflicting", "refuted", "not_enough_evidence", "not_checkable")
MOST_CHARTS = 3
SELF_REPORTED = "self_reported"


@dataclass(frozen=True)
class Tally:
    """How many claims have one verdict and backing; ``code`` narrows the list to such claims."""

    code: str
    verdict: Verdict
    backing: str
    claims: tuple[Item, ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.claims)

    @property
    def self_reported(self) -> int:
        """How many rest on the very body that is responsible for what they tell."""
        return sum(SELF_REPORTED in claim.caveats for claim in self.claims)


@dataclass(frozen=True)
class Option:
    """One thing that the list can be narrowed to."""

    code: str
    words: str
    count: int


@dataclass(frozen=True)
class Topic:
    """The claims of one topic, in the order in which they were made."""

    code: str
    name: str
    about: str
    items: tuple[Item, ...]


def front_page(teller: Teller) -> Page:
    """Return the front page."""
    material, lang = teller.material, teller.lang
    items = [item_of(claim, teller) for claim in material.claims]
    stated = {row["id"] for row in selected(material.package, Wanted(with_figure=True))}
    figures = [item for item in items if item.claim.id in stated]
    others = [
        item
        for item in items
        if item.claim["checkability"] == "checkable" and item.claim.id not in stated
    ]
    return Page(
        path=addresses.page("index", lang),
        twin=addresses.page("index", teller.other),
        template="front.html",
        title=material.facts.title(lang),
        about=material.facts.description(lang),
        section="claims",
        context={
            "items": items,
            "figures": tallies(figures),
            "figure_items": figures,
            "others": tallies(others),
            "other_count": len(others),
            # All with a figure can be checked, so that what is left cannot.
            "unchecked": len(items) - len(figures) - len(others),
            "counts": _counts(figures),
            "fidelity": _fidelity(material.claims),
            "charts": _charts(teller),
            "topics": _topics(items, teller),
            "options": _options(items, {item.claim.id for item in figures}, teller),
            "with_figure": {item.claim.id for item in figures},
            "origin": _example(material.claims),
            "checked": _checked(teller),
        },
        data=structured.whole(teller),
    )


def tallies(items: Iterable[Item]) -> tuple[Tally, ...]:
    """Return how many claims have each verdict, those on governments' own word apart."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(item.found, []).append(item)
    told = [
        Tally(code, alike[0].verdict, alike[0].backing, tuple(alike))
        for code, alike in groups.items()
    ]
    return tuple(sorted(told, key=_standing))


def _standing(tally: Tally) -> tuple[int, bool]:
    """Return the place of a verdict among all, one with a source outside before one without."""
    return VERDICTS.index(tally.verdict.code), tally.backing != "outside"


def _counts(figures: list[Item]) -> dict[str, int]:
    """Return what the headline tells of the figures."""
    held = [item for item in figures if item.verdict.code == "supported"]
    return {
        "all": len(figures),
        "hold": len(held),
        "government": sum(item.verdict.sign == "own" for item in held),
        "against": sum(item.verdict.code in ("conflicting", "refuted") for item in figures),
        "without": sum(item.verdict.code == "not_enough_evidence" for item in figures),
    }


def _fidelity(claims: Iterable[Claim]) -> dict[str, int]:
    """Return how faithful the English is, of the claims whose Chinese wording was seen."""
    codes = [claim["fidelity"] for claim in claims]
    return {
        "seen": sum(code not in ("original_not_seen", "not_translated") for code in codes),
        "faithful": codes.count("faithful"),
        "imprecise": codes.count("imprecise"),
        "wrong": codes.count("mistranslated") + codes.count("garbled"),
    }


def _charts(teller: Teller) -> list[tuple[str, str, str]]:
    """Return the longest series of which figures are claimed: link, picture, what it is called.

    Of one measure it is that of the place with most claims.
    """
    claimed = [held for held in teller.material.series.values() if _has_figure(held.claimed)]
    claimed.sort(key=lambda held: (-len(held.claimed), -len(held.series.preferred), held.key))
    by_measure: dict[str, Held] = {}
    for held in claimed:
        by_measure.setdefault(held.series.indicator.id, held)
    drawn = sorted(by_measure.values(), key=lambda held: (-len(held.series.preferred), held.key))
    return [
        (
            teller.link(addresses.series_page(*held.key, teller.lang)),
            teller.link(addresses.series_file(*held.key, f"{teller.lang}.svg")),
            held.charts[teller.lang].title,
        )
        for held in drawn[:MOST_CHARTS]
    ]


def _has_figure(claimed: Iterable[Claimed]) -> bool:
    return any(each.value is not None for each in claimed)


def _topics(items: Iterable[Item], teller: Teller) -> tuple[Topic, ...]:
    codes = {row["code"]: row for row in teller.material.codes.get("topic", ())}
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(item.claim["topic"], []).append(item)
    return tuple(
        Topic(
            code,
            found[0].topic,
            teller.text(codes[code], "definition") if code in codes else "",
            tuple(found),
        )
        for code, found in groups.items()
    )


def _options(
    items: list[Item], with_figure: Collection[str], teller: Teller
) -> dict[str, list[Option]]:
    """Return what the list can be narrowed to, by what."""
    columns = {"topic": "topic", "kind": "claim_type", "place": "place_id"}
    options: dict[str, list[Option]] = {"verdict": _verdicts(items, teller)}
    for name, column in columns.items():
        counts: dict[str, int] = {}
        for item in items:
            code = item.claim[column]
            if code:
                counts[code] = counts.get(code, 0) + 1
        options[name] = [
            Option(code, _words(name, code, teller), count) for code, count in counts.items()
        ]
    options["caveat"] = _caveats(items, teller)
    options["figure"] = [
        Option("with", teller.say("filter_figure_with"), len(with_figure)),
        Option("without", teller.say("filter_figure_without"), len(items) - len(with_figure)),
    ]
    return options


def _verdicts(items: Iterable[Item], teller: Teller) -> list[Option]:
    return [
        Option(each.code, each.verdict.words + _outside(each, teller), each.count)
        for each in tallies(items)
    ]


def _outside(tally: Tally, teller: Teller) -> str:
    return teller.say("backing_outside_short") if tally.backing == "outside" else ""


def _caveats(items: Iterable[Item], teller: Teller) -> list[Option]:
    counts = Counter(code for item in items for code in item.caveats)
    return [Option(code, teller.label("caveat", code), count) for code, count in counts.items()]


def _checked(teller: Teller) -> str:
    """Return in one line whose documents were checked, and by whom."""
    material, lang = teller.material, teller.lang
    articles = {claim.article.id: claim.article for claim in material.claims}.values()
    comma = "、" if lang == "zh" else "; "
    return teller.say(
        "front_checked",
        publisher=comma.join(dict.fromkeys(teller.short(each.publisher) for each in articles)),
        team=comma.join(material.facts.authors(lang)),
    )


def _words(name: str, code: str, teller: Teller) -> str:
    if name == "place":
        return teller.name(teller.material.places[code])
    return teller.label({"kind": "claim_type"}.get(name, name), code)


def _example(claims: Iterable[Claim]) -> Claim:
    """Return the claim whose origin most others share, to tell where all this was said."""
    found = list(claims)
    counts: dict[str, int] = {}
    for claim in found:
        counts[claim.origin.id] = counts.get(claim.origin.id, 0) + 1
    most = max(counts, key=lambda key: counts[key])
    spoken = [claim for claim in found if claim.origin.id == most]
    return next((claim for claim in spoken if claim.speaker is not None), spoken[0])
