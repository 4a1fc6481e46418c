"""Being signed in: what a page needs to go on after somebody signed in again."""

from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def here(request):
    """Who is signed in, for the page that sent somebody to sign in again in another tab.

    In JSON: `person`, which the page compares with its own, and a `token` for its forms, since
    signing in makes older ones void.
    """
    if request.accepts("text/html"):
        return render(request, "account/here.html")
    return JsonResponse({"person": request.user.browser_key, "token": get_token(request)})
