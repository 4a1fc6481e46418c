"""The search and what curators keep for it."""

from django.urls import path

from retros.views.search import equivalents, unanswered
from retros.views.search import page as search
from retros.views.search import saved as saved_searches

urlpatterns = [
    path("search/", search.find, name="search"),
    path("search/saved/", saved_searches.saved, name="saved_searches"),
    path("search/saved/<int:pk>/feed/", saved_searches.feed_address, name="saved_search_address"),
    path("search/saved/<int:pk>/remove/", saved_searches.remove, name="saved_search_remove"),
    path("search/feeds/<str:token>/", saved_searches.feed, name="saved_search_feed"),
    path("search/equivalents/", equivalents.equivalents, name="equivalents"),
    path("search/equivalents/<int:pk>/remove/", equivalents.remove, name="equivalents_remove"),
    path("search/unanswered/", unanswered.unanswered, name="unanswered"),
    path("search/unanswered/<int:pk>/", unanswered.update, name="unanswered_update"),
]
