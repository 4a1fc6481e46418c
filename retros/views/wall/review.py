"""The review queue of wall posts, and the edit history of a post."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from retros.access import changeable_wall_post, must_be_curator
from retros.models import WallPost
from retros.text_diff import compared
from retros.views.paging import page_of
from retros.views.wall.posting import posted_here


@require_GET
def review(request):
    """The posts that wait for a curator, the one that waits longest first."""
    must_be_curator(request.user)
    page = page_of(request, WallPost.objects.waiting().for_cards())
    return render(request, "wall/review.html", {"page": page})


@require_GET
def earlier(request, pk):
    """What the post said before each change, for those who may change it. Four queries."""
    post = changeable_wall_post(request.user, pk, posted_here=posted_here(request))
    words, changes = post.readable_words, []
    for before in post.earlier.all():
        changes.append((before.until, _differing(before.words, words)))
        words = before.words
    return render(
        request, "wall/revisions.html", {"post": post, "changes": changes, "first": words}
    )


def _differing(before, after):
    """[(label, runs of retros.text_diff)] of the fields that say something else."""
    return [
        (WallPost._meta.get_field(name).verbose_name, compared(before.get(name, ""), now))
        for name, now in after.items()
        if before.get(name, "") != now
    ]
