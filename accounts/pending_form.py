"""What somebody sent and the site could not take: it is shown again, to send it once more."""

import json
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

# Carried along or made anew; nothing that people typed.
_MACHINERY = {"csrfmiddlewaretoken", "version", "client_id", "base", "previewed", "changed_at"}
_MACHINERY |= {"seen", "backup_id", "undecided", "autosave", "next", "lesson", "publish", "take"}
_NEVER = {"csrfmiddlewaretoken", "autosave"}
_FIELDS_MAX = 500


@dataclass(frozen=True)
class PendingForm:
    """The fields of a form, and the address within this site that they were meant for."""

    address: str
    fields: list[tuple[str, str]]

    @classmethod
    def to(cls, address, post):
        """Of a request's `post`; None where there is nothing to show or to send again."""
        names = [name for name in post if name not in _NEVER and "password" not in name]
        fields = [(name, text) for name in names for text in post.getlist(name)]
        return cls.checked(address, fields)

    @classmethod
    def from_text(cls, text):
        """What `as_text` gave and a sign-in form carried along; None if it is anything else."""
        try:
            address, fields = json.loads(text)
            fields = [(name, value) for name, value in fields]
            "".join([address, *(word for pair in fields for word in pair)]).encode()
        except (ValueError, TypeError, RecursionError):  # no pairs of text that a page can show
            return None
        return cls.checked(address, fields)

    @classmethod
    def checked(cls, address, fields):
        """Only to a page of this site that people write on; not to signing in or to repair."""
        sent = cls(address, fields[:_FIELDS_MAX])
        if not url_has_allowed_host_and_scheme(address, allowed_hosts=None):
            return None
        path = urlsplit(address).path
        if path.startswith(("/accounts/", "/admin/")) or not sent.words():
            return None
        try:
            resolve(path)
        except Resolver404:
            return None
        return sent

    def as_text(self):
        return json.dumps([self.address, self.fields])

    def words(self):
        """What people typed, for reading: [(the field's name in words, text)]."""
        return [
            (name.replace("_", " ").capitalize(), text)
            for name, text in self.fields
            if text.strip() and name not in _MACHINERY
        ]
