"""Page: one page before it is written, and how templates are filled in."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from importlib.resources import files
from typing import Any

from ..errors import need
from ..harmless import visible, visible_json
from ..languages import TAGS
from ..tables import spell
from .telling import Teller
from .words import say

# Words that take no values, as templates ask for them.
WORDS = re.compile(r'\{\{ say\("(\w+)"\) \}\}')

Render = Callable[["Page", Teller], str]


@dataclass(frozen=True)
class Page:
    """One page: where it stands and where its twin in the other language does, and what it tells.

    ``section`` is what the navigation marks; ``data`` is told to programs as JSON-LD.
    """

    path: str
    twin: str
    template: str
    title: str
    about: str
    section: str
    context: Mapping[str, Any]
    data: Mapping[str, Any] = field(default_factory=dict)


def renderer(lang: str) -> Render:
    """Return the function that fills in the templates in one language.

    Everything that is put in is escaped, and what a browser would obey or hide is spelled out.
    """
    jinja2: Any = need("jinja2", "site")
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: _template(name, lang)),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        finalize=_harmless,
    )
    environment.globals.update(lang=lang, tags=TAGS, spell=spell)
    markup: Any = need("markupsafe", "site")

    def render(page: Page, teller: Teller) -> str:
        template = environment.get_template(page.template)
        return str(
            template.render(
                page=page,
                teller=teller,
                say=teller.say,
                root="../" * page.path.count("/"),
                svg=markup.Markup,
                data=markup.Markup(_as_script(page.data)) if page.data else "",
                **page.context,
            )
        )

    return render


def _template(name: str, lang: str) -> str:
    """Return a template in one language: words that take no values already stand in it."""
    source = files(__package__).joinpath("templates", name).read_text(encoding="utf-8")
    return WORDS.sub(lambda match: escape(say(match[1], lang)), source)


def _harmless(value: object) -> object:
    """Return a text with what a browser would obey or hide spelled out; markup is left alone."""
    if type(value) is str:
        # Most texts hold nothing of the kind, which is told quickly.
        return value if value.isprintable() else "\n".join(map(visible, value.split("\n")))
    return "" if value is None else value


def _as_script(data: Mapping[str, Any]) -> str:
    """Return data as JSON that can stand in an element of HTML whatever it holds."""
    content = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&":
        content = content.replace(sign, f"\\u{ord(sign):04x}")
    return visible_json(content)
