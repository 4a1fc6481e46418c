"""Every route of the site, a module for each resource."""

from django.urls import path, re_path
from django.views.generic import RedirectView

from retros import url_converters

url_converters.register()

from retros.urls import (  # noqa: E402
    kickoffs,
    organization,
    questions,
    retrospectives,
    search,
    site,
    start_here,
    wall,
)
from retros.views.site.home import home  # noqa: E402


class Moved(RedirectView):
    """To the address of today."""

    permanent, query_string = True, True

    def post(self, request, *args, **kwargs):
        """Keep the method: a page opened before an upgrade may still send text."""
        response = self.get(request, *args, **kwargs)
        response.status_code = 308
        return response


urlpatterns = [
    # Tried one after the other: first what is asked for most. Screens ask three times a minute.
    path("", home, name="home"),
    *wall.urlpatterns,
    *search.urlpatterns,
    *retrospectives.urlpatterns,
    *organization.urlpatterns,
    *kickoffs.urlpatterns,
    *questions.urlpatterns,
    *start_here.urlpatterns,
    *site.urlpatterns,
]

# Addresses of earlier versions, as people bookmarked them.
_RENAMED = {"shapes": "templates", "bin": "trash"}
_RENAMED |= {"notices": "notifications", "imagine": "premortem"}
urlpatterns += [
    re_path(rf"^{old}/(?P<rest>.*)$", Moved.as_view(url=f"/{new}/%(rest)s"))
    for old, new in _RENAMED.items()
] + [
    path("wall/<int:pk>/too/", Moved.as_view(pattern_name="wall_us_too")),
    path("compared/", Moved.as_view(pattern_name="diff")),
    path("wall/<int:pk>/earlier/", Moved.as_view(pattern_name="wall_post_revisions")),
]

handler400 = "retros.views.site.errors.bad_request"
handler403 = "retros.views.site.errors.forbidden"
handler404 = "retros.views.site.errors.not_found"
handler500 = "retros.views.site.errors.server_error"
