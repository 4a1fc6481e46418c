"""Settings and addresses of a site whose only view answers with a page from memory (BARE_PAGE)."""

import os
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import path

from retros.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.bare"
PAGE = Path(os.environ["BARE_PAGE"]).read_bytes()


@login_not_required
def page(request):
    return HttpResponse(PAGE)


urlpatterns = [path("search/", page), path("healthz", page)]
