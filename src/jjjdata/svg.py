"""Svg: the elements of a drawing, written by hand, and how each kind of thing looks.

Every kind has a look: attributes that stand in the element itself, and colors for dark ground and
for print in a style that holds for one drawing alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from .harmless import markup
from .labels import Box, Segment, Spot
from .languages import TAGS

WIDTH, SHOWN = 360.0, 480  # in units of the drawing, and in pixels where there is room
# Colors by what they are for, on light and on dark ground; their contrast is 5.4 at least.
LIGHT = {"ink": "currentColor", "paper": "#fcfbf8", "soft": "#5b5850", "claim": "#a32d18"}
DARK = {"paper": "#15171a", "soft": "#b0aca3", "claim": "#ff9c82"}
LIGHT_INK, DARK_INK = "#1d1c1a", "#e8e5de"
# How each kind of thing looks, in attributes: it looks right where a page takes styles away.
LOOKS: Mapping[str, Mapping[str, str]] = {
    "paper": {"fill": "paper"},
    "halo": {"fill": "paper", "fill-opacity": "0.75"},
    "gap": {"stroke": "soft", "stroke-width": "0.7", "stroke-opacity": "0.5"},
    "grid": {"stroke": "soft", "stroke-width": "0.6", "stroke-opacity": "0.35"},
    "axis": {"stroke": "ink", "stroke-width": "0.9"},
    "base": {"stroke": "soft", "stroke-width": "1.1", "stroke-dasharray": "1.2 2.4"},
    "range": {"fill": "claim", "fill-opacity": "0.16", "stroke": "claim", "stroke-width": "0.8"},
    "band": {"fill": "claim", "fill-opacity": "0.1"},
    "claim": {
        "fill": "none",
        "stroke": "claim",
        "stroke-width": "1.3",
        "stroke-dasharray": "5 2.6",
    },
    "arrow": {"fill": "claim"},
    "tail": {"stroke": "ink", "stroke-width": "0.9", "stroke-opacity": "0.55"},
    "run": {"fill": "none", "stroke": "ink", "stroke-width": "1.7", "stroke-linejoin": "round"},
    "loose": {"fill": "none", "stroke": "ink", "stroke-width": "1.1", "stroke-dasharray": "2 3"},
    "leader": {"stroke": "soft", "stroke-width": "0.6"},
    "other": {"fill": "paper", "stroke": "ink", "stroke-width": "1"},
    "mark": {"fill": "ink", "stroke": "paper", "stroke-width": "0.9"},
    "stroke": {"fill": "none", "stroke": "ink", "stroke-width": "1.5"},
    "itself": {"fill": "none", "stroke": "claim", "stroke-width": "1.6"},
    "plain": {"fill": "ink"},
    "strong": {"fill": "ink", "font-weight": "600"},
    "quiet": {"fill": "soft"},
    "claimed": {"fill": "claim", "font-weight": "600"},
}
# Chinese fonts come first in Chinese, so that quotation marks and dashes are as wide as its signs.
LATIN = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', Arial"
HAN = "'PingFang SC', 'Hiragino Sans GB', 'Noto Sans CJK SC', 'Microsoft YaHei'"
FONTS = {"en": f"{LATIN}, {HAN}, sans-serif", "zh": f"{HAN}, {LATIN}, sans-serif"}
# The corners of the marks around their middle, in parts of their reach.
SHAPES: Mapping[str, Sequence[Spot]] = {
    "diamond": ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
    "square": ((-0.95, -0.95), (0.95, -0.95), (0.95, 0.95), (-0.95, 0.95)),
    "bar": ((-1.8, 0), (1.8, 0)),
    "cross": ((-1, -1), (1, 1), (1, -1), (-1, 1)),
    "plus": ((-1.3, 0), (1.3, 0), (0, -1.3), (0, 1.3)),
}


def document(body: str, bottom: float, lang: str, title: str, description: str) -> str:
    """Return a whole drawing, ``bottom`` high, with what it is called and told as.

    Its ID is made from the content: the same content has the same, and two drawings on one page
    have two.
    """
    content = f"{markup(title)}\n{markup(description)}\n{body}"
    name = f"jjj-{sha256(content.encode()).hexdigest()[:12]}"
    height = round(bottom)
    ground = {"class": "j-paper", "width": WIDTH, "height": height, **_attributes("paper")}
    attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "id": name,
        "class": "jjjdata-chart",
        "role": "img",
        "aria-labelledby": f"{name}-title {name}-desc",
        "lang": TAGS[lang],
        "viewBox": f"0 0 {WIDTH:.0f} {height}",
        "width": SHOWN,
        "color": LIGHT_INK,
        "font-family": FONTS[lang],
    }
    head = [
        f'<title id="{name}-title">{markup(title)}</title>',
        f'<desc id="{name}-desc">{markup(description)}</desc>',
        f"<style>{_style(name)}</style>",
        tag("rect", ground),
    ]
    return tag("svg", attributes, "".join(head) + body) + "\n"


def group(look: str, parts: Iterable[str]) -> str:
    """Return elements that look alike as one; of none nothing."""
    content = "".join(parts)
    return tag("g", {"class": f"j-{look}", **_attributes(look)}, content) if content else ""


def words_at(words: str, spot: Spot, size: float, look: str, anchor: str = "start") -> str:
    """Return a line of text that begins, ends or is centered at a spot of its baseline."""
    if not words.strip():
        return ""
    place: dict[str, object] = {"x": spot[0], "y": spot[1], "font-size": size}
    if anchor != "start":
        place["text-anchor"] = anchor
    return tag("text", {"class": f"j-{look}", **place, **_attributes(look)}, markup(words))


def rectangle(box: Box) -> str:
    """Return a rectangle.

    >>> rectangle(Box(0, 1, 20, 11))
    '<rect x="0" y="1" width="20" height="10"/>'
    """
    size = {"width": float(box.right - box.left), "height": float(box.bottom - box.top)}
    return tag("rect", {"x": float(box.left), "y": float(box.top), **size})


def line(segment: Segment) -> str:
    """Return a straight line."""
    return path(((segment.x1, segment.y1), (segment.x2, segment.y2)))


def path(
    spots: Sequence[Spot], data: Mapping[str, object] | None = None, *, is_closed: bool = False
) -> str:
    """Return a line by way of some spots, with what it carries.

    >>> path([(0, 0), (1, 2.55)], {"data-claim": "a"})
    '<path d="M0 0L1 2.5" data-claim="a"/>'
    """
    return tag("path", {"d": _steps(spots) + ("Z" if is_closed else ""), **(data or {})})


def circle(spot: Spot, reach: float, data: Mapping[str, object] | None = None) -> str:
    """Return a circle."""
    return tag("circle", {"cx": spot[0], "cy": spot[1], "r": reach, **(data or {})})


def shape(
    name: str, spot: Spot, reach: float, data: Mapping[str, object] | None = None, words: str = ""
) -> str:
    """Return one of the marks around a spot; ``words`` are shown to who points at it."""
    told = tag("title", {}, markup(words)) if words else ""
    if name == "circle":
        return tag("circle", {"cx": spot[0], "cy": spot[1], "r": reach, **(data or {})}, told)
    corners = [(spot[0] + across * reach, spot[1] + down * reach) for across, down in SHAPES[name]]
    steps = _steps(corners) + ("" if name == "bar" else "Z")
    if name in ("cross", "plus"):
        steps = _steps(corners[:2]) + _steps(corners[2:])
    return tag("path", {"d": steps, **(data or {})}, told)


def tag(name: str, attributes: Mapping[str, object], content: str = "") -> str:
    """Return an element; an attribute that is None is left out, content is taken as it is."""
    written = "".join(
        f' {key}="{_place(value) if isinstance(value, float) else markup(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def _style(name: str) -> str:
    """Return width and dark colors, for one drawing alone; what is printed is black on white."""
    rules = [f"#{name}{{color:{DARK_INK}}}"]
    for look, attributes in LOOKS.items():
        colors = [f"{key}:{DARK[value]}" for key, value in attributes.items() if value in DARK]
        if colors:
            rules.append(f"#{name} .j-{look}{{{';'.join(colors)}}}")
    dark = f"@media screen and (prefers-color-scheme:dark){{{''.join(rules)}}}"
    white = f"#{name} .j-paper,#{name} .j-halo{{fill:#fff}}"
    # Narrow where the page is; the height follows from the proportions of the drawing, and none is
    # given, since "auto" makes some programs show nothing.
    narrow = f"#{name}{{max-width:100%}}"
    return narrow + dark + f"@media print{{#{name}{{color:#000}}{white}}}"


def _attributes(look: str) -> dict[str, str]:
    return {key: LIGHT.get(value, value) for key, value in LOOKS[look].items()}


def _steps(spots: Iterable[Spot]) -> str:
    return "M" + "L".join(f"{_place(x)} {_place(y)}" for x, y in spots)


def _place(value: float) -> str:
    """Return a place to a tenth, which is finer than a screen shows."""
    return f"{value:.1f}".removesuffix(".0") if round(value, 1) else "0"
