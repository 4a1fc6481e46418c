"""Every route of the site, grouped by resource."""

urlpatterns = []
