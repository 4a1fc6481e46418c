"""The tokens of the model: the same ids as by the library that the model was made with."""

import random
import sys

import pytest
from tokenizers import Tokenizer

from retros.meaning import encoder
from retros.meaning.wordpiece import MOST, WordPiece
from retros.search.stop_words import FILLER
from tests.search.hostile import HOSTILE, generated

PATH = encoder.FOLDER / "tokenizer.json"
TEXTS = [
    "",
    " ",
    "We renew the TLS certificates of all services automatically.",
    "Réhearse the CUT-OVER; naïve café, Łódź, Straße, ΟΔΟΣ, İstanbul, ǅ, ﬁne, x² ½ Ⅳ",
    "移行のリハーサル and 中文, 한국어 \U00020001 \uf900 ไทย हिन्दी עברית العربية",
    "[CLS] a [SEP] [PAD][MASK] [UNK] [cls] [X]",
    "co\u00adoperate zero\u200bwidth a\x00b c\ufffdd e\x0bf g\x85h i\u2028j k\u00a0l m\tn\no\r",
    "\U0001f680 launch \U0001f970 \u2192 10 € $5 <=> ^`|~ #1 @x a_b v2.14.3 C++ C#",
    "x" * 100 + " " + "x" * 101 + " " + "ünknown" * 20,
    "word " * 500,
    "a\u0301\u0323 \u0301 \u1e69 \ud7a3 \u0378 \ue000",
]


@pytest.fixture(scope="module")
def own():
    return WordPiece(PATH)


@pytest.fixture(scope="module")
def library():
    tokenizer = Tokenizer.from_file(str(PATH))
    tokenizer.no_padding()
    return lambda text: tokenizer.encode(text).ids


@pytest.mark.parametrize("text", [*TEXTS, *(it for it in HOSTILE if it.isprintable())])
def test_tokens_are_those_of_the_library(text, own, library):
    assert own.encode(text) == library(text)


@pytest.fixture(scope="module")
def letters(own, library):
    """All but those of which Unicode changed its mind since its version 8, which the library knows."""
    return [it for it in map(chr, range(0xD800)) if library(f"a{it}b") == own.encode(f"a{it}b")]


def test_nearly_every_letter_has_the_tokens_of_the_library(letters, own, library):
    assert len(letters) > 0xD800 - 200 and letters[:0x600] == list(map(chr, range(0x600)))
    for start in range(0, len(letters), 40):
        text = " ".join(f"a{letter}b" for letter in letters[start : start + 40])
        assert own.encode(text) == library(text), ascii(text)


def test_texts_of_chance_have_the_tokens_of_the_library(letters, own, library):
    chance = random.Random(7)
    words = [*sorted(FILLER), *TEXTS]
    for _ in range(2_000):
        pieces = [chance.choice(words) for _ in range(chance.randrange(12))]
        pieces += ["".join(chance.choices(letters[:0x2000], k=chance.randrange(9)))]
        text = "".join(chance.choice(["", " ", "-", ". "]) + piece for piece in pieces)
        assert own.encode(text) == library(text), ascii(text)
    for text in generated(500, seed=11):
        text = text[: encoder.READ].encode(errors="replace").decode()
        assert own.encode(text) == library(text), ascii(text)


def test_a_long_text_is_cut(own):
    assert len(own.encode("word " * 5_000)) == MOST


def test_vocabulary_takes_little_memory(own):
    size = sys.getsizeof(own.ids) + sum(map(sys.getsizeof, own.ids))
    assert size < 4_000_000
