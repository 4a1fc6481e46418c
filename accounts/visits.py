"""That somebody was here: the month of a person, the day of a session, and nothing about the page."""

from accounts.models import BrowserSession


def note_visit(request):
    """Keep it of who is signed in. A few queries in the first visit of a day, else none."""
    request.user.note_seen()
    if request.method == "GET":  # what somebody writes is not dated by it
        browser = request.META.get("HTTP_USER_AGENT", "")
        BrowserSession.objects.note_visit(request.session, request.user, browser)
