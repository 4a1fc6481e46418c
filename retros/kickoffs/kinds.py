"""What a kickoff and its premortem find, by kind. A key is a pair of kind and id: ("lesson", 12)."""

from html import unescape

from django.utils.html import strip_tags

from retros.models import CHOSEN_MODELS, Retrospective, composed_once

MODELS = {**CHOSEN_MODELS, "retrospective": Retrospective}

OPENING_COMPARED = 40  # characters of a sentence that tell whether the title holds it


def record_of(item):
    """Return the retrospective that `item` is from, or is."""
    return item if isinstance(item, Retrospective) else item.retrospective


def rows_of(keys, user):
    """Return {key: row with its project and team} of those `user` may read. One query a kind."""
    found = {}
    for kind, rows in _ROWS.items():
        if pks := {pk for one, pk in keys if one == kind}:
            found |= {(kind, row.pk): row for row in rows(user, *pks)}
    return found


def _rows(model):
    whose = "project__team" if model is Retrospective else "retrospective__project__team"

    @composed_once
    def rows(user, *pks):
        return model.objects.visible_to(user).select_related(whose).filter(pk__in=pks)

    return rows


_ROWS = {kind: _rows(model) for kind, model in MODELS.items()}


def repeats(sentence, title):
    """Return whether a sentence says what stands in the title, which may be marked or cut."""
    sentence, title = (
        " ".join(it.replace("…", " ").split()).casefold()
        for it in (sentence, unescape(strip_tags(title)))
    )
    return sentence[:OPENING_COMPARED] in title or title in sentence
