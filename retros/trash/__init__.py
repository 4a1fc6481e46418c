"""Deleted items: they can be restored for 30 days, then `manage.py empty_bin` erases them.

`entries` lists what a person may restore; `erasing` deletes older items along with their history;
`forgetting` deletes a person; `erasing_again` repeats both after a backup was restored.
Depends on models, search, access and history.
"""

from retros.trash.entries import load_entries, trash_entries
from retros.trash.erasing import empty_trash
from retros.trash.erasing_again import erase_again
from retros.trash.forgetting import forget

__all__ = ["empty_trash", "erase_again", "forget", "load_entries", "trash_entries"]
