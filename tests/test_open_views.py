"""The few views that are open to everyone, each with its reason. All others are closed."""

import pytest
from django.urls import get_resolver
from django.urls.resolvers import URLResolver

OPEN = {
    "home": "says what this is; members see their own first page there",
    "wall": "the Fail Wall is public",
    "wall_post": "one post of the wall",
    "saved_search_feed": "a feed of new matches for whoever has its token",
    "path_feed": "a feed of paths to read, for whoever has its token",
    "calendar": "dates to look at decisions and lessons again, for whoever has its token",
    "wall_embed": "the wall in a frame of an intranet page",
    "wall_preview": "the picture beside a link to a post",
    "wall_screen": "the wall for a display in an office",
    "wall_slides": "what that display fetches",
    "wall_worker": "what keeps that display while the server is away; holds no data",
    "office_screen": "opened by the secret in the link of a screen",
    "office_slides": "the same",
    "office_worker": "the same",
    "wall_atom": "feed of the wall",
    "wall_json": "feed of the wall",
    "account_login": "signing in",
    "second_step": "the second step of a sign-in, for who took the first",
    "single_sign_on": "signing in at the organization’s own provider",
    "single_sign_on_callback": "coming back from there",
    "single_sign_on_logout": "asked by the provider, whose signature it checks",
    "scim": "opened by the token that the organization’s directory sends",
    "scim_root": "the same",
    "sign_in_link": "opened by the secret that the server printed",
    "account_logout": "signing out twice harms nobody",
    "account_inactive": "tells somebody that their account is closed",
    "account_reset_password": "for those who can't sign in",
    "account_reset_password_done": "for those who can't sign in",
    "account_reset_password_from_key": "opened by the secret in a mail",
    "account_reset_password_from_key_done": "for those who can't sign in",
    "first": "opened by the secret that the server printed",
    "digest_stop": "opened by the signed link in a weekly mail",
    "reminders_stop": "the same",
    "reminders_stop_before": "the same, in mails from before they named a kind",
    "outcome_mail_stop": "opened by the signed link in a mail after a gathering",
    "question_mail_stop": "opened by the signed link in a mail about questions",
    "join": "opened by the secret of an invitation",
    "healthz": "asked by machines; says ok or unavailable, and more with a token or to administrators",
    "readyz": "ok or unavailable, and whether it is about to stop",
    "metrics": "opened by the token in a header",
}


def routes(patterns, namespace=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, f"{pattern.namespace or ''}:")
        else:
            yield f"{namespace}{pattern.name}".removeprefix(":"), pattern.callback


def test_exactly_these_views_are_open():
    found = {
        name
        for name, view in routes(get_resolver().url_patterns)
        if not getattr(view, "login_required", True)
    }
    # The admin's own way in is marked open by Django, and leads to ours.
    assert found - {"admin:login"} == set(OPEN)


@pytest.mark.parametrize("address", ["/projects/", "/search/", "/accounts/teams/"])
def test_closed_views_lead_visitors_to_signing_in(client, db, address):
    assert client.get(address)["Location"] == f"/accounts/login/?next={address}"
