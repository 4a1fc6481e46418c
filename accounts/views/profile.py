"""A person's own profile."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.forms import ProfileForm
from accounts.models import User


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
    return render(request, "people/profile.html", {"form": form}, status=status)
