"""Harmless: texts of the data as terminals, JSON and markup show them, with nothing hidden."""

import json
import re
from html import escape

# What a terminal may obey or hide: control characters, marks of direction and of no width,
# separators of lines, halves of surrogate pairs.
UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# What XML can't hold at all, beside what is spelled out for terminals.
NO_XML = re.compile("[\ufffe\uffff]")


def visible(text: str) -> str:
    r"""Return ``text`` with everything that a terminal may obey or hide spelled out.

    >>> visible("a\x1b[31m\u202eb")
    'a\\x1b[31m\\u202eb'
    """
    return UNSEEN.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def visible_json(content: str) -> str:
    r"""Return JSON that says the same, with what is unseen in JSON's own escapes; lines stay.

    >>> visible_json('{"name": "\u202eb"}')
    '{"name": "\\u202eb"}'
    """
    lines = content.split("\n")
    return "\n".join(UNSEEN.sub(lambda match: json.dumps(match[0])[1:-1], line) for line in lines)


def markup(text: str) -> str:
    r"""Return a text as XML and HTML have it, with what they can't hold spelled out.

    >>> markup("<b>\x00"), markup('"')
    ('&lt;b&gt;\\x00', '&quot;')
    """
    return escape(NO_XML.sub("\ufffd", visible(text)))
