"""Joined: a claim as one record, with the records of everything that bears on it."""

from __future__ import annotations

from dataclasses import dataclass

from .records import Label, Record


@dataclass(frozen=True, eq=False, repr=False)
class Source(Record):
    """A document, with the body that published it and the person whose words it carries."""

    publisher: Record
    speaker: Record | None

    @property
    def published(self) -> str:
        """The day, month or year of publication; empty if it is not known."""
        return str(self.row["published_on"] or self.row["published_in"] or "")


@dataclass(frozen=True, eq=False, repr=False)
class Evidence(Record):
    """What one source says about a claim, with that source and the document it goes back to.

    ``counts`` is false for context and for what repeats the claim's own origin. (Figures that were
    revised later count for the latest verdict only: see ``vintage``.)
    """

    source: Source
    origin: Source
    counts: bool


@dataclass(frozen=True, eq=False, repr=False)
class Rendering(Record):
    """How the document renders a term in one place, with that term.

    ``is_fault`` is false for what is right or an acceptable form.
    """

    term: Record
    is_fault: bool


@dataclass(frozen=True)
class Ruling:
    """What the rule makes of the evidence: a row of the view ``verdicts``."""

    verdict: Label
    rule: int
    reason: str
    supporting: int
    contradicting: int
    supporting_origins: tuple[str, ...]
    contradicting_origins: tuple[str, ...]
    backing: Label | None

    @property
    def side(self) -> str:
        """The side of the origins whose backing is told: "for", or "against" if none is for it."""
        return "for" if self.supporting else "against"


@dataclass(frozen=True)
class Sensitivity:
    """What a verdict would be if one origin fell away: a row of the view ``sensitivity``."""

    reading: str
    origin_id: str
    verdict: Label
    verdict_without: Label


@dataclass(frozen=True, eq=False, repr=False)
class JoinedClaim(Record):
    """One claim with everything that bears on it.

    The columns of the table claims can be indexed and are attributes: ``claim["verdict"]``,
    ``claim.verdict``. Attributes only are:

    - ``passage``: the sentence that makes the claim; ``article``: the document it stands in;
    - ``origin``: the document in which it was claimed; ``speaker``: the person who claimed it, or
      None where a reporter did; ``wording``: where its Chinese wording was
      published, or None;
    - ``ruling`` and ``ruling_latest``: what the rule makes of the evidence, as of the day it was
      said and in the light of later revisions; ``sensitivity``: what would change these;
    - ``evidence``, ``checks``, ``caveats``: what the tables of these names have on the claim;
    - ``renderings``: how the clause that says it renders terms of the glossary.
    """

    passage: Record
    article: Source
    origin: Source
    speaker: Record | None
    wording: Source | None
    ruling: Ruling
    ruling_latest: Ruling
    sensitivity: tuple[Sensitivity, ...]
    evidence: tuple[Evidence, ...]
    checks: tuple[Record, ...]
    caveats: tuple[Record, ...]
    renderings: tuple[Rendering, ...]
