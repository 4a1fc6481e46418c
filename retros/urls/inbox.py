"""Routes that gatherings and premortems share."""

from django.urls import path

from retros.views.inbox import facilitating as facilitator
from retros.views.inbox import writing as pages


def writing(start, flow):
    """Yield the routes of the pages behind the link of an inbox, below `start`."""
    options, name = {"flow": flow}, flow.writing_page
    yield path(f"{start}<str:token>/", pages.write, options, name=name)
    yield path(f"{start}<str:token>/done/", pages.done, options, name=f"{name}_done")
    yield path(f"{start}<str:token>/<uuid:pk>/", pages.change, options, name=f"{name}_change")
    yield path(
        f"{start}<str:token>/<uuid:pk>/remove/", pages.remove, options, name=f"{name}_remove"
    )


def facilitating(start, flow):
    """Yield the routes of what the facilitator of an inbox does, below `start`."""
    options = {"flow": flow}
    yield path(f"{start}link/", facilitator.renew, options, name=flow.renew_view)
    yield path(f"{start}close/", facilitator.close, options, name=flow.close_view)
    yield path(f"{start}reveal/", facilitator.reveal, options, name=flow.reveal_view)
