"""The site's addresses, and a view that answers with the name of the reader."""

from django.http import HttpResponse
from django.urls import path

from retros.urls import handler400, handler500, urlpatterns

__all__ = ["handler400", "handler500", "urlpatterns"]


def bare(request):
    return HttpResponse(str(request.user))


urlpatterns = [path("bare/", bare), *urlpatterns]
