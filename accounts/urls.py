"""Addresses of signing in and of people."""

from allauth.account import views as allauth_views
from django.http import HttpResponse
from django.urls import path


def pending(request, *args, **kwargs):
    return HttpResponse("pending")


urlpatterns = [
    path("login/", allauth_views.login, name="account_login"),
    path("logout/", allauth_views.logout, name="account_logout"),
    path("profile/", pending, name="profile"),
    path("teams/", pending, name="my_teams"),
    path("invitations/", pending, name="invitations"),
]
