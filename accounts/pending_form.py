"""A form that the site could not accept when it was sent, kept so that it can be resubmitted."""

import json
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

# Technical fields; nothing that people typed.
_MACHINERY = {"csrfmiddlewaretoken", "version", "client_id", "base", "previewed", "changed_at"}
_MACHINERY |= {"seen", "backup_id", "undecided", "autosave", "next", "lesson", "publish", "take"}
_NEVER = {"csrfmiddlewaretoken", "autosave"}
_FIELDS_MAX = 500


@dataclass(frozen=True)
class PendingForm:
    """The fields of a form, and the address within this site that they were sent to."""

    address: str
    fields: list[tuple[str, str]]

    @classmethod
    def to(cls, address, post):
        """Build from a request's `post`. Return None if there is nothing to show or resubmit."""
        names = [name for name in post if name not in _NEVER and "password" not in name]
        fields = [(name, text) for name in names for text in post.getlist(name)]
        return cls.checked(address, fields)

    @classmethod
    def from_text(cls, text):
        """Parse the output of `as_text` from a sign-in form. Return None for anything else."""
        try:
            address, fields = json.loads(text)
            fields = [(name, value) for name, value in fields]
            "".join([address, *(word for pair in fields for word in pair)]).encode()
        except (ValueError, TypeError, RecursionError):  # no pairs of text that a page can show
            return None
        return cls.checked(address, fields)

    @classmethod
    def checked(cls, address, fields):
        """Build if `address` is a writing page of this site, neither sign-in nor admin; else return None."""
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
        """Return the text that people typed for display: [(readable field name, text)]."""
        return [
            (name.replace("_", " ").capitalize(), text)
            for name, text in self.fields
            if text.strip() and name not in _MACHINERY
        ]
