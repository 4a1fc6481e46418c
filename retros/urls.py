"""Every route of the site, grouped by resource."""

from django.contrib import admin
from django.http import HttpResponse
from django.urls import include, path, register_converter

from retros.forms.retrospectives import SECTIONS
from retros.views import editor, parts, publishing


def pending(request, *args, **kwargs):
    return HttpResponse("pending")


class KindConverter:
    regex = "|".join(parts.KINDS)

    def to_python(self, value):
        return parts.KINDS[value]

    def to_url(self, value):
        return value if isinstance(value, str) else value.name


class SectionConverter(KindConverter):
    regex = "|".join(SECTIONS)

    def to_python(self, value):
        return value


register_converter(KindConverter, "kind")
register_converter(SectionConverter, "section")

urlpatterns = [
    path("", pending, name="home"),
    # Writing and reading
    path("retrospectives/", pending, name="retrospectives"),
    path("retrospectives/new/", editor.new, name="retrospective_new"),
    path("retrospectives/<int:pk>/", pending, name="retrospective"),
    path("retrospectives/<int:pk>.md", pending, name="retrospective_markdown"),
    path("retrospectives/<int:pk>/edit/", editor.edit, name="retrospective_edit"),
    path("retrospectives/<int:pk>/edit/<section:name>/", editor.section, name="section"),
    path("retrospectives/<int:pk>/edit/<kind:kind>/new/", parts.new, name="part_new"),
    path("retrospectives/<int:pk>/edit/<kind:kind>/<int:part_pk>/", parts.edit, name="part"),
    path(
        "retrospectives/<int:pk>/edit/<kind:kind>/<int:part_pk>/move/",
        parts.move,
        name="part_move",
    ),
    path(
        "retrospectives/<int:pk>/edit/<kind:kind>/<int:part_pk>/remove/",
        parts.remove,
        name="part_remove",
    ),
    path(
        "retrospectives/<int:pk>/edit/<kind:kind>/<int:part_pk>/restore/",
        parts.restore,
        name="part_restore",
    ),
    path("retrospectives/<int:pk>/publish/", publishing.publish, name="retrospective_publish"),
    path(
        "retrospectives/<int:pk>/unpublish/", publishing.unpublish, name="retrospective_unpublish"
    ),
    path("retrospectives/<int:pk>/archive/", publishing.archive, name="retrospective_archive"),
    path("retrospectives/<int:pk>/delete/", publishing.delete, name="retrospective_delete"),
    path("retrospectives/<int:pk>/restore/", publishing.restore, name="retrospective_restore"),
    path("markdown/", editor.preview, name="markdown_preview"),
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
