"""What to talk about first: dots on the observations of a draft, by those who are in the room.

As with what is written, nothing here stores who or when; a browser can change its dots.
"""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from retros.forms.voting import VotingForm
from retros.models import Observation
from retros.views.inbox.links import with_link


@require_http_methods(["GET", "HEAD", "POST"])
@with_link
def vote(visit):
    """Give up to 3 dots to revealed observations; the sums appear once 3 browsers gave some."""
    request, inbox = visit.request, visit.inbox
    if not inbox.is_voted_on_by(request.user):
        raise Http404
    contents = inbox.contents()
    mine = contents.votes.get(visit.key.vote_mark(inbox), [])
    notes = Observation.objects.filter(retrospective=inbox.retrospective)
    data = request.POST if request.method == "POST" else None
    form = VotingForm(data, notes=notes, initial={"notes": mine})
    if form.is_valid():
        inbox.vote(visit.key, form.cleaned_data["notes"])
        return redirect(f"{inbox.address}vote/")
    by_pk = {note.pk: note for note in notes}
    context = {
        "inbox": inbox,
        "form": form,
        "has_voted": bool(mine),
        "first": [(by_pk[pk], dots) for pk, dots in contents.dots() if pk in by_pk],
    }
    return render(request, "gathering/vote.html", context, status=422 if form.errors else 200)
