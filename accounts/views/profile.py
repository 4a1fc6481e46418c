"""A person's own profile."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.forms import ProfileForm
from accounts.models import User
from accounts.second_step import has_second_step, is_on


@require_http_methods(["GET", "POST"])
def profile(request):
    """Change one's own name; link to the password and the teams."""
    # A copy, so that the bar keeps the old name while the new one is refused.
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Saved.")
        return redirect("profile")
    status = 422 if form.errors else 200
    context = {
        "form": form,
        "has_second_step_here": is_on(),
        "second_step": has_second_step(request.user),
    }
    return render(request, "people/profile.html", context, status=status)
