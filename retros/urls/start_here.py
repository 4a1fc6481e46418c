"""Start here, its paths, and their feed."""

from django.urls import path

from retros.views.start_here import editing, feed, history, importing, pages

urlpatterns = [
    path("start-here/", pages.start_here, name="start_here"),
    path("start-here/<word:slug>/", pages.start_here, name="team_start_here"),
    path("paths/lists/", pages.draw_again, name="lists_draw"),
    path("paths/lists/<word:slug>/", pages.draw_again, name="team_lists_draw"),
    path("paths/import/", importing.import_paths, name="paths_import"),
    path("paths/new/", editing.new, name="path_new"),
    path("paths/<int:pk>/", pages.path, name="reading_path"),
    path("paths/<int:pk>.md", pages.markdown, name="path_markdown"),
    path("paths/<int:pk>/edit/", editing.edit, name="path_edit"),
    path("paths/<int:pk>/delete/", editing.delete, name="path_delete"),
    path("paths/<int:pk>/restore/", editing.restore, name="path_restore"),
    path("paths/<int:pk>/history/", history.versions, name="path_versions"),
    path("paths/<int:pk>/history/<int:number>/", history.version, name="path_version"),
    path(
        "paths/<int:pk>/history/<int:number>/restore/",
        history.bring_back,
        name="path_version_restore",
    ),
    path("paths/feed/", feed.feed_address, name="path_feed_address"),
    path("paths/feeds/<str:token>/", feed.feed, name="path_feed"),
]
