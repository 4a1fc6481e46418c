"""Questions and suggestions about what was written."""

from django.urls import path

from retros.views.questions import asking, moderation, pages, reporting, settling

urlpatterns = [
    path("questions/", pages.questions, name="questions"),
    path("questions/new/", asking.ask_everybody, name="question_new"),
    path("questions/<int:pk>/lesson/", settling.lesson, name="question_lesson"),
    path("questions/<int:pk>/", settling.question, name="question"),
    path("questions/<int:pk>/accept/", settling.accept, name="question_accept"),
    path("questions/<int:pk>/hide/", settling.hide, name="question_hide"),
    path("questions/<item:kind>/<int:pk>/", asking.conversation, name="conversation"),
    path("questions/<item:kind>/<int:pk>/ask/", asking.ask, name="ask"),
    path("questions/<item:kind>/<int:pk>/correct/", asking.correct, name="correct"),
    path(
        "questions/<item:kind>/<int:pk>/suggest-lesson/",
        asking.suggest_lesson,
        name="suggest_lesson",
    ),
    path("questions/<item:kind>/<int:pk>/helped/", asking.helped, name="helped"),
    path("questions/<item:kind>/<int:pk>/talk/", asking.talk, name="talk"),
    path("questions/<reportable:kind>/<int:pk>/report/", reporting.report, name="report"),
    path("moderation/", moderation.moderation, name="moderation"),
    path("moderation/leave/", moderation.leave, name="moderation_leave"),
    path("moderation/<reportable:kind>/<int:pk>/", moderation.decide, name="report_decide"),
    path("retrospectives/<int:pk>/glad-to-talk/", asking.glad_to_talk, name="glad_to_talk"),
    path("questions/waiting/<uuid:number>/remove/", asking.remove_waiting, name="question_remove"),
]
