"""The settings of single sign-on: loud about what could not work."""

import pytest
from django.core.exceptions import ImproperlyConfigured

OF_SIGN_IN = {"OIDC_ISSUER": "https://login.example.org/realms/all", "OIDC_CLIENT_ID": "retros"}


def test_single_sign_on_is_read_with_what_groups_stand_for(read):
    groups = "r-curators=curator, it=admin, p-*=team:*"
    settings = read(**OF_SIGN_IN, OIDC_GROUPS=groups, OIDC_ALLOWED_DOMAINS="@Example.org")
    assert settings["OIDC_NAME"] == "login.example.org"
    assert settings["OIDC_ALLOWED_DOMAINS"] == ["example.org"]
    assert settings["OIDC_GROUPS"] == [
        ("r-curators", "role", "curator"),
        ("it", "role", "administrator"),
        ("p-*", "team", "*"),
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OIDC_ISSUER", "http://login.example.org"),
        ("OIDC_ISSUER", "https://user@login.example.org"),
        ("OIDC_ISSUER", "https://[login"),
        ("OIDC_ISSUER", "login.example.org"),
        ("OIDC_CLIENT_ID", ""),
        ("OIDC_SCOPES", "profile email"),
        ("OIDC_SCOPES", 'openid "x"'),
        ("OIDC_GROUPS", "curators"),
        ("OIDC_GROUPS", "a=boss"),
        ("OIDC_GROUPS", "a=team:"),
        ("OIDC_GROUPS", "a-*-*=team:*"),
        ("OIDC_GROUPS", "a=team:*"),
        ("OIDC_JUST_IN_TIME", "perhaps"),
        ("SIGN_IN_AGAIN_DAYS", "daily"),
        ("SCIM_TOKEN", "too short to be a secret"),
        ("SCIM_TOKEN", "long enough, but no header can send it: ü"),
        ("PASSWORDS", "some"),
        ("MFA", "maybe"),
        ("MFA_BY_PROVIDER", "perhaps"),
        ("SESSION_HOURS", "0"),
    ],
)
def test_single_sign_on_that_cannot_work_stops_the_start(read, name, value):
    with pytest.raises(ImproperlyConfigured, match=name):
        read(**OF_SIGN_IN | {name: value})


def test_passwords_are_not_turned_off_without_another_way_in(read):
    with pytest.raises(ImproperlyConfigured, match="OIDC_ISSUER"):
        read(PASSWORDS="none")
