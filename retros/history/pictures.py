"""Which pictures some text shows, be it one of long ago."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.apps import apps
from django.db.models import JSONField, Q, TextField
from django.db.models.functions import Cast

from retros.models import ATTACHMENT_ADDRESS, MarkdownField


def pictures_in(*texts: str) -> set[str]:
    """Return the ids of the pictures that `texts` show, in any retrospective."""
    return {pk for text in texts for pk in ATTACHMENT_ADDRESS.findall(text)}


def still_shown(pks: Iterable[str]) -> set[str]:
    """Return which of these pictures any text shows: current, in the trash, in an inbox or in an
    earlier version.

    One query per column that holds such text.
    """
    pks = {str(pk) for pk in pks}
    if not pks:
        return set()
    says_one = reduce(or_, (Q(as_text__contains=pk) for pk in pks))
    found = set()
    for model in apps.get_app_config("retros").get_models():
        for column in model._meta.fields:
            if isinstance(column, (MarkdownField, JSONField)):
                rows = model._base_manager.annotate(as_text=Cast(column.name, TextField()))
                texts = rows.filter(says_one).values_list("as_text", flat=True)
                found |= pks & pictures_in(*texts.iterator())
    return found
