"""Serving static files, also to pages of another version of Retros."""

import re

from whitenoise.middleware import WhiteNoiseMiddleware

_HASH = re.compile(r"\.[0-9a-f]{12}(?=\.[^./]+$)")


class StaticFilesMiddleware(WhiteNoiseMiddleware):
    """Answer a hashed name that is not ours with the current file of that name.

    While machines are updated one after the other, a page of one asks another for its files. Nobody
    keeps such an answer, since the next one may be of the right version.
    """

    def __call__(self, request):
        path = request.path_info
        if path.startswith(self.static_prefix) and path not in self.files:
            name = _HASH.sub("", path.removeprefix(self.static_prefix))
            if current := self.files.get(self.get_static_url(name)):
                response = self.serve(current, request)
                response["Cache-Control"] = "no-store"
                return response
        return super().__call__(request)
