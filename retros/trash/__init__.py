"""What was deleted: for 30 days it can be brought back, then `manage.py empty_bin` erases it.

`holding` lists what somebody may bring back; `emptying` erases what is older, with its history.
Depends on models, search, access and history.
"""

from retros.trash.emptying import empty_trash
from retros.trash.holding import loaded, places_for

__all__ = ["empty_trash", "loaded", "places_for"]
