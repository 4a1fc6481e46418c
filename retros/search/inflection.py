"""Whether two words are the same one in another form: rollback and rollbacks, plan and planned.

The index compares stems, and a stem joins words of different meaning: product and production,
university and universe. As a reason that people read, only forms of the same word will do.
"""

from django.conf import settings

# Nouns of their own, not what somebody does who markets or houses something.
NOUNS_IN_ING = frozenset(
    ("accounting", "banking", "being", "clothing", "engineering", "housing", "marketing", "wedding")
)
_KNOWS_FORMS = settings.SEARCH_LANGUAGE == "english"
SHORTEST = 3  # letters that are left of a word


def is_form_of(one, other):
    """Return whether two folded words with the same stem are forms of the same word.

    In languages other than English, all words with the same stem are: endings are not known.
    """
    return one == other or not _KNOWS_FORMS or not _bases(one).isdisjoint(_bases(other))


def _bases(word):
    """What `word` may be a form of, itself among it."""
    found = {word}
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        found |= {word[:-1], *_without(word, "es"), *_replaced(word, "ies", "y")}
    for form in tuple(found):
        found |= {*_verbs(form, "ed"), *_replaced(form, "ied", "y")}
        if form not in NOUNS_IN_ING:
            found |= _verbs(form, "ing")
    return found


def _verbs(form, ending):
    """rolling: roll, rolle; planning: plann, plan, planne."""
    bases = _without(form, ending)
    doubled = {base[:-1] for base in bases if base[-1] == base[-2]}
    return bases | doubled | {f"{base}e" for base in bases}


def _without(word, ending):
    base = word.removesuffix(ending)
    return {base} if len(word) > len(base) >= SHORTEST else set()


def _replaced(word, ending, by):
    base = word.removesuffix(ending)
    return {base + by} if len(word) > len(base + by) >= SHORTEST else set()
