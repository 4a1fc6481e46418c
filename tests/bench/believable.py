"""Documents as people write them, any number: sentences of real ones, drawn anew.

Each sentence is one that somebody wrote. New words come as they do in a growing collection: names of
services and tickets, some of them everywhere and most of them in a few texts. The same seed gives
the same documents.
"""

import json
import random
import re
from pathlib import Path

import yaml

EXAMPLES = Path(__file__).parents[2] / "retros" / "examples"
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
SYLLABLES = re.findall(r"\w+", "ba co da fi go hel ka lin mo ner pol ra sto tem vel wix yon zar")
NAMED = 0.25  # of the sentences name something


class Believable:
    """Draws sentences, statements and names."""

    def __init__(self, corpus, seed=1):
        self.chance = random.Random(seed)
        texts = _texts_of_corpus(corpus) if corpus else _texts_of_examples()
        found = {sentence.strip() for text in texts for sentence in SENTENCE.split(text)}
        self.sentences = sorted(s for s in found if 30 < len(s) < 300)
        self.short = [sentence for sentence in self.sentences if len(sentence) < 140]

    def statement(self):
        return self.chance.choice(self.short)[:150]

    def text(self, sentences):
        return " ".join(self._sentence() for _ in range(sentences))

    def name(self):
        """A name; the earlier ones far more often than the later ones."""
        number = int(self.chance.paretovariate(0.25)) % 2_000_000
        name = ""
        while True:
            number, place = divmod(number, len(SYLLABLES))
            name += SYLLABLES[place]
            if not number:
                return name + "net"

    def _sentence(self):
        sentence = self.chance.choice(self.sentences)
        return f"{sentence} That was {self.name()}." if self.chance.random() < NAMED else sentence


def _texts_of_corpus(corpus):
    for name in ("retrospectives", "lessons", "decisions"):
        for line in (Path(corpus) / f"{name}.jsonl").open(encoding="utf-8"):
            yield " ".join(json.loads(line)["text"].split())


def _texts_of_examples():
    for path in sorted(EXAMPLES.glob("*.yaml")):
        yield from _strings(yaml.safe_load(path.read_text(encoding="utf-8")))


def _strings(value):
    if isinstance(value, str):
        yield " ".join(value.split())
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)
