"""Settings and addresses of a site with hardly any middleware, whose only view does nothing."""

from django.http import HttpResponse
from django.urls import path

from retros.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.nothing"
MIDDLEWARE = ["allauth.account.middleware.AccountMiddleware"]  # which allauth insists on


def nothing(request):
    return HttpResponse("nothing")


urlpatterns = [path("bare/", nothing), path("healthz", nothing)]
