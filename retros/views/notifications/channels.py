"""Curators manage channels and see the delivery log."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from retros.access import must_be_curator
from retros.forms.channels import ChannelForm
from retros.models import NOTIFICATIONS_KEPT_FOR, Channel, Notification
from retros.views.conflicts import render_with_theirs
from retros.views.paging import page_of


@require_GET
def notifications(request):
    """List the channels and the delivery log. Four queries."""
    must_be_curator(request.user)
    page = page_of(request, Notification.objects.visible_to(request.user).select_related("channel"))
    context = {
        "channels": Channel.objects.visible_to(request.user).prefetch_related("teams"),
        "page": page,
        "kept_days": NOTIFICATIONS_KEPT_FOR.days,
        "is_under_way": any(
            notification.state == Notification.State.WAITING for notification in page
        ),
    }
    return render(request, "notifications/list.html", context)


@never_cache
@sensitive_post_parameters("address")
@sensitive_variables()
@require_http_methods(["GET", "POST"])
def new(request):
    """Add a channel. It receives events from then on."""
    must_be_curator(request.user)
    form = ChannelForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        form.save()
        return _saved(request, form)
    return _form(request, form)


@never_cache
@sensitive_post_parameters("address")
@sensitive_variables()
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """Edit a channel. Answer 409 with both versions if somebody else saved first."""
    channel, conflict = _channel(request, pk), []
    form = ChannelForm(request.POST if request.method == "POST" else None, instance=channel)
    if "keep_theirs" in request.POST:
        context = {"form": form, "channel": channel}
        return render_with_theirs(request, form, "notifications/channel.html", context)
    if form.is_bound and form.is_valid():
        conflict = form.save_as_seen()
        if not conflict:
            return _saved(request, form)
    return _form(request, form, conflict)


def _form(request, form, conflict=()):
    context = {"form": form, "channel": form.instance, "conflict": conflict}
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "notifications/channel.html", context, status=status)


def _saved(request, form):
    said = f"“{form.instance}” is saved. Send a test to check that messages arrive."
    messages.success(request, said)
    return redirect("notifications")


@require_POST
def test(request, pk):
    """Queue a test message."""
    Notification.objects.test(_channel(request, pk))
    return redirect("notifications")


@require_POST
def remove(request, pk):
    """Delete a channel with its address and its queue."""
    channel = _channel(request, pk)
    channel.delete()
    messages.success(request, f"“{channel}” is removed, and its webhook URL deleted.")
    return redirect("notifications")


@require_POST
def try_again(request, pk):
    """Queue a failed notification again."""
    must_be_curator(request.user)
    get_object_or_404(Notification.objects.visible_to(request.user), pk=pk).try_again()
    return redirect("notifications")


def _channel(request, pk):
    must_be_curator(request.user)
    return get_object_or_404(Channel.objects.visible_to(request.user), pk=pk)
