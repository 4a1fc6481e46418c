"""The tokens of a text, as the encoder was taught them: BERT's, without capitals and accents.

The same ids as the `tokenizers` library gives, which takes three times the memory; but for marks
and signs of rare scripts that Unicode has since its version 9, which that library does not know.
"""

import json
import re
import unicodedata

MOST = 128  # tokens the model reads, with one at each end
_WORD_MAX = 100  # characters; a longer word is unknown
_CHINESE = re.compile(
    "([\u4e00-\u9fff\u3400-\u4dbf\U00020000-\U0002a6df\U0002a700-\U0002b73f\U0002b740-\U0002b81f"
    "\U0002b920-\U0002ceaf\uf900-\ufaff\U0002f800-\U0002fa1f])"
)
_SYMBOLS = frozenset("$+<=>^`|~")  # of ASCII, which are punctuation here
_SPACES = frozenset("\t\n\r")  # that are no controls
_CONTROLS = frozenset(("Cc", "Cf", "Co", "Cs"))


class WordPiece:
    """Tokens by the vocabulary of a tokenizer.json."""

    def __init__(self, path):
        made = json.loads(path.read_text(encoding="utf-8"))
        self.ids = made["model"]["vocab"]
        self.unknown = self.ids["[UNK]"]
        special = [re.escape(token["content"]) for token in made["added_tokens"]]
        self.special = re.compile(f"({'|'.join(special)})")

    def encode(self, text):
        """Return the ids of `text`, at most MOST."""
        found = [self.ids["[CLS]"]]
        for number, part in enumerate(self.special.split(text)):
            if number % 2:
                found.append(self.ids[part])
                continue
            for word in _words(part):
                found += self._pieces(word)
                if len(found) >= MOST:
                    break
        return [*found[: MOST - 1], self.ids["[SEP]"]]

    def _pieces(self, word):
        """The longest piece that the vocabulary knows, and so on with the rest."""
        if len(word) > _WORD_MAX:
            return [self.unknown]
        found, start = [], 0
        while start < len(word):
            for end in range(len(word), start, -1):
                piece = self.ids.get(("##" if start else "") + word[start:end])
                if piece is not None:
                    break
            else:
                return [self.unknown]
            found.append(piece)
            start = end
        return found


def _words(text):
    text = "".join(filter(None, map(_cleaned, text)))
    text = unicodedata.normalize("NFD", _CHINESE.sub(r" \1 ", text))
    letters = []
    for letter in text:
        kind = unicodedata.category(letter)
        if kind == "Mn":
            continue
        is_alone = kind[0] == "P" or letter in _SYMBOLS
        letters.append(f" {letter} " if is_alone else letter.lower())
    return "".join(letters).split()


def _cleaned(letter):
    if letter in _SPACES:
        return " "
    is_control = letter == "\ufffd" or unicodedata.category(letter) in _CONTROLS
    return "" if is_control else letter
