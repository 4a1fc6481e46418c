"""Every route of the site, grouped by resource."""

from django.contrib import admin
from django.http import HttpResponse
from django.urls import include, path


def pending(request, *args, **kwargs):
    return HttpResponse("pending")


urlpatterns = [
    path("", pending, name="home"),
    # Writing and reading
    path("retrospectives/", pending, name="retrospectives"),
    path("retrospectives/new/", pending, name="retrospective_new"),
    path("retrospectives/<int:pk>/", pending, name="retrospective"),
    path("retrospectives/<int:pk>.md", pending, name="retrospective_markdown"),
    path("retrospectives/<int:pk>/edit/", pending, name="retrospective_edit"),
    path("lessons/<int:pk>/", pending, name="lesson"),
    path("decisions/", pending, name="decisions"),
    path("decisions/<int:pk>/", pending, name="decision"),
    path("actions/", pending, name="actions"),
    path("projects/", pending, name="projects"),
    path("projects/<str:slug>/", pending, name="project"),
    path("teams/<str:slug>/", pending, name="team"),
    path("tags/", pending, name="tags"),
    path("tags/<str:slug>/", pending, name="tag"),
    # Finding
    path("search/", pending, name="search"),
    path("kickoffs/", pending, name="kickoffs"),
    path("kickoffs/new/", pending, name="kickoff_new"),
    path("kickoffs/<int:pk>/", pending, name="kickoff"),
    path("kickoffs/<int:pk>.md", pending, name="kickoff_markdown"),
    # The Fail Wall
    path("wall/", pending, name="wall"),
    path("wall/new/", pending, name="wall_new"),
    path("wall/screen/", pending, name="wall_screen"),
    path("wall/feed.atom", pending, name="wall_atom"),
    path("wall/feed.json", pending, name="wall_json"),
    path("wall/<int:pk>/", pending, name="wall_post"),
    # Documents
    path("import/", pending, name="import"),
    # The site
    path("accounts/", include("accounts.urls")),
    path("admin/", admin.site.urls),
    path("healthz", pending, name="healthz"),
]
