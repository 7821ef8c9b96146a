"""Agreement: how far two readers, who did not see each other, judged the same rows alike.

What they judged is the table votes: the stance of evidence and the checkability of claims, from
statement, quote and METHOD alone. The figures stand in docs/METHOD.md.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from jjjdata.agreements import READERS, Pair
from jjjdata.database import connect, select
from jjjdata.package import Package
from jjjdata.tables import Row

# What bears a claim out, from weak to strong.
WEIGHT = {"context": 1, "refines": 2, "supports": 3}


@dataclass(frozen=True)
class Code:
    """A judgment: how often each reader gave it, and how often both did for one row."""

    code: str
    first: int
    second: int
    both: int


def by_code(pairs: Iterable[Pair]) -> list[Code]:
    """Return each judgment with how often it was given, the most frequent first."""
    pairs = list(pairs)
    counts = Counter(code for pair in pairs for code in pair)
    return [
        Code(
            code,
            first=sum(one == code for one, _ in pairs),
            second=sum(other == code for _, other in pairs),
            both=sum(one == other == code for one, other in pairs),
        )
        for code, _ in counts.most_common()
    ]


def voted(package: Package, subject: str) -> list[Pair]:
    """Return both readers' judgments of each row of a table that both judged."""
    query = """
        select first.judgment as one, second.judgment as other
        from votes as first
        join votes as second using (subject, subject_id)
        where first.subject = ? and first.reader = 'a' and second.reader = 'b'
        order by subject_id
    """
    return [(row["one"], row["other"]) for row in select(package, query, subject)]


def recorded(package: Package, reader: str) -> list[Pair]:
    """Return what one reader judged of evidence, and the stance that is recorded."""
    query = """
        select votes.judgment as one, evidence.stance as other
        from votes
        join evidence on evidence.id = votes.subject_id
        where votes.subject = 'evidence' and votes.reader = ?
        order by evidence.id
    """
    return [(row["one"], row["other"]) for row in select(package, query, reader)]


def against_record(package: Package) -> tuple[int, int]:
    """Return how many rows of evidence both readers judged alike and the record otherwise.

    The second number is of those in which the record gives the source less weight for the claim.
    """
    query = """
        select first.judgment as one, evidence.stance as other
        from votes as first
        join votes as second using (subject, subject_id, judgment)
        join evidence on evidence.id = subject_id
        where
            subject = 'evidence'
            and first.reader = 'a'
            and second.reader = 'b'
            and evidence.stance <> first.judgment
    """
    rows = select(package, query)
    less = sum(WEIGHT.get(row["other"], 0) < WEIGHT.get(row["one"], 0) for row in rows)
    return len(rows), less


@dataclass(frozen=True)
class Changed:
    """The claims that would have another verdict, of how many, and where support comes or goes."""

    of: int
    claims: tuple[str, ...]
    gained: int
    lost: int

    @property
    def neither(self) -> int:
        """How many would change from one verdict to another, neither of them "supported"."""
        return len(self.claims) - self.gained - self.lost


def record(package: Package) -> Counter[str]:
    """Return how often the record has each stance and checkability, of what was judged."""
    query = """
        select stance as code
        from evidence
        where id in (select subject_id from votes where subject = 'evidence')
        union all
        select checkability
        from claims
        where id in (select subject_id from votes where subject = 'claims')
    """
    return Counter(row["code"] for row in select(package, query))


def seen_by_all(package: Package, stance: str) -> int:
    """Return on how many rows of evidence both readers and the record have a stance."""
    query = """
        select evidence.id
        from evidence
        join votes on votes.subject = 'evidence' and votes.subject_id = evidence.id
        where evidence.stance = ? and votes.judgment = evidence.stance
        group by evidence.id
        having count(distinct votes.reader) = ?
    """
    return len(select(package, query, stance, len(READERS)))


def judged_otherwise(package: Package) -> list[Row]:
    """Return the claims whose checkability both readers judged alike and the record otherwise."""
    query = """
        select claims.id, first.judgment
        from claims
        join votes as first on first.subject_id = claims.id and first.reader = 'a'
        join votes as second using (subject, subject_id, judgment)
        where
            subject = 'claims'
            and second.reader = 'b'
            and first.judgment <> claims.checkability
        order by claims.rowid
    """
    return select(package, query)


def changed_verdicts(package: Package, reader: str) -> Changed:
    """Return what would have another verdict if one reader's stances were taken."""
    connection = connect(package)
    connection.execute("pragma query_only = off")
    before = _verdicts(connection)
    connection.execute(
        """
        update evidence
        set stance = (
            select judgment
            from votes
            where subject = 'evidence' and reader = ? and subject_id = evidence.id
        )
        where id in (select subject_id from votes where subject = 'evidence' and reader = ?)
        """,
        [reader, reader],
    )
    after = _verdicts(connection)
    changed = [claim for claim, verdict in before.items() if after[claim] != verdict]
    return Changed(
        of=len(before),
        claims=tuple(changed),
        gained=sum(after[claim] == "supported" for claim in changed),
        lost=sum(before[claim] == "supported" for claim in changed),
    )


def _verdicts(connection: sqlite3.Connection) -> dict[str, str]:
    query = """
        select claims.id, verdicts.verdict
        from claims
        join verdicts on verdicts.claim_id = claims.id and verdicts.reading = 'verdict'
        where
            claims.checkability = 'checkable'
            and claims.id in (select subject_id from votes where subject = 'claims')
    """
    return dict(map(tuple, connection.execute(query)))
