"""The sentence encoder: loaded when it is first needed, one thread a call.

onnxruntime and numpy are imported inside functions: Retros runs without them.
"""

import ctypes
import hashlib
import sys
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock

from django.conf import settings

from retros.meaning.language import is_english
from retros.meaning.vectors import closeness, quantized
from retros.meaning.wordpiece import WordPiece
from retros.settings import hand_down

MODEL = "all-minilm-l6-v2-int8"
FOLDER = Path(__file__).parent / "model"
FILES = {  # by their SHA-256; export_model.py makes the first again
    "all-minilm-l6-v2-int8.onnx": (
        "2a6dbb78d3b447a58c7551d80543672a179b941f562eb40001b274a6ea4a3a3f"
    ),
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
LIBRARIES = ("numpy", "onnxruntime")
READ = 4_000  # characters; the model reads 128 tokens, about 600
KEPT = 2_048  # vectors of briefs and other texts that were asked for, 2 MB
BATCH, BATCH_TOKENS = 32, 512  # texts, and tokens of them all: 32 long ones would take 300 MB
LONGER = 1.25  # than the shortest of a batch: what fills up the short ones costs as much as words

_loading = Lock()


def is_on():
    """Return whether texts are encoded."""
    return settings.MEANING and not problem()


@cache
def problem():
    """Return why texts can't be encoded, as a sentence; "" if they can."""
    missing = [name for name in LIBRARIES if find_spec(name) is None]
    if missing:
        return f"{' and '.join(missing)} can’t be imported."
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

    They are encoded in one batch: a third of the time and nearly the same vectors. Stored vectors
    are not batched (see `encoded`).
    """
    if of(text) is None or not others:
        return []
    return list(_kept_likeness(text[:READ], tuple(others)))


@lru_cache(maxsize=KEPT // 8)
def _kept_likeness(text, others):
    return tuple(closeness(of(text), _together([it[:READ] for it in others])))


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


def _together(texts):
    """The vectors of texts, in batches of some."""
    import numpy

    session, tokenizer = _loaded()
    tokens = [tokenizer.encode(it) for it in texts]
    found = [b""] * len(texts)
    for places in _batches(list(map(len, tokens))):
        ids = numpy.zeros((len(places), len(tokens[places[-1]])), dtype=numpy.int64)
        mask = numpy.zeros_like(ids)
        for row, some in enumerate(tokens[place] for place in places):
            ids[row, : len(some)], mask[row, : len(some)] = some, 1
        vectors = session.run(["v"], {"ids": ids, "mask": mask})[0]
        for place, vector in zip(places, vectors, strict=True):
            found[place] = quantized(vector)
    _give_back_memory()
    return found


def _give_back_memory():
    """Let the system have what the model used: glibc would keep 10 MB of it, 100 after long texts.

    Takes half a millisecond.
    """
    trim = _trim()
    if trim:
        trim(0)


@cache
def _trim():
    """glibc's malloc_trim, or None."""
    return getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None


def _batches(lengths):
    """Lists of places in `lengths`, shortest first: all of a batch are as long as its longest."""
    batch = []
    for place in sorted(range(len(lengths)), key=lengths.__getitem__):
        is_long = bool(batch) and lengths[place] > LONGER * lengths[batch[0]]
        is_full = len(batch) == BATCH or lengths[place] * (len(batch) + 1) > BATCH_TOKENS
        if batch and (is_long or is_full):
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
    """(onnxruntime's session, the tokenizer)."""
    hand_down(
        "ORT_DISABLE_TELEMETRY", 1
    )  # else it reports to Microsoft who runs what: its Privacy.md
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False  # gives memory back
    model, words = (FOLDER / name for name in FILES)
    session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    return session, WordPiece(words)
