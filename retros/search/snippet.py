"""The passage of a text that shows best why it was found. Marks text safe, as only rendering does.

Everything from the text is escaped piece by piece; <mark> is the only markup.
"""

from itertools import pairwise

from django.utils.html import escape
from django.utils.safestring import mark_safe

from retros.search.inflection import is_form_of
from retros.search.labels import with_labels
from retros.search.terms import normal, other_places, places, words

LENGTH = 200
_READ = 60_000  # characters: further into a long text nobody is sent by a snippet
_LEAD = 40  # characters shown before the first word that is marked


def snippet(text, stems, length=LENGTH):
    """Return about `length` characters of `text` around the words with these `stems`, as safe
    HTML.

    The first window with the most different words wins. Without any such word, it is the beginning
    of the text. With {stem: folded word}, only forms of these words count.
    """
    text, found, (start, end) = _best(text, stems, length)
    pieces, at = ["… " if start else ""], start
    for word_start, word_end in _joined(found):
        word_start, word_end = max(word_start, at), min(word_end, end)
        if word_start < word_end:
            pieces += [escape(text[at:word_start]), "<mark>", escape(text[word_start:word_end])]
            pieces.append("</mark>")
            at = word_end
    pieces += [escape(text[at:end]), " …" if end < len(text) else ""]
    return mark_safe(with_labels("".join(pieces)))


def passage(text, stems, length=LENGTH):
    """Return what `snippet` shows as plain text."""
    text, _, (start, end) = _best(text, stems, length)
    return text[start:end]


def _best(text, stems, length):
    """(the text as it is read, places of words that are asked for, (start, end) of the passage)."""
    text = normal(text[:_READ])
    found = _asked_in(text, stems)
    return text, found, _window(text, found, length)


def _asked_in(text, stems):
    """(start, end, stem) of each word of `text` that is asked, in whatever way it is written."""
    found = [
        (start, end, word.stem)
        for start, end, word in places(text, among=stems)
        if is_query_word(word, stems)
    ]
    whole = [(start, end, it.stem) for start, end, it in other_places(text, among=stems)]
    return sorted(found + whole + list(_phrases_in(text, [it for it in stems if " " in it])))


def _phrases_in(text, phrases):
    for phrase in phrases:
        said = phrase.split(" ")
        every = list(places(text, among=set(said)))
        for first in range(len(every) - len(said) + 1):
            some = every[first : first + len(said)]
            if [word.stem for *_, word in some] == said and not any(
                words(text[before[1] : after[0]]) for before, after in pairwise(some)
            ):
                yield some[0][0], some[-1][1], phrase


def forms(written, ways=None):
    """Return {stem: folded word} of {stem: word as written}, for `snippet`.

    `ways` is {stem: stems it is found by}; of the other ones every form counts, which is None.
    """
    others = (way for stem in written for way in (ways or {}).get(stem, ())[1:])
    return dict.fromkeys(others) | {
        stem: next((it.word for it in words(text) if it.stem == stem), _as_one(text))
        for stem, text in written.items()
    }


def _as_one(text):
    return "".join(word.word for word in words(text)) or text


def is_query_word(word, stems):
    """Return whether a Word is among `stems`, or a form of the word given for its stem."""
    if not isinstance(stems, dict):
        return word.stem in stems
    known = word.stem in stems
    return known and (stems[word.stem] is None or is_form_of(word.word, stems[word.stem]))


def _joined(found):
    """(start, end) of what is marked; pairs of letters that touch are one."""
    joined = []
    for start, end, _ in found:
        if joined and start <= joined[-1][1]:
            start, before = joined.pop()
            end = max(end, before)
        joined.append((start, end))
    return joined


def marked(text, stems):
    """Return all of a short `text` as safe HTML with the words with these `stems` marked."""
    return snippet(text, stems, length=len(text) + 1)


def beginning(text, length):
    """Return the first `length` characters of `text` at most, ending with a whole word."""
    _, end = _at_spaces(text, 0, length)
    return text[:end] + ("…" if end < len(text) else "")


def _window(text, found, length):
    if len(text) <= length * 1.2:
        return 0, len(text)
    if not found:
        return _at_spaces(text, 0, length)
    best, best_count, last = 0, 0, 0
    for first, (start, _, _) in enumerate(found):
        while last < len(found) and found[last][1] <= start + length - _LEAD:
            last += 1
        count = len({stem for _, _, stem in found[first:last]}) + 0.01 * (last - first)
        if count > best_count:
            best, best_count = start, count
    return _at_spaces(text, max(0, best - _LEAD), length)


def _at_spaces(text, start, length):
    """(start, end) moved to spaces nearby, so that no word is cut."""
    end = min(len(text), start + length)
    if start:
        space = text.find(" ", start, start + _LEAD)
        start = space + 1 if space >= 0 else start
    if end < len(text):
        space = text.rfind(" ", start + length // 2, end)
        end = space if space >= 0 else end
    return start, end
