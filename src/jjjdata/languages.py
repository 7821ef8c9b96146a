"""Languages: the tags of the data's languages on the web and in translators' tools (BCP 47)."""

TAGS = {"zh": "zh-Hans", "en": "en"}
