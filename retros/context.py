"""What every template knows."""

from django.conf import settings


def site(request):
    """Whether visitors may read the wall. Says nothing of who asks: open pages are shared."""
    return {
        "wall_is_public": settings.FAIL_WALL == "public",
        "wall_is_reviewed": settings.FAIL_WALL_REVIEW,
    }
