"""The site's addresses, and a view that does nothing."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseNotModified
from django.urls import path

from retros.urls import handler400, handler500, urlpatterns

__all__ = ["handler400", "handler500", "urlpatterns"]


@login_not_required
def bare(request):
    return HttpResponseNotModified()


urlpatterns = [path("bare/", bare), *urlpatterns]
