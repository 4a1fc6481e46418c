"""Which part of our structure a heading of somebody else's document stands for.

The names are data, in `vocabulary`. A heading that is not known stays a heading, in the context.
"""

import html
import re

from retros.exchange.reading.vocabulary import (
    FRAMEWORKS,
    NAMES,
    NO_ACTIONS,
    QUESTIONS,
    TELLING,
    Purpose,
    core_of,
    fold,
    patterns,
    words_of,
)

__all__ = [
    "Names", "Purpose", "announced_by", "has_more_words", "is_known", "is_plain_title",
    "is_status_word", "normalized", "purpose_of", "purpose_on_board", "unnumbered",
]  # fmt: skip
_TIME_BOX = re.compile(
    r"[\[(][^\])]{0,40}\bmin(?:s|utes)?\b[^\])]{0,20}[\])]|\b\d+(?:\s?[-–]\s?\d+)?\s?min(?:s|utes)?\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"^\s*(?:\d{1,2}(?:\.\d{1,2}){1,3}[.)]?|\d{1,2}[.)]|[ivx]{1,4}[.)]|[A-Z][.)])\s+"
)
_ORDINAL = re.compile(r"^\s*\d{1,2}[.)]\s+")
_BARE_NUMBER = re.compile(r"^\d{1,2} (?=[^\W\d_]{3})")
_COMING = re.compile(r"\bfor (sprint|iteration) \d{1,3}$")
_EMOJI_NAME = re.compile(r"(?<!\w):[a-z][a-z0-9_+-]{0,40}:(?!\w)")
_EMOJI_FIRST = re.compile(r"^\s*(?::[a-z][a-z0-9_+-]{0,40}:\s+)+(?=\S)")
_LINK_BEHIND = re.compile(r"\(\s*\[[^\[\]]{0,200}\]\([^()\s]{0,300}\)\s*\)")
# Headings that are only a picture.
_PICTURES = {
    **dict.fromkeys("👍➕😀😃😄😊🙂💚🌞🌹⛵✅", Purpose.WELL),
    **dict.fromkeys("👎➖😞😢😠😡🙁☹🥀⚓", Purpose.WRONG),
    **dict.fromkeys("💡🌱🔧🤔", Purpose.BETTER),
}
_MOST_KEPT = 5_000  # answers of one document, or of all for names that stand alone
_LONGEST_HEADING = 300  # characters
_LONG = 30  # characters of a part of a heading, of which words may be left out
_LONGEST_STEP = 5  # words: "Set the stage: What went well?"
_LONGEST, _LONGEST_QUESTION = 12, 24  # words; what is longer is a sentence
_LONGEST_ANNOUNCEMENT = 40
# "Actions / decisions", "Liked (what was good)", "Went well & keep doing"
_AND = r"(?:and|or|und|oder|et|ou|y|o|e|en|och|eller)\s+"
_BETWEEN = re.compile(rf"\s*[/|;,&+・／、]\s*(?:{_AND})?|\s+{_AND}")
_REMARK = re.compile(r"[(（]\s*([^()（）]{2,40}?)\s*[)）]\s*$")
_AFTER = re.compile(r"\s*[(\[（:：]\s*|\s+[-–—]\s+|[?!]\s+")
_ENTRIES = {
    Purpose.TIMELINE, Purpose.DECISIONS, Purpose.WELL, Purpose.BETTER, Purpose.WRONG,
    Purpose.LUCKY, Purpose.CAUSES, Purpose.LESSONS, Purpose.ACTIONS,
}  # fmt: skip
_KINDS = {Purpose.WELL, Purpose.BETTER, Purpose.WRONG}
_LOOSE = (None, Purpose.SUMMARY, Purpose.CONTEXT, Purpose.PLANS)


def _trimmed(heading):
    """A heading without numbers, time boxes, ids and marks around it."""
    text = _EMOJI_NAME.sub(" ", html.unescape(_LINK_BEHIND.sub(" ", heading)))
    return _NUMBER.sub("", _TIME_BOX.sub(" ", text).strip(" *_#`:"))


def unnumbered(heading):
    """Return the text of a heading without its number, and the name of an emoji: ":star: 1. A plan"."""
    return _ORDINAL.sub("", _EMOJI_FIRST.sub("", heading))


def normalized(heading):
    """Return the words of a heading without numbers, marks, time boxes and a final “why”."""
    words = words_of(_trimmed(heading)).split()
    if words[-1:] == ["why"] and len(words) > 1:
        words.pop()
    return " ".join(words)


class Names:
    """What names stand for where `others` stand in the same document, list or table.

    "Problem" alone says nothing; beside "Keep" and "Try" it is a column of a usual framework.
    """

    def __init__(self, others=()):
        others = list(others)
        names = [part for name in others for part in (name, _AFTER.split(name, maxsplit=1)[0])]
        names += [part for name in others if "/" in name for part in name.split("/")]
        names += [remark[1] for name in others if (remark := _REMARK.search(name))]
        there = {normalized(name) for name in names}
        found = [(there & framework.keys(), framework) for framework in FRAMEWORKS]
        self._purposes: dict = {}
        self._together = {
            name: framework[name]
            for names, framework in sorted(found, key=lambda pair: len(pair[0]))
            if len({framework[name] for name in names}) > 1
            for name in names
        }
        in_capitals = [name for name in others if name.isupper() and self.exactly(name)]
        self.are_in_capitals = len(in_capitals) > 1

    def exactly(self, heading):
        """Return the Purpose of a usual name, or None."""
        words = normalized(heading) if len(heading) <= _LONGEST_HEADING else ""
        if not words:
            return _PICTURES.get(heading.strip(" *_#:\ufe0f"))
        bare = _BARE_NUMBER.sub("", words)  # "3 Contributing conditions", but "5 whys"
        coming = _COMING.sub(r"for next \1", bare)  # "Improvements for sprint 2"
        found = NAMES.get(words) or self._together.get(words)
        return found or NAMES.get(bare) or NAMES.get(coming)

    def is_known(self, heading):
        """Tell whether the heading is one of the usual names."""
        return self.exactly(heading) is not None

    def is_plain_title(self, heading):
        """Tell whether it is a usual name and says nothing else, not even how many minutes."""
        words = words_of(_NUMBER.sub("", _EMOJI_NAME.sub(" ", html.unescape(heading))))
        return words in NAMES or words in self._together

    def purpose_of(self, heading, *, inside=None):
        """Return the Purpose that `heading` stands for, or None.

        `inside` is the purpose of the section around it. There only usual names or a question are
        trusted, so that “Outreach should be improved” among lessons stays a lesson.
        """
        if len(heading) > _LONGEST_HEADING:
            return None
        key = (heading, inside)
        if key not in self._purposes:  # the same lines are asked about several times
            if len(self._purposes) >= _MOST_KEPT:
                self._purposes.clear()
            self._purposes[key] = self._read_purpose_of(heading, inside)
        return self._purposes[key]

    def _read_purpose_of(self, heading, inside):
        if NO_ACTIONS.search(normalized(heading)):
            return Purpose.CONTEXT
        known = self.exactly(heading) or self._of_several(heading) or self._with_a_remark(heading)
        if known or self._mixes_kinds(heading):
            return known
        step, _, question = heading.partition(": ")
        asks = question.rstrip(" *_").endswith("?")
        names_it = inside in _LOOSE and self.exactly(question) in _ENTRIES
        if (asks or names_it) and len(step.split()) <= _LONGEST_STEP:
            return self.purpose_of(question, inside=inside)
        words = normalized(heading)
        is_question = heading.rstrip(" *_").endswith("?") and words.split()[:1] == ["what"]
        if not words or len(words.split()) > (_LONGEST_QUESTION if is_question else _LONGEST):
            return None
        if found := _core_purpose(words):
            return found
        if inside not in _LOOSE and words.split()[0] not in QUESTIONS:
            return None
        return next(
            (purpose for purpose, pattern in patterns("patterns") if pattern.search(words)), None
        )

    def _mixes_kinds(self, heading):
        """Whether it names several kinds of notes, and so none: “Went well / went wrong”."""
        return self._are_mixed(self._purposes_of_parts(heading))

    @staticmethod
    def _are_mixed(purposes):
        kinds = _KINDS & set(purposes)
        return len(kinds) > 1 and kinds != {Purpose.BETTER, Purpose.WRONG}

    def _purposes_of_parts(self, heading):
        parts = [part for part in _BETWEEN.split(_trimmed(heading)) if words_of(part)]
        return [
            self.exactly(part) or (_core_purpose(normalized(part)) if len(part) > _LONG else None)
            for part in parts
        ]

    def _of_several(self, heading):
        """What “Actions / decisions” stands for first; nothing where good and bad are mixed."""
        purposes = self._purposes_of_parts(heading)
        if len(purposes) < 2 or None in purposes or self._are_mixed(purposes):
            return None
        return next((purpose for purpose in purposes if purpose in _ENTRIES), purposes[0])

    def _with_a_remark(self, heading):
        """What “Liked (what was good)” stands for: entries, goals and plans.

        Figures are left to timelines and plans: “Short term (2 weeks)”. The remark counts where it is a
        name of the framework that the document uses, “Needs work (Problem)”, or the only known one.
        """
        name, *rest = _AFTER.split(_trimmed(heading), maxsplit=1)
        known = self.exactly(name) if rest else None
        remark = _REMARK.search(heading)
        if remark and (meant := self._together.get(normalized(remark[1]))):
            # "What did not work (Stop)" holds what to stop, told as what went wrong
            return known if (known, meant) == (Purpose.WRONG, Purpose.BETTER) else meant
        if remark and known is Purpose.BETTER and self.exactly(remark[1]) is Purpose.ACTIONS:
            return Purpose.ACTIONS  # "Process improvements (next steps)"
        if remark and known is None and self.exactly(remark[1]) in _ENTRIES:
            return self.exactly(remark[1])
        has_figures = rest and any(letter.isdigit() for letter in rest[0])
        if has_figures and known not in (Purpose.TIMELINE, Purpose.PLANS):
            return None
        return known if known in {*_ENTRIES, Purpose.GOAL, Purpose.PLANS} else None


def _core_purpose(words):
    """What a usual name with “our”, “of this sprint” or the like around it stands for, or None."""
    cores = core_of(_BARE_NUMBER.sub("", words))
    return next((NAMES[name] for name in cores if name in NAMES), None)


_ALONE = Names()


def is_known(heading):
    """Tell whether the heading is one of the usual names."""
    return _ALONE.is_known(heading)


def is_plain_title(heading):
    """Tell whether it is a usual name and says nothing else, not even how many minutes."""
    return _ALONE.is_plain_title(heading)


def purpose_of(heading, *, inside=None):
    """Return the Purpose that `heading` stands for by itself, or None: see Names."""
    return _ALONE.purpose_of(heading, inside=inside)


def purpose_on_board(column):
    """Return the Purpose that a column of a retro board stands for, or None."""
    words = normalized(column)
    by_framework = (framework[words] for framework in FRAMEWORKS if words in framework)
    return NAMES.get(words) or next(by_framework, None) or purpose_of(column)


def is_status_word(heading):
    """Tell whether it is the state of an incident, as status pages name it: "Resolved"."""
    return NAMES.get(normalized(heading)) is Purpose.STATUS_UPDATE


def has_more_words(heading):
    """Tell whether a usual name says more than its kind, so that each entry has to carry it."""
    return normalized(heading) in TELLING


def announced_by(sentence):
    """Return the Purpose of the list that a sentence announces by its colon, or None."""
    text = sentence.strip().rstrip("*_ ")
    if not text.endswith((":", "：")):
        return None
    last = fold(text).replace("\n", " ")[-400:]
    if len(last.split()) > _LONGEST_ANNOUNCEMENT:
        last = re.split(r"[.!?]\s", last)[-1]
    return next(
        (purpose for purpose, pattern in patterns("announcing") if pattern.search(last)), None
    )
