"""Hints that know the members' names."""

from accounts.models import User
from retros.wording import first_words, hints


def hints_in(texts, *, names=True):
    """The hints for each of `texts`. One query for all; none without `names`, or if there is
    no word that could begin one."""
    texts = list(texts)
    words = set().union(*map(first_words, texts)) if names else set()
    known = list(User.objects.called(words)) if words else []
    found = [hints(text, names=known) for text in texts]
    return found if names else [[h for h in one if h.rule != "person"] for one in found]
