"""Invitation links, which curators create and revoke."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import must_be_curator, teams_managed_by
from accounts.forms import InvitationForm
from accounts.invitation_emails import send_invitations
from accounts.models import AuditEntry, Invitation


@require_http_methods(["GET", "POST"])
def invitations(request):
    """Create links and show them once, or send them by email; list the open invitations."""
    must_be_curator(request.user)
    mine = Invitation(created_by=request.user)
    teams = teams_managed_by(request.user)
    form = InvitationForm(request.POST or None, instance=mine, teams=teams)
    if request.method == "POST" and form.is_valid():
        made = form.invite()
        for invitation, _, _ in made:
            AuditEntry.record(AuditEntry.Kind.INVITED, by=request.user, thing=invitation)
        unsent = send_invitations(made, by=request.user)
        sent = [one.note for one, link, address in made if address and address not in unsent]
        shown = [(one, link) for one, link, address in made if not address or address in unsent]
        # No redirect: it would require storing the links.
        context = {
            "shown": shown,
            "sent": sent,
            "unsent": unsent,
            "expires_at": made[0][0].expires_at,
        }
        return render(request, "people/invited.html", context)
    context = {
        "form": form,
        "open_invitations": Invitation.objects.open().select_related("team", "created_by"),
    }
    status = 422 if form.errors else 200
    return render(request, "people/invitations.html", context, status=status)


@require_POST
def withdraw(request, pk):
    """Revoke an open invitation."""
    must_be_curator(request.user)
    invitation = get_object_or_404(Invitation.objects.open(), pk=pk)
    with transaction.atomic():
        AuditEntry.record(AuditEntry.Kind.INVITATION_WITHDRAWN, by=request.user, thing=invitation)
        invitation.delete()
    messages.success(request, "Revoked. The link no longer works.")
    return redirect("invitations")
