"""The review queue of wall posts, and the edit history of a post."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from retros.access import must_be_curator
from retros.access_to_wall import changeable_wall_post
from retros.models import WallPost
from retros.text_diff import diff
from retros.views.paging import page_of
from retros.views.wall.posting import posted_here


@require_GET
def review(request):
    """List the posts that await review, longest waiting first."""
    must_be_curator(request.user)
    page = page_of(request, WallPost.objects.awaiting_review().for_cards())
    return render(request, "wall/review.html", {"page": page})


@require_GET
def revisions(request, pk):
    """Show what each edit of a post changed, to those who may edit it. Four queries."""
    post = changeable_wall_post(request.user, pk, posted_here=posted_here(request))
    after, changes = post.readable_content, []
    for revision in post.revisions.all():
        changes.append((revision.replaced_at, _differences(revision.content, after)))
        after = revision.content
    context = {"post": post, "changes": changes, "first": after}
    return render(request, "wall/revisions.html", context)


def _differences(before, after):
    """[(label, runs of retros.text_diff)] of the fields that differ."""
    return [
        (WallPost._meta.get_field(name).verbose_name, diff(before.get(name, ""), now))
        for name, now in after.items()
        if before.get(name, "") != now
    ]
