"""What texts mean, as vectors of a small sentence encoder: the door.

    meaning.is_on()                  whether texts are encoded
    meaning.is_english(text)         whether it can be
    meaning.common_words(text)       those of its language that say nothing, if it is not English
    meaning.of(text)                 its vector, or None
    meaning.each_like(text, words)   cosines of the text with each word, or []
    meaning.likeness(texts)          cosines of each two of the texts, or []
    meaning.similarities(text, pks)  {entry id: cosine}, or {} where words have to do

Inside: `language` tells English from the rest, `runtime` runs models, `encoder` the one of texts, `vectors` does arithmetic,
`store` keeps one vector for each entry of the search index. The model knows English only; a text in
another language has no vector, and is ranked by its words alone. Everything else works without this
package: `is_on` is False where the setting MEANING is off or a library is missing.
Depends on retros.models only.
"""

from retros.meaning.encoder import MODEL, each_like, is_on, likeness, of, problem
from retros.meaning.language import common_words, is_english
from retros.meaning.store import AT_ONCE, fill, remember, similarities, similarities_of_each, stale
from retros.meaning.vectors import cosine

__all__ = [
    "AT_ONCE",
    "MODEL",
    "checks",
    "common_words",
    "cosine",
    "each_like",
    "fill",
    "is_english",
    "is_on",
    "likeness",
    "of",
    "problem",
    "remember",
    "similarities",
    "similarities_of_each",
    "stale",
]
