"""Addresses of signing in and of people. Of allauth's own, only those that this site offers."""

from allauth.account import views as allauth_views
from django.urls import path, re_path
from django.views.decorators.cache import never_cache

from accounts.views import (
    confirm,
    invitations,
    joining,
    profile,
    second_step,
    sessions,
    sign_in,
    single_sign_on,
    teams,
)

urlpatterns = [
    # Signing in
    path("login/", sign_in.sign_in, name="account_login"),
    path("logout/", never_cache(allauth_views.logout), name="account_logout"),
    path("inactive/", never_cache(allauth_views.account_inactive), name="account_inactive"),
    path("password/change/", sign_in.change_password, name="account_change_password"),
    path(
        "password/reset/", never_cache(allauth_views.password_reset), name="account_reset_password"
    ),
    path(
        "password/reset/done/",
        never_cache(allauth_views.password_reset_done),
        name="account_reset_password_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        sign_in.reset_password,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        never_cache(allauth_views.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("sign-in/", single_sign_on.single_sign_on, name="single_sign_on"),
    path("sign-in/back/", single_sign_on.single_sign_on_callback, name="single_sign_on_callback"),
    path("sign-in/ended/", single_sign_on.single_sign_on_logout, name="single_sign_on_logout"),
    path("sign-in/link/<str:token>/", single_sign_on.sign_in_link, name="sign_in_link"),
    path("sign-in-check/", single_sign_on.sign_in_check, name="sign_in_check"),
    path("here/", sign_in.here, name="here"),
    path("login/code/", second_step.second_step, name="second_step"),
    path("two-step/", second_step.two_step, name="two_step"),
    path("two-step/app/", second_step.two_step_app, name="two_step_app"),
    path("two-step/passkey/", second_step.two_step_passkey, name="two_step_passkey"),
    path(
        "two-step/passkeys/<int:pk>/remove/",
        second_step.two_step_passkey_remove,
        name="two_step_passkey_remove",
    ),
    path("two-step/codes/", second_step.two_step_codes, name="two_step_codes"),
    path("two-step/off/", second_step.two_step_off, name="two_step_off"),
    path("confirm/", confirm.confirm, name="confirm"),
    path("sessions/", sessions.sessions, name="sessions"),
    path("sessions/end/", sessions.sessions_end, name="sessions_end"),
    path("sessions/<int:pk>/end/", sessions.session_end, name="session_end"),
    # Arriving
    path("first/<str:code>/", joining.first, name="first"),
    path("join/<str:token>/", joining.join, name="join"),
    path("invitations/", invitations.invitations, name="invitations"),
    path("invitations/<int:pk>/withdraw/", invitations.withdraw, name="invitation_withdraw"),
    # People
    path("profile/", profile.profile, name="profile"),
    path("teams/", teams.my_teams, name="my_teams"),
    path("teams/<str:slug>/", teams.team_members, name="team_members"),
    path("teams/<str:slug>/rename/", teams.team_rename, name="team_rename"),
    path("teams/<str:slug>/accept/", teams.team_accept, name="team_accept"),
    path(
        "teams/<str:slug>/members/<int:pk>/remove/",
        teams.team_member_remove,
        name="team_member_remove",
    ),
    path(
        "teams/<str:slug>/members/<int:pk>/put-back/",
        teams.team_member_put_back,
        name="team_member_put_back",
    ),
]
