"""The history of published text: what changed between two states, and the way back.

States are those of `retros.models.snapshot`; versions are kept by `Version.objects`. Inside:
`differing` says what changed, item by item, with `ordering` for what was moved, `naming` for people
and decisions and `showing` for the words of fields; `reading` gives a version as it was read;
`restoring` writes it back; `pictures` knows which pictures any text still shows. Depends on models
and search only.
"""

from retros.history.differing import differences, in_few_words
from retros.history.naming import Names, with_current_tags
from retros.history.reading import as_read
from retros.history.restoring import mark_of, restore, restore_item

__all__ = [
    "Names",
    "as_read",
    "differences",
    "in_few_words",
    "mark_of",
    "restore",
    "restore_item",
    "with_current_tags",
]
