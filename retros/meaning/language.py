"""Whether a text is in English, which alone the encoder knows, and what is common in other languages.

By its short words, which every sentence has and which differ between languages; by its letters
where it has none. Only words that English does not have tell of another language. In doubt a text
is English: a few words of a trade are the same in many languages.
"""

import re
from pathlib import Path


def _listed(name):
    """{language: its words} of a file of words."""
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    listed = (line.split() for line in lines if not line.startswith("#"))
    return {language: frozenset(words) for language, *words in listed}


_SHORT, _COMMON = _listed("short_words.txt"), _listed("common_words.txt")
ENGLISH = _SHORT.pop("en")
OTHERS = frozenset().union(*_SHORT.values()) - ENGLISH
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


def common_words(text):
    """Return the words of which sentences in the language of `text` are made, in lower case.

    None for English, which has its own (search/stop_words.py), and for other languages than those
    listed.
    """
    if is_english(text):
        return frozenset()
    words = _WORD.findall(text[:_READ].lower())
    return max(_COMMON.values(), key=lambda common: sum(word in common for word in words))
