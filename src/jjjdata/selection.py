"""Selection: the claims that are of a kind: by verdict, topic, caveat, origins, figure."""

from __future__ import annotations

from dataclasses import dataclass

from .database import select
from .errors import unknown
from .package import Package
from .tables import Row

# A measured figure, as against a rank, or an event, a plan, a body, a name that may hold a number.
IS_FIGURE = """
    (
        claims.value is not null
        and claims.checkability = 'checkable'
        and claims.claim_type in ('quantity', 'change')
    )
"""
# What is told of each claim, and where it stands. Verdict, backing and origins are those of the day
# on which the claim was made.
COLUMNS = {
    **{
        name: f"claims.{name}"
        for name in ("id", "statement_zh", "statement_en", "summary_zh", "summary_en", "verdict")
    },
    "backing": "verdicts.backing",
    "supporting_origins": "verdicts.supporting",
    "contradicting_origins": "verdicts.contradicting",
    "decisive_origins": "hinges.origins",
    "verdicts_without": "hinges.verdicts",
    **{
        name: f"claims.{name}"
        for name in ("topic", "claim_type", "place_id", "period", "qualifier", "value", "unit_id")
    },
}
CLAIMS = f"""
    select {", ".join(f"{place} as {name}" for name, place in COLUMNS.items())}
    from claims
    join verdicts on verdicts.claim_id = claims.id and verdicts.reading = 'verdict'
    left join (
        select
            claim_id,
            group_concat(origin_id, '; ') as origins,
            group_concat(verdict_without, '; ') as verdicts
        from (
            select * from sensitivity where reading = 'verdict' order by claim_id, origin_id
        )
        group by claim_id
    ) as hinges on hinges.claim_id = claims.id
"""  # noqa: S608
# What can be asked for with a code: the list that the code stands in, and the condition.
CODED = {
    "verdict": ("verdict", "claims.verdict = ?"),
    "topic": ("topic", "claims.topic = ?"),
    "kind": ("claim_type", "claims.claim_type = ?"),
    "caveat": (
        "caveat",
        "claims.id in (select claim_id from claim_caveats where caveat = ?)",
    ),
}
# What can be asked for by yes or no.
PLAIN = {
    "contradicted": "verdicts.contradicting > 0",
    "single_origin": "verdicts.supporting + verdicts.contradicting = 1",
    "hangs_on_one": "hinges.origins is not null",
    "government_only": "verdicts.backing = 'government'",
    "with_figure": IS_FIGURE,
}


@dataclass(frozen=True)
class Wanted:
    """What a claim must be to be selected; what is left out is not asked for.

    - ``verdict``, ``topic``, ``kind``, ``caveat``: codes of the lists verdict, topic, claim_type
      and caveat;
    - ``contradicted``: at least one origin that counts contradicts it;
    - ``single_origin``: exactly one origin counts, for it or against it;
    - ``hangs_on_one``: its verdict would be another if one origin fell away;
    - ``government_only``: only bodies under state control vouch for its verdict;
    - ``with_figure``: it states a measured figure, and can be checked.
    """

    verdict: str | None = None
    topic: str | None = None
    kind: str | None = None
    caveat: str | None = None
    contradicted: bool = False
    single_origin: bool = False
    hangs_on_one: bool = False
    government_only: bool = False
    with_figure: bool = False


def selected(package: Package, wanted: Wanted) -> list[Row]:
    """Return the claims that meet every condition, in the order of the table claims.

    Each row has the statement and the summary in both languages, verdict and backing, how many
    origins count for and against, the ``decisive_origins`` without which the verdict would be
    another, the ``verdicts_without`` each of them, and the figure. An unknown code is an
    ``UnknownNameError``.

    >>> from jjjdata.package import shipped
    >>> [row["id"] for row in selected(shipped(), Wanted(verdict="conflicting"))]
    ['traffic-circle']
    >>> len(selected(shipped(), Wanted(with_figure=True, government_only=True))) > 5
    True
    """
    conditions, values = [], []
    for name, (code_list, condition) in CODED.items():
        code = getattr(wanted, name)
        if code is not None:
            _require_code(package, name, code_list, code)
            conditions.append(condition)
            values.append(code)
    conditions += [condition for name, condition in PLAIN.items() if getattr(wanted, name)]
    where = f"where {' and '.join(conditions)}" if conditions else ""
    return select(package, f"{CLAIMS} {where} order by claims.rowid", *values)


def codes_of(package: Package, code_list: str) -> list[str]:
    """Return the codes of a list, in its order."""
    query = "select code from codes where list = ? order by rowid"
    return [row["code"] for row in select(package, query, code_list)]


def _require_code(package: Package, name: str, code_list: str, code: str) -> None:
    known = codes_of(package, code_list)
    if code not in known:
        raise unknown(name, code, known)
