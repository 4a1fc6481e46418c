"""Middleware of the site."""

import re

from django.conf import settings

COOKIE, COOKIE_SECONDS = "received_backups", 24 * 60 * 60
_ID = re.compile(r"[0-9a-z]{1,40}")


class AcknowledgeMiddleware:
    """Tell the browser which backups of forms it needs no longer (static/js/form-backup.js).

    A plain form carries the id of its backup in `backup_id`. The answer to a save is a redirect; the
    page that follows can't tell what became of the form, so a cookie says it. It holds nothing
    else, and the page's script deletes it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method == "POST" and response.status_code == 302:
            backup_id = request.POST.get("backup_id", "")
            if _ID.fullmatch(backup_id) and request.user.is_authenticated:
                self._acknowledge(request, response, backup_id)
        return response

    def _acknowledge(self, request, response, backup_id):
        earlier = [one for one in request.COOKIES.get(COOKIE, "").split(".") if _ID.fullmatch(one)]
        response.set_cookie(
            COOKIE,
            ".".join([*earlier, backup_id][-20:]),
            max_age=COOKIE_SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
