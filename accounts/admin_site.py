"""The Django admin, for repair by administrators; nothing on it is needed day by day."""

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import redirect, resolve_url


class RepairSite(AdminSite):
    """Signs in as the rest of the site does, with its limits; nobody else learns that it exists."""

    site_header = site_title = "Retros: repair"
    index_title = "Put right what can’t be put right elsewhere"
    enable_nav_sidebar = False

    def has_permission(self, request):
        return request.user.is_active and request.user.is_superuser

    def login(self, request, extra_context=None):
        if not request.user.is_authenticated:
            return redirect_to_login(resolve_url("admin:index"), resolve_url("account_login"))
        if not self.has_permission(request):
            raise Http404
        return redirect("admin:index")


repair = RepairSite(name="admin")
