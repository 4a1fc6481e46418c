"""The history of published text: compare two states and restore an earlier one.

States are those of `retros.models.snapshot`; versions are kept by `Version.objects`. Modules:
`comparison` lists changes item by item, with `ordering` for moved items, `naming` for people and
decisions and `labels` for field labels and values; `reading` builds unsaved rows from a state;
`restoring` writes a state back; `pictures` finds the pictures that any text still shows. Depends
on models and search only.
"""

from retros.history.comparison import differences, summarize
from retros.history.labels import HEADINGS
from retros.history.naming import Names, with_current_tags
from retros.history.pictures import pictures_in, still_shown
from retros.history.reading import unsaved_rows
from retros.history.restoring import fingerprint, restore, restore_item

__all__ = [
    "HEADINGS",
    "Names",
    "differences",
    "fingerprint",
    "pictures_in",
    "restore",
    "restore_item",
    "still_shown",
    "summarize",
    "unsaved_rows",
    "with_current_tags",
]
