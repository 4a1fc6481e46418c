"""The sentence encoder: loaded when it is first needed, one thread a call, one call at a time.

Retros runs without onnxruntime, then by words alone.
"""

import ctypes
import hashlib
import sys
from array import array
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock

from django.conf import settings

from retros.meaning import runtime, words
from retros.meaning.language import is_english
from retros.meaning.vectors import DIMENSIONS, closeness, quantized
from retros.meaning.wordpiece import WordPiece

MODEL = "all-minilm-l6-v2-int8"
FOLDER = Path(__file__).parent / "model"
FILES = {  # by their SHA-256; export_model.py makes the first again
    "all-minilm-l6-v2-int8.onnx": (
        "2a6dbb78d3b447a58c7551d80543672a179b941f562eb40001b274a6ea4a3a3f"
    ),
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    "cosines.onnx": "a1adfcdef45006e1ae7d042882960bc8e5eddb50c720933460171f629e82d3c6",
    "words.int8": "49dc74ba7f1ba3e8b2ca5d54a074d73f56b81b62f9815909ff1ecbf023224f69",
}
READ = 4_000  # characters; the model reads 128 tokens, about 600
KEPT = 2_048  # vectors of briefs and other texts that were asked for, 2 MB
BATCH_TOKENS = 128  # of all texts in a batch: the memory that the model takes for them is kept
CALL = 8  # tokens that cost as much as a call of the model, whatever it is given

# Of the model's file, half is a table with a row for each token, by its name, place and shape there.
# Rows are read from the file when a token asks for them: the processes of a server share its pages,
# instead of 11 MB in each.
TABLE = "embeddings_word_embeddings_weight_quantized", 984_094, (30_522, 384)

_loading, _running = Lock(), Lock()


def is_on():
    """Return whether texts are encoded."""
    return settings.MEANING and not problem()


@cache
def problem():
    """Return why texts can't be encoded, as a sentence; "" if they can."""
    if runtime.library() is None:
        return "onnxruntime’s library is missing."
    for name, expected in FILES.items():
        path = FOLDER / name
        if not path.exists() or _hash_of(path) != expected:
            return f"{path} is not the file that Retros came with."
    return ""


def _hash_of(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def of(text):
    """Return the vector of a short-lived text such as a brief, or None. Caches the last ones."""
    return _kept(text[:READ]) if is_on() else None


@lru_cache(maxsize=KEPT)
def _kept(text):
    return encoded(text)


def each_like(text, others):
    """Return the cosines of `text` with each of `others`, short-lived words or sentences; [] if
    off.

    Vectors of common words are ready (see words.py); the others are encoded in one batch: a third
    of the time and nearly the same vectors. Stored vectors are not batched (see `encoded`).
    """
    if of(text) is None or not others:
        return []
    return list(_kept_likeness(text[:READ], tuple(others)))


@lru_cache(maxsize=KEPT // 8)
def _kept_likeness(text, others):
    return tuple(closeness(of(text), _together([it[:READ] for it in others], words.vector_of)))


def likeness(texts):
    """Return for each of `texts` a list of its cosines with all of them, None for one without
    vector.

    Returns [] if nothing is encoded. Stores nothing.
    """
    if not is_on():
        return []
    english = [place for place, text in enumerate(texts) if is_english(text)]
    vectors = _together([texts[place][:READ] for place in english])
    found = [[None] * len(texts) for _ in texts]
    for place, vector in zip(english, vectors, strict=True):
        for other, cosine in zip(english, closeness(vector, vectors), strict=True):
            found[place][other] = cosine
    return found


def forget_kept():
    """Drop what was kept for the next call."""
    _kept.cache_clear()
    _kept_likeness.cache_clear()


def encoded(text):
    """Return the vector of `text`, 384 bytes; None if it is not English or nothing is encoded.

    One text at a time: the model rounds by what is in a batch, so batches give other bytes.
    """
    if not is_on() or not is_english(text):
        return None
    return _together([text[:READ]])[0]


def _together(texts, ready=lambda tokens: None):
    """The vectors of texts, in batches of some; `ready` returns that of tokens if it has one."""
    model, tokenizer = _loaded()
    tokens = [tokenizer.encode(it) for it in texts]
    found = list(map(ready, tokens))
    missing = [place for place, vector in enumerate(found) if not vector]
    for some in _batches([len(tokens[place]) for place in missing]):
        places = [missing[it] for it in some]
        vectors = _run(model, [tokens[place] for place in places])
        for place, start in zip(places, range(0, len(vectors), DIMENSIONS), strict=True):
            found[place] = quantized(vectors[start : start + DIMENSIONS])
    return found


def _run(model, batch):
    """The vectors of lists of tokens, the longest last, one after the other."""
    shape = len(batch), len(batch[-1])
    ids, mask = array("q"), array("q")
    for tokens in batch:
        rest = [0] * (shape[1] - len(tokens))
        ids.extend([*tokens, *rest])
        mask.extend([*[1] * len(tokens), *rest])
    vectors = array("f", bytes(4 * DIMENSIONS * len(batch)))
    with _running:  # eight threads at once would keep eight times the memory
        model.run(
            {"ids": (ids, shape), "mask": (mask, shape)}, {"v": (vectors, (len(batch), DIMENSIONS))}
        )
    return vectors


def _batches(lengths):
    """Lists of places in `lengths`, shortest first: all of a batch are as long as its longest.

    A longer text joins if filling up the others costs less than a call.
    """
    batch = []
    for place in sorted(range(len(lengths)), key=lengths.__getitem__):
        added = len(batch) * (lengths[place] - lengths[batch[-1]]) if batch else 0
        is_full = lengths[place] * (len(batch) + 1) > BATCH_TOKENS
        if batch and (added > CALL or is_full):
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def _loaded():
    with _loading:  # eight threads of a process may ask for it first
        return _load()


@cache
def _load():
    """(the model, the tokenizer)."""
    model, tokenizer, *_ = (FOLDER / name for name in FILES)
    loaded = runtime.Model(model, TABLE), WordPiece(tokenizer)
    _give_back_memory()
    return loaded


def _give_back_memory():
    """Let the system have the 8 MB that reading the files took, which glibc would keep."""
    if sys.platform == "linux" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)):
        trim(0)
