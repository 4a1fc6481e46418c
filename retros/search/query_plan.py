"""What somebody's words ask of the index, and how many entries that can match."""

from dataclasses import dataclass

from retros.search import slices
from retros.search.backend import index
from retros.search.parsing import Query
from retros.search.ranking import Weights


@dataclass(frozen=True)
class QueryPlan:
    """A query, and what its words are worth where that is known; without words, it asks for all.

    Expressions are for the slice of a level, 0 being no slice; None is everything.
    """

    query: Query
    weights: Weights | None = None

    def any(self, level=0):
        """Return the expression for entries with any of the words, and with the phrases."""
        return self._expression(self.query.ways, self.query.phrases, level)

    def every(self, level=0):
        """Return the expression for entries with every word, and with the phrases."""
        also = self.query.also
        words = [(stem, *also.get(stem, ())) for stem in self.query.stems]
        return self._expression((), self.query.phrases, level, each=words)

    @property
    def any_at_most(self):
        """How many entries any(0) matches at most."""
        if not self.query.words:
            return self.weights.entries
        return min([self.weights.reach, *map(self._rarest, self.query.phrases)])

    @property
    def every_at_most(self):
        """How many entries every(0) matches at most."""
        return self._rarest(self.query.stems)

    def _rarest(self, stems):
        return min(self.weights.counts.get(stem, 0) for stem in stems)

    def _expression(self, some, every, level, each=()):
        if level:
            every = [*every, (slices.word(level),)]
        if not (some or each or every):
            return None
        without = self.query.without if self.query.words else ()  # see finding._without
        return index.expression(some=some, each=each, every=every, without=without)
