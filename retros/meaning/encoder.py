"""The sentence encoder: loaded when it is first needed, one thread a call.

onnxruntime and tokenizers are imported inside functions: Retros runs without them.
"""

import hashlib
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock

from django.conf import settings

from retros.meaning.language import is_english
from retros.meaning.vectors import quantized

MODEL = "all-minilm-l6-v2-int8"
FOLDER = Path(__file__).parent / "model"
FILES = {  # by their SHA-256; export_model.py makes the first again
    "all-minilm-l6-v2-int8.onnx": (
        "2a6dbb78d3b447a58c7551d80543672a179b941f562eb40001b274a6ea4a3a3f"
    ),
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
LIBRARIES = ("numpy", "onnxruntime", "tokenizers")
READ = 4_000  # characters; the model reads 128 tokens, about 600
KEPT = 4_096  # vectors of briefs, words and sentences that were asked for, 2 MB

_loading = Lock()


def is_on():
    """Whether texts are encoded."""
    return settings.MEANING and not problem()


@cache
def problem():
    """Why texts can't be encoded, as a sentence; "" if they can."""
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
    """The vector of a short-lived text such as a brief, or None; kept for the next call."""
    return _kept(text[:READ])


@lru_cache(maxsize=KEPT)
def _kept(text):
    return encoded(text)


def forget_kept():
    """Drop what was kept for the next call."""
    _kept.cache_clear()


def encoded(text):
    """The vector of `text`, 384 bytes; None if it is not in English or nothing is encoded.

    One text at a time: the model rounds by what is in a batch, so batches give other bytes.
    """
    if not is_on() or not is_english(text):
        return None
    import numpy

    session, tokenizer = _loaded()
    ids = tokenizer.encode(text[:READ]).ids
    given = {
        "ids": numpy.array([ids], dtype=numpy.int64),
        "mask": numpy.ones((1, len(ids)), dtype=numpy.int64),
    }
    return quantized(session.run(["v"], given)[0][0])


def _loaded():
    with _loading:  # eight threads of a process may ask for it first
        return _load()


@cache
def _load():
    """(onnxruntime's session, the tokenizer)."""
    import onnxruntime
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False  # gives memory back
    model, words = (str(FOLDER / name) for name in FILES)
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(words)
    tokenizer.no_padding()
    return session, tokenizer
