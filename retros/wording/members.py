"""Hints and disclosures that use the names of members."""

from accounts.models import User
from retros.wording import first_words, hints
from retros.wording.disclosures import disclosures


def hints_in(texts, *, names=True):
    """Return the hints for each of `texts`. Run one query in total; none without `names` or without
    a word that could start a name."""
    texts = list(texts)
    known = _members_named_in(texts) if names else []
    found = [hints(text, names=known) for text in texts]
    return found if names else [[h for h in one if h.rule != "person"] for one in found]


def disclosures_in(texts):
    """Return the Disclosures in all `texts`. Run one query."""
    known = _members_named_in(texts)
    return [found for text in texts for found in disclosures(text, names=known)]


def _members_named_in(texts):
    words = set().union(*map(first_words, texts))
    return User.objects.names_starting_with(words)
