"""Addresses of every route, and of those that hold a secret with a secret that opens something."""

import re
import uuid

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.urls import URLResolver, converters, get_resolver

from accounts.models import Installation
from accounts.single_sign_on import new_sign_in_link
from accounts.tokens import hash_token, new_token
from retros.models import CalendarFeed, OutcomeMail, PathFeed, QuestionMail
from tests import factories

# Texts in addresses that are no secrets. All others are, and stay out of logs.
NAMES = {"slug", "uidb36"}


def routes(patterns=None, prefix=""):
    """[(name, path with <kind:argument>, converters)] of every route outside the admin."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        path = prefix + _plain(str(entry.pattern))
        if not isinstance(entry, URLResolver):
            yield entry.name, path, _converters(entry.pattern)
        elif path != "admin/":
            yield from routes(entry.url_patterns, path)


def _plain(pattern):
    """A regular expression written as a path."""
    return re.sub(r"\(\?P(<\w+>)[^)]*\)", r"\1", pattern).strip("^$")


def _converters(pattern):
    named = getattr(pattern, "regex", None) and pattern.regex.groupindex
    if pattern.converters or not named:
        return pattern.converters
    return dict.fromkeys(named, converters.StringConverter())


def secrets_of(path_converters):
    """The arguments that hold a secret: free texts that are no names."""
    texts = {
        name for name, kind in path_converters.items() if type(kind) is converters.StringConverter
    }
    return texts - NAMES


def secret_routes():
    return [route for route in routes() if secrets_of(route[2])]


def live_secrets():
    """{beginning of a path: values of its arguments} with which something opens."""
    writer = factories.UserFactory()
    gathering, premortem, screen = new_token(), new_token(), new_token()
    factories.GatheringFactory(token=gathering)
    factories.PremortemFactory(token=premortem)
    factories.ScreenFactory(token_hash=hash_token(screen))
    feed = factories.SavedSearchFactory().renew_token()
    digest = factories.DigestFactory().stop_token
    key = default_token_generator.make_token(writer)
    return {
        "accounts/first/": {"code": Installation.new_code()},
        "accounts/join/": {"token": factories.InvitationFactory.build(created_by=writer).issue()},
        "accounts/password/reset/key/": {"uidb36": user_pk_to_url_str(writer), "key": key},
        "gather/": {"token": gathering},
        "premortem/": {"token": premortem},
        "imagine/": {"rest": premortem},
        "screens/": {"token": screen},
        "search/feeds/": {"token": feed},
        "calendar/": {"token": CalendarFeed.renew(writer)},
        "paths/feeds/": {"token": PathFeed.renew(writer)},
        "accounts/sign-in/link/": {"token": new_sign_in_link(writer)},
        "digest/questions/": {"token": QuestionMail(user=writer).stop_token},
        "digest/outcomes/": {"token": OutcomeMail(user=writer).stop_token},
        "digest/reminders/": {"token": digest, "kind": "dates"},
        "digest/stop/": {"token": digest},
        **{f"{old}/": {"rest": new_token()} for old in ("shapes", "bin", "notices")},
    }


def filled(path, path_converters, values):
    """The address of a path, with `values` where they are given and anything that fits elsewhere."""
    usual = {"int": 1, "uuid": uuid.UUID(int=7), "str": "text", "word": "text"}

    def value(match):
        kind, _, name = match[1].rpartition(":")
        given = values.get(name, usual.get(kind))
        if given is not None:
            return str(given)
        return path_converters[name].regex.split("|")[0]

    return "/" + re.sub(r"<([\w:]+)>", value, path)


def live_address(path, path_converters, live):
    """With the secret of `live` whose path this begins with."""
    beginning = next((begin for begin in live if path.startswith(begin)), None)
    return filled(path, path_converters, live.get(beginning, {}))
