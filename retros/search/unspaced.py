"""Text without spaces between its words: Chinese, Japanese, Thai, Lao, Khmer, Burmese; Korean, whose
words end in particles.

Where a word ends is unknown, so each pair of neighboring letters stands for a word: a question's
pairs are found in every text that has its words. The index holds each single letter too, between
the pairs that it is in, so that a word of one letter is found and a phrase is a run of the index.
"""

import re
import unicodedata
from itertools import pairwise

_SMALL = (
    *("\u0e01\u0e5b", "\u0e81\u0edf", "\u1000\u109f", "\u1780\u17ff"),  # Thai, Lao, Burmese, Khmer
    *("\u1100\u11ff", "\u3131\u318e", "\ua960\ua97c"),  # parts of Hangul
    *("\u3005\u3007", "\u3041\u30ff", "\u31f0\u31ff", "\uff66\uff9f"),  # Kana
)
_LARGE = ("\uac00\ud7a3", "\u3400\u4dbf", "\u4e00\u9fff", "\uf900\ufaff", "\U00020000\U000323af")
LETTERS = "".join(
    character
    for first, last in map(tuple, _SMALL)
    for character in map(chr, range(ord(first), ord(last) + 1))
    if character.isalnum()  # their punctuation ends a word
) + "".join(f"{first}-{last}" for first, last in map(tuple, _LARGE))
_ANY = re.compile(f"[{LETTERS}]")
# Runs of one script are often words: technical terms in Katakana, names and nouns in Han.
_LIKELY = re.compile("[\u30a1-\u30fa\u30fc]{2,12}|[\u3005\u3400-\u9fff\uf900-\ufaff]{2,8}")


_HIRAGANA = re.compile("[\u3041-\u309f]+")


def is_particle(word):
    """Return whether a word or pair is in Hiragana alone: particles and endings of Japanese."""
    return not word.isascii() and _HIRAGANA.fullmatch(word) is not None


def holds_any(text):
    """Return whether any part of `text` is written without spaces."""
    return not text.isascii() and _ANY.search(text) is not None


def begins(run):
    """Return whether a run of letters is of this kind."""
    return not run.isascii() and _ANY.match(run) is not None


def pieces(run):
    """Yield (start, end, folded, whether it is one letter of several) of each letter and pair."""
    letters = list(_letters(run))
    for number, (start, end, letter) in enumerate(letters):
        yield start, end, letter, len(letters) > 1
        if number + 1 < len(letters):
            _, next_end, following = letters[number + 1]
            yield start, next_end, letter + following, False


def likely_words(text):
    """Return matches of likely whole words for a typed beginning."""
    return _LIKELY.finditer(unicodedata.normalize("NFKC", text))


def _letters(run):
    """(start, end, folded) of each letter with its marks; a mark alone goes with what is before."""
    starts = [place for place, letter in enumerate(run) if _folded(letter)]
    for start, end in pairwise([*starts, len(run)]):
        yield start, end, _folded(run[start:end])


def _folded(text):
    """Width and form of letters made alike; marks that are no part of a letter dropped."""
    composed = unicodedata.normalize("NFKC", text)
    return "".join(character for character in composed if character.isalnum())
