"""The Fail Wall and the screens that show it."""

from django.urls import path

from retros.views.wall import feeds as wall_feeds
from retros.views.wall import pages as wall
from retros.views.wall import posting as wall_posting
from retros.views.wall import review as wall_review
from retros.views.wall import screen as wall_screen
from retros.views.wall import screens
from retros.views.wall import us_too as wall_us_too

urlpatterns = [
    # Asked for three times a minute by each screen, so they stand before all others.
    path("screens/<str:token>/slides/", wall_screen.office_slides, name="office_slides"),
    path("wall/screen/slides/", wall_screen.slides, name="wall_slides"),
    path("wall/", wall.wall, name="wall"),
    path("wall/review/", wall_review.review, name="wall_review"),
    path("wall/new/", wall_posting.new, name="wall_new"),
    path("wall/screen/", wall_screen.screen, name="wall_screen"),
    path("wall/screen/worker.js", wall_screen.worker, name="wall_worker"),
    path("wall/feed.atom", wall_feeds.atom, name="wall_atom"),
    path("wall/feed.json", wall_feeds.json, name="wall_json"),
    path("wall/embed/", wall.embed, name="wall_embed"),
    path("wall/<int:pk>/", wall.post, name="wall_post"),
    path("wall/<int:pk>/preview.png", wall.preview, name="wall_preview"),
    path("wall/<int:pk>/us-too/", wall_us_too.us_too, name="wall_us_too"),
    path("wall/<int:pk>/us-too/undo/", wall_us_too.undo, name="wall_us_too_undo"),
    path("wall/<int:pk>/revisions/", wall_review.revisions, name="wall_post_revisions"),
    path("wall/<int:pk>/edit/", wall_posting.edit, name="wall_post_edit"),
    path("wall/<int:pk>/take-down/", wall_posting.take_down, name="wall_take_down"),
    path("wall/<int:pk>/put-back/", wall_posting.put_back, name="wall_post_put_back"),
    path("screens/", screens.screens, name="screens"),
    path("screens/new/", screens.new, name="screen_new"),
    path("screens/<int:pk>/edit/", screens.edit, name="screen_edit"),
    path("screens/<int:pk>/revoke/", screens.revoke, name="screen_revoke"),
    path("screens/<int:pk>/renew/", screens.renew, name="screen_renew"),
    path("screens/<int:pk>/remove/", screens.remove, name="screen_remove"),
    path("screens/<str:token>/", wall_screen.office_screen, name="office_screen"),
    path("screens/<str:token>/worker.js", wall_screen.office_worker, name="office_worker"),
]
