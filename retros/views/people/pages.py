"""People: who is here, and their accounts, which administrators manage."""

from allauth.account.adapter import get_adapter
from allauth.account.utils import user_pk_to_url_str
from django.contrib import messages
from django.db import transaction
from django.db.models import Count
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import manageable_person, must_be_curator
from accounts.models import AuditEntry, LastAdministratorError, ScimUser, User
from accounts.reset_keys import ResetKeyGenerator
from accounts.second_step import forget, has_second_step, is_on, with_second_step
from accounts.telling import tell
from accounts.views.confirm import confirmed
from retros.filters import PeopleFilter
from retros.forms.people import ClosingAccountForm, RoleForm
from retros.models import ActionItem, Retrospective, close_account, drafts_only_of, open_actions_of
from retros.views.paging import page_of

LAST_ADMINISTRATOR = (
    "Nobody else can administer the site. Make somebody else an administrator first."
)


@require_safe
def people(request):
    """List people by name, with role, teams and the month in which they were last seen."""
    must_be_curator(request.user)
    filters = PeopleFilter(request.GET, with_second_step(User.objects.all()))
    found = filters.qs.prefetch_related("groups", "teams", "identities")
    context = {
        "filters": filters,
        "page": page_of(request, found, size=50),
        "second_step_is_on": is_on(),
    }
    return render(request, "people/list.html", context)


@require_safe
def person(request, pk):
    """Show an account with what an administrator can do about it."""
    return _page(request, manageable_person(request.user, pk))


@confirmed
@require_POST
def role(request, pk):
    """Make somebody a member, curator or administrator."""
    found = _somebody_else(request.user, pk)
    form = RoleForm(request.POST)
    if form.is_valid():
        try:
            with transaction.atomic():
                found.set_role(form.cleaned_data["role"])
                AuditEntry.record(AuditEntry.Kind.ROLE_CHANGED, by=request.user, thing=found)
        except LastAdministratorError:
            form.add_error("role", LAST_ADMINISTRATOR)
        else:
            label = User.Role(form.cleaned_data["role"]).label.lower()
            messages.success(request, f"The role of {found} is now: {label}.")
            return redirect("person", pk)
    return _page(request, found, form=form)


@confirmed
@require_POST
@never_cache
def reset_link(request, pk):
    """Show, once, a link with which somebody chooses a new password."""
    found = manageable_person(request.user, pk)
    if not found.is_active:
        raise Http404
    AuditEntry.record(AuditEntry.Kind.PASSWORD_LINK, by=request.user, thing=found)
    key = f"{user_pk_to_url_str(found)}-{ResetKeyGenerator().make_token(found)}"
    link = get_adapter().get_reset_password_from_key_url(key)
    # No redirect: it would require storing the link.
    return render(request, "people/reset_link.html", {"person": found, "link": link})


@require_POST
def unlink(request, pk):
    """Forget who somebody is at the provider: their next sign-in there links the account again."""
    found = _somebody_else(request.user, pk)
    found.identities.all().delete()
    messages.success(request, f"The account of {found} is no longer linked to single sign-on.")
    return redirect("person", pk)


@confirmed
@require_POST
def reset_second_step(request, pk):
    """Take the second step away from somebody who lost it, and tell them."""
    found = _somebody_else(request.user, pk)
    with transaction.atomic():
        forget(found)
        AuditEntry.record(AuditEntry.Kind.SECOND_STEP_RESET, by=request.user, thing=found)
    tell(found, "Your two-step sign-in was reset", "people/email/second_step_reset.txt")
    messages.success(request, f"{found} now signs in without a second step.")
    return redirect("person", pk)


@require_http_methods(["GET", "POST"])
def close(request, pk):
    """Say what closing an account does; with POST, close it."""
    found = _somebody_else(request.user, pk)
    if not found.is_active:
        return redirect("person", pk)
    is_sent = request.method == "POST"
    form = ClosingAccountForm(request.POST if is_sent else None, instance=found)
    if is_sent and form.is_valid():
        name = found.display_name
        try:
            with transaction.atomic():
                if close_account(found, by=request.user):
                    AuditEntry.record(AuditEntry.Kind.ACCOUNT_CLOSED, by=request.user, thing=found)
        except LastAdministratorError:
            form.add_error(None, LAST_ADMINISTRATOR)
        else:
            messages.success(request, f"Closed the account of {name}.")
            return redirect("person", pk)
    actions = open_actions_of(found)
    visible = ActionItem.objects.visible_to(request.user)
    context = {
        "person": found,
        "form": form,
        "actions": actions.filter(pk__in=visible.values("pk")).select_related("retrospective"),
        "hidden_actions": actions.exclude(pk__in=visible.values("pk")).count(),
        "drafts": _count_drafts(found),
    }
    status = 422 if form.errors else 200
    return render(request, "people/close.html", context, status=status)


@require_POST
def reopen(request, pk):
    """Let somebody sign in again."""
    found = _somebody_else(request.user, pk)
    found.reopen()
    AuditEntry.record(AuditEntry.Kind.ACCOUNT_REOPENED, by=request.user, thing=found)
    messages.success(request, f"{found} can sign in again.")
    return redirect("person", pk)


def _somebody_else(user, pk):
    """Return an account to manage, but not one’s own: that could lock its owner out."""
    found = manageable_person(user, pk)
    if found == user:
        raise Http404
    return found


def _page(request, found, *, form=None):
    context = {
        "person": found,
        "form": form or RoleForm(initial={"role": found.role}),
        "teams": found.teams.all(),
        "identities": found.identities.all(),
        "is_managed": ScimUser.objects.filter(user=found).exists(),
        "second_step": {"is_on": is_on(), "is_set_up": has_second_step(found)},
    }
    status = 422 if form else 200
    return render(request, "people/person.html", context, status=status)


def _count_drafts(found):
    """Return how many drafts stay with which team, with invited people, and with nobody else.

    Of none more than that: administrators don’t read the drafts of others.
    """
    drafts = Retrospective.objects.drafts().filter(created_by=found)
    teams = drafts.exclude(project__team=None).values("project__team__name")
    nobody = drafts_only_of(found).filter(removed_at=None, created_by=found).count()
    return {
        "teams": teams.order_by("project__team__name").annotate(number=Count("pk")),
        "invited": drafts.filter(project__team=None).count() - nobody,
        "nobody": nobody,
    }
