"""Chat: curators say which channel is told of what, and see how the telling stands."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from retros.access import must_be_curator
from retros.forms.channels import ChannelForm
from retros.models import Channel, Notice

SHOWN = 50


@require_GET
def notices(request):
    """The channels, and what they were told lately. Three queries."""
    must_be_curator(request.user)
    told = Notice.objects.visible_to(request.user).select_related("channel")[:SHOWN]
    context = {
        "channels": Channel.objects.visible_to(request.user).prefetch_related("teams"),
        "notices": told,
        "is_under_way": any(notice.state == Notice.State.WAITING for notice in told),
    }
    return render(request, "notices/list.html", context)


@never_cache
@sensitive_post_parameters("address")
@sensitive_variables()
@require_http_methods(["GET", "POST"])
def new(request):
    """Add a channel. It is told of what happens from then on."""
    must_be_curator(request.user)
    return _form(request, ChannelForm(request.POST if request.method == "POST" else None))


@never_cache
@sensitive_post_parameters("address")
@sensitive_variables()
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """Change what a channel is told, and its address."""
    channel = _channel(request, pk)
    data = request.POST if request.method == "POST" else None
    return _form(request, ChannelForm(data, instance=channel))


def _form(request, form):
    if form.is_bound and form.is_valid():
        channel = form.save()
        messages.success(request, f"“{channel}” is saved. Send a test to see that it arrives.")
        return redirect("notices")
    context = {"form": form, "channel": form.instance}
    status = 422 if form.errors else 200
    return render(request, "notices/channel.html", context, status=status)


@require_POST
def test(request, pk):
    """Send a test, in the same way as all else: it is on its way when the page is back."""
    Notice.objects.test(_channel(request, pk))
    return redirect("notices")


@require_POST
def remove(request, pk):
    """Tell this channel nothing any more, and forget its address."""
    channel = _channel(request, pk)
    channel.delete()
    messages.success(request, f"“{channel}” is removed, and its address forgotten.")
    return redirect("notices")


@require_POST
def try_again(request, pk):
    """Send what was given up after all."""
    must_be_curator(request.user)
    get_object_or_404(Notice.objects.visible_to(request.user), pk=pk).try_again()
    return redirect("notices")


def _channel(request, pk):
    must_be_curator(request.user)
    return get_object_or_404(Channel.objects.visible_to(request.user), pk=pk)
