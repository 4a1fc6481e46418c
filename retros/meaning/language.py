"""Whether a text is in English, as the encoder knows no other language.

By its short words, which every sentence has and which differ between languages; by its letters
where it has none. Only words that English does not have tell of another language. In doubt a text
is English: a few words of a trade are the same in many languages.
"""

import re
from pathlib import Path


def _short_words():
    """(those of English, those of all other languages) that short_words.txt lists."""
    lines = (Path(__file__).parent / "short_words.txt").read_text(encoding="utf-8").splitlines()
    lists = dict(line.split(" ", 1) for line in lines if not line.startswith("#"))
    english = frozenset(lists.pop("en").split())
    return english, frozenset(" ".join(lists.values()).split()) - english


ENGLISH, OTHERS = _short_words()
ENOUGH_WORDS = 12  # so many without a short word of English are another language's
FOREIGN_LETTERS = 0.03  # of the letters; a name or "café" stays below
UNREADABLE = 0.3  # of the letters: written in another script

_WORD = re.compile(r"[^\W\d_]+")
_READ = 2_000  # characters; the encoder reads fewer


def is_english(text):
    """Return whether the encoder can read `text`."""
    words = _WORD.findall(text[:_READ].lower())
    letters = sum(map(len, words))
    if not letters:
        return False
    foreign_letters = sum(not letter.isascii() for word in words for letter in word) / letters
    english = sum(word in ENGLISH for word in words)
    others = sum(word in OTHERS for word in words)
    if foreign_letters > UNREADABLE or others > english:
        return False
    if english:
        return True
    return len(words) < ENOUGH_WORDS and foreign_letters <= FOREIGN_LETTERS
