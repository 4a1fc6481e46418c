"""Read rules.yaml, which documents its fields."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

_REACH = 64  # characters before the words of a phrase that `before` may look at


@dataclass(frozen=True)
class Rule:
    """The text of a hint, with example sentences that trigger it or not."""

    name: str
    reason: str
    instead: str
    hits: tuple[str, ...]
    passes: tuple[str, ...]
    hears_for: tuple[str, ...] = ()  # members' names in its examples


@dataclass(frozen=True)
class Phrase:
    """Patterns of words that trigger a rule, and of what must or must not be next to them."""

    rule: Rule
    words: str
    before: str | None
    after: str | None
    but_before: str | None
    but_after: str | None

    def end_at(self, text, start):
        """Return the end of the match at `start` of `text`, or None."""
        found = _compiled(self.words).match(text, start)
        if not found:
            return None
        end, reach = found.end(), max(0, start - _REACH)
        wanted = (not self.before or _compiled(self.before).search(text, reach, start)) and (
            not self.after or _compiled(self.after).match(text, end)
        )
        if not wanted:
            return None
        but = (self.but_before and _compiled(self.but_before).search(text, reach, start)) or (
            self.but_after and _compiled(self.but_after).match(text, end)
        )
        return None if but else end


@cache
def _compiled(pattern):
    """Compiled when a text first needs it: all of them would make each start a tenth of a second longer."""
    return re.compile(pattern, re.IGNORECASE | re.MULTILINE)


def _phrase(rule, row, written_out):
    def pattern(name, template):
        source = row.get(name)
        return None if source is None else template.format(written_out(source))

    words = "|".join(
        re.escape(words).replace(r"\ ", r"\s+")
        for words in sorted(row["words"], key=len, reverse=True)
    )
    return Phrase(
        rule,
        words=rf"(?:{words})\b",
        before=pattern("before", r"(?<!\w)(?:{})\s*\Z"),
        after=pattern("after", r"\s*(?:{})"),
        but_before=pattern("but_before", r"(?<!\w)(?:{})\s*\Z"),
        but_after=pattern("but_after", r"\s*(?:{})"),
    )


def _read():
    source = Path(__file__).with_name("rules.yaml").read_text(encoding="utf-8")
    told = yaml.load(source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    shorthand = {name: re.sub(r"\|\s+", "|", source) for name, source in told["shorthand"].items()}

    def written_out(source):
        while True:
            source, changed = re.subn(r"\{([a-z_]+)\}", lambda m: shorthand[m[1]], source)
            if not changed:
                return source

    rules, phrases = {}, defaultdict(list)
    for row in told["rules"]:
        phrase_rows = row.pop("phrases")
        rule = rules[row["name"]] = Rule(
            **{key: tuple(v) if isinstance(v, list) else v for key, v in row.items()}
        )
        for phrase_row in phrase_rows:
            phrase = _phrase(rule, phrase_row, written_out)
            for words in phrase_row["words"]:
                first = re.match(r"[\w']+", words)[0]
                if phrase not in phrases[first]:
                    phrases[first].append(phrase)
    also = {kind: frozenset(told[kind].split()) for kind in told if kind.startswith("also_")}
    return rules, dict(phrases), also


RULES, PHRASES, ALSO = _read()  # PHRASES by the first of their words
