"""Recorded: the quantity that a row records, and whether a figure of a text is that quantity."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ...readings import Figure
from ..functions import figure as written
from ..rulebook import Row
from .shared import near

# The kinds of figures in which a text tells a value of a unit; of all others it is a number.
READ_AS = {
    "percent": ("percent", "point"),
    "rank": ("ordinal",),
    "ordinal": ("ordinal", "plan"),
    "water-class": ("class",),
}
ORDER_UNITS = ("rank", "ordinal")
# Words for a fall, whole ones: not the "cut" of "executive". What stands beside them may undo it.
FALLS = (
    "(?<![不未])降(?![水雨雪])",  # not 不降反升; 降水量
    "(?<!不)减",
    "(?<![至最不缺多])少(?![数年儿先])",  # not 至少, 不少于; 少数
    "(?<![不最])低(?![碳空保龄])",  # not 不低于, 最低工资; 低碳, 低空
    r"(?i:(?<!not )(?<!no )\b(?:fall(?:s|en|ing)?|fell|drop(?:s|ped|ping)?|decreas(?:es?|ed|ing)"
    r"|lower(?:s|ed|ing)?|less|cut(?:s|ting)?|down(?![- ]payment)|declin(?:es?|ed|ing)"
    r"|reduc(?:es?|ed|ing|tions?))\b)",  # not "not less than", "no lower"
)
FALL = re.compile("|".join(FALLS))
# Other words that end like a superlative.
NO_SUPERLATIVE = (
    "(?:north|south)?west|(?:re|de|af)?forest|interest|request|test|(?:un)?rest|(?:re|di)?invest"
    "|harvest|protest|contest|suggest|arrest|attest|digest|manifest|modest|honest|guest|quest"
    "|conquest|inquest|nest|pest|vest|chest|crest|priest|zest|bequest|behest|ingest|congest|divest"
    "|bucharest|budapest|everest|brest"
)
# Superlatives end in -est. A name may, too (Bucharest), so that a word with a capital counts only
# where the text begins.
SUPERLATIVE = rf"(?!(?i:least|most|{NO_SUPERLATIVE})\b)(?:^[A-Z]|\b[a-z])\w*est\b"
# Behind "first": the first quarter and the first three months are no place in an order.
SPAN = r" (?:[\w-]+ )?(?:quarters?|hal(?:f|ves)|days?|weeks?|months?|years?)\b"
FIRST_PLACE = {
    "zh": re.compile(
        "最(?![近终初后]|高人民|[高低](?:法|检)|低(?:工资|生活)|[多少][0-9])"  # not 最近; 最多70个
        "|首(?![都府席要脑先尔钢农])"  # not 首都; 首先; 首钢
        "|第一(?!产业|季度|时间|书记)|唯一"
    ),
    "en": re.compile(
        rf"\b(?i:best|first(?!{SPAN})|only)\b"
        r"|(?<!at )\b(?i:most|least)\b(?! of\b)"  # not "at least", "most of the plants"
        rf"|{SUPERLATIVE}"
    ),
}
# It stands at the verb and not at the figure. Before a noun 基本 is "basic".
LARGELY = {
    "zh": re.compile("基本(?!公共服务|医疗|养老|农田|面|法|情况|原则)"),
    "en": re.compile(r"(?i)\b(?:largely|basically)\b"),
}


def tells_first_place(text: str, lang: str) -> bool:
    """Return whether a text tells a first place without a number.

    >>> tells_first_place("空气质量最好", "zh"), tells_first_place("the cleanest air", "en")
    (True, True)
    >>> tells_first_place("首都机场", "zh"), tells_first_place("at least 60 in the northwest", "en")
    (False, False)
    """
    return bool(FIRST_PLACE[lang].search(text))


def tells_fall(text: str) -> bool:
    """Return whether a text says that something fell, so that it needs no sign.

    >>> tells_fall("下降6.3%"), tells_fall("低碳产业增长6.3%"), tells_fall("The executive rose.")
    (True, False, False)
    """
    return bool(FALL.search(text))


def tells_largely(text: str, lang: str) -> bool:
    """Return whether a text says that something is largely so.

    >>> tells_largely("基本保持在Ⅲ类", "zh"), tells_largely("基本公共服务水平", "zh")
    (True, False)
    """
    return bool(LARGELY[lang].search(text))


def qualifiers(figures: Iterable[Figure]) -> set[str]:
    """Return the qualifiers that some figures have in their text; two ends make a range.

    >>> hours = Figure(1.0, 1.5, "about", "number", "h", False, 0, 6)
    >>> sorted(qualifiers([hours]))
    ['about', 'range']
    """
    each = list(figures)
    ranges = {"range"} if any(figure.high is not None for figure in each) else set()
    return {figure.qualifier for figure in each} | ranges


@dataclass(frozen=True)
class Quantity:
    """What a row records of its figure.

    ``has_high`` is true in a table that records the upper end of a range; where there is none,
    either end of a range in the text will do. ``keeps_sign`` is true of claims, whose figure is
    recorded as it was said: "fell by 6.3%" is 6.3. Evidence against a claimed rise may have -6.3,
    and a text need not print the sign if it tells the fall.
    """

    value: float
    high: float | None
    unit: str
    qualifier: str | None
    has_high: bool
    keeps_sign: bool

    @classmethod
    def of(cls, row: Row) -> Quantity | None:
        """Return the quantity of a claim or a piece of evidence, if it has one.

        Claims alone have a type; claims alone have the upper end of a range.
        """
        if row["value"] is None:
            return None
        return cls(
            row["value"],
            row.get("value_high"),
            row["unit_id"] or "",
            row["qualifier"],
            has_high="value_high" in row,
            keeps_sign="claim_type" in row,
        )

    @property
    def is_first_place(self) -> bool:
        """Whether it is the first place in an order."""
        return self.unit in ORDER_UNITS and self.value == 1

    def is_stated_by(self, figure: Figure, text: str) -> bool:
        """Return whether a figure of a text is that of the row.

        >>> port = Quantity.of({"value": 22e6, "unit_id": "teu", "qualifier": "more_than"})
        >>> port.is_stated_by(Figure(22e6, None, "more_than", "number", "teu", False, 0, 15), "…")
        True
        """
        return (
            figure.kind in READ_AS.get(self.unit, ("number",))
            and figure.unit in ("", self.unit)
            and (not self.has_high or self._has_high_of(figure))
            and self._has_value_of(figure, text)
        )

    def _has_high_of(self, figure: Figure) -> bool:
        """Return whether the upper ends are the same, or both have none.

        >>> hour = Quantity(1.0, None, "h", None, has_high=True, keeps_sign=True)
        >>> hour._has_high_of(Figure(1.0, 1.5, "equal", "number", "h", False, 0, 6))
        False
        """
        high = figure.numbers[1:]
        return not high if self.high is None else bool(high) and near(high[0], self.high)

    def _has_value_of(self, figure: Figure, text: str) -> bool:
        """Return whether the value is the figure's; if no upper end is recorded, either end's.

        >>> fall = Quantity(-6.3, None, "percent", None, has_high=False, keeps_sign=False)
        >>> figure = Figure(6.3, None, "equal", "percent", "", False, 0, 4)
        >>> fall._has_value_of(figure, "下降6.3%"), fall._has_value_of(figure, "增长6.3%")
        (True, False)
        """
        values = [self.value]
        if self.value < 0 and not self.keeps_sign and tells_fall(text):
            values.append(-self.value)
        ends = figure.numbers[:1] if self.has_high else figure.numbers
        return any(near(end, value) for end in ends for value in values)

    def __str__(self) -> str:
        high = "" if self.high is None else f" / {written(self.high)}"
        return f"{written(self.value)}{high} {self.unit}".rstrip()
