"""Bytes to text: which encoding a file was written in."""

import codecs
import re

from charset_normalizer import from_bytes

from retros.exchange.document import UnreadableDocument
from retros.exchange.writing.markdown import OWN_BEGINNING
from retros.models import without_controls

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark begins alike
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_WESTERN = "cp1252"
_OTHERS = [
    "mac_roman", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp932", "euc_jp", "gb18030",
    "big5", "euc_kr",
]  # fmt: skip
_SAMPLE = 100_000
_MOST_CHARACTERS = 300_000  # three times what the context of one retrospective holds


def decode(data: bytes, *, named: str = "") -> str:
    """Decode bytes: by their byte-order mark, the encoding `named` in them, UTF-8, or the best
    fit.

    Raises UnreadableDocument for bytes that are not text.
    """
    text = data.decode(_encoding_of(data, named), "replace")
    sample = text[:_SAMPLE]
    odd = sum(character < " " and character not in "\t\n\r\f" for character in sample)
    if odd > len(sample) // 100 or "\x00" in sample:
        raise UnreadableDocument("This is not a text file.")
    return text


def make_readable(text: str) -> str:
    """Normalize line ends, trailing spaces and the byte-order mark.

    The hash of the result tells whether a text was imported before, under any name. Raises
    UnreadableDocument for text without words, and for more than a retrospective can hold.
    """
    text = re.sub(r"[\x0b\x0c]", "\n", text.removeprefix("\ufeff"))
    text = without_controls(text)
    text = text.encode("utf-8", "replace").decode()  # lone surrogates
    if not text.startswith(OWN_BEGINNING):  # there, two spaces at the end break a line
        text = "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")
    if not any(character.isalnum() for character in text):
        said = "contains no words" if text.strip() else "is empty"
        raise UnreadableDocument(f"This file {said}.")
    if len(text) > _MOST_CHARACTERS:
        raise UnreadableDocument("This text is too long for one retrospective. Please split it.")
    return text


def _encoding_of(data, named):
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return encoding
    if b"\x00" in data[:_SAMPLE]:
        return _unmarked_utf16(data[:_SAMPLE])
    if named:
        return named
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _likeliest(data[:_SAMPLE])
    return "utf-8"


def _unmarked_utf16(data):
    """UTF-16 by where the zeros of its Latin letters, spaces and line ends stand."""
    first, second = data[::2].count(0), data[1::2].count(0)
    many, few = max(first, second), min(first, second)
    if len(data) < 4 or many < 10 * few or many < len(data) // 8:
        raise UnreadableDocument("This is not a text file.")
    return "utf-16-le" if second > first else "utf-16-be"


def _likeliest(data):
    """The usual Western one, unless another reads clearly better: short texts tell little."""
    western = from_bytes(data, cp_isolation=[_WESTERN]).best()
    other = from_bytes(data, cp_isolation=_OTHERS).best()
    if other and (not western or other.chaos < western.chaos):
        return other.encoding
    return _WESTERN
