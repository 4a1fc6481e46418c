"""How a deliberate leak is registered, and what several of them need."""

from dataclasses import dataclass

from accounts.middleware import SignInMiddleware
from retros.models import Retrospective


@dataclass
class Leak:
    """What is broken, how, and which reader or comparison has to notice."""

    name: str
    break_it: object  # (monkeypatch, world) -> None
    # A role of the crawl, or "two worlds", "closed wall", "parameters", "existence", "traces", "author".
    caught_by: str
    under: str = "/"


LEAKS = []


def leak(name, caught_by, under="/"):
    def register(break_it):
        LEAKS.append(Leak(name, break_it, caught_by, under))
        return break_it

    return register


def everything(queryset, *_):
    return queryset.all()


def adding(monkeypatch, prefix, words, header=None):
    """Append `words()` to each page under `prefix`, or put it into a header."""
    original = SignInMiddleware.process_response

    def process_response(self, request, response):
        response = original(self, request, response)
        if request.path.startswith(prefix) and not response.streaming:
            if header:
                response[header] = words(request)
            else:
                response.content += words(request).encode()
        return response

    monkeypatch.setattr(SignInMiddleware, "process_response", process_response)


def draft():
    return Retrospective.objects.drafts().order_by("pk").first()


def title_of_draft(request):
    found = draft()
    return found.title if found else ""
