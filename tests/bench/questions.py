"""What people ask a search, made of the words that the filled database holds."""

import random

from retros.models import SearchEntry, SearchTerm

EACH = 25


class Questions:
    """Questions of each kind, the same ones for the same database."""

    def __init__(self, seed=3):
        self.chance = random.Random(seed)
        counted = list(
            SearchTerm.objects.order_by("-entries", "word").values_list("word", "entries")
        )
        words = [word for word, _ in counted if word.isalpha()]
        self.common = words[5:40]
        self.middle = words[100 : max(200, len(words) // 12)]
        self.rare = [word for word, number in counted if 1 <= number <= 8 and word.isalpha()]
        known = SearchEntry.objects.exclude(body="").order_by("pk")
        bodies = list(known.values_list("body", flat=True)[:2000])
        self.bodies = [body for body in bodies if len(body.split()) > 30]

    def by_kind(self):
        """{kind: texts that are typed into the search box}."""
        return {
            "one common word": self._some(self._common),
            "two or three words": self._some(self._several),
            "two common words": self._some(lambda: " ".join(self.chance.sample(self.common, 2))),
            "a rare word": self._some(lambda: self.chance.choice(self.rare)),
            "a phrase": self._some(self._phrase),
            "as you type": self._typed(),
            "a typing error": self._some(self._mistyped),
        }

    def plain(self, each=8):
        """{kind: texts} of those that an exact ranking can be asked too."""
        found = self.by_kind()
        kinds = ("one common word", "two common words", "two or three words", "a rare word")
        return {kind: found[kind][:each] for kind in kinds}

    def description(self, words=80):
        """What somebody writes at a kickoff."""
        some = " ".join(self.chance.choice(self.bodies) for _ in range(4))
        return " ".join(some.split()[:words])

    def _some(self, make):
        return [make() for _ in range(EACH)]

    def _common(self):
        return self.chance.choice(self.common)

    def _several(self):
        return " ".join(self.chance.sample(self.middle, self.chance.choice((2, 3))))

    def _phrase(self):
        words = self.chance.choice(self.bodies).replace('"', "").split()
        start = self.chance.randrange(len(words) - 3)
        return f'"{" ".join(words[start : start + 3])}"'

    def _typed(self):
        """The beginnings of some words, a letter more each time."""
        words = [word for word in self.middle if len(word) > 6]
        begun = [word[:end] for word in words[::7] for end in range(2, len(word) + 1)]
        return begun[:EACH]

    def _mistyped(self):
        word = self.chance.choice([word for word in self.middle if len(word) > 5])
        at = self.chance.randrange(1, len(word) - 1)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
