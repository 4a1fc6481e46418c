"""Objects for tests: everything required is filled in, the rest is left empty."""

import uuid

import factory
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.models import CURATORS, Invitation, Membership, Team, User
from accounts.tokens import hash_token
from retros import models
from retros.models.inbox_contents import InboxContents


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    display_name = factory.Sequence(lambda n: f"Person {n}")
    # So that their first request in a test costs what the next ones do.
    last_seen_month = factory.LazyFunction(lambda: timezone.localdate().replace(day=1))

    @factory.post_generation
    def teams(self, create, teams):
        for team in teams or []:
            Membership.objects.create(user=self, team=team)


class CuratorFactory(UserFactory):
    class Meta:
        skip_postgeneration_save = True

    @factory.post_generation
    def curate(self, create, value):
        self.groups.add(Group.objects.get_or_create(name=CURATORS)[0])


class TeamFactory(DjangoModelFactory):
    class Meta:
        model = Team

    name = factory.Sequence(lambda n: f"Team {n}")
    # The one that its name gets. Other names look for what is free, as they are saved.
    slug = factory.LazyAttributeSequence(lambda it, n: f"team-{n}" * (it.name == f"Team {n}"))
    follows_groups = True


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = Invitation

    created_by = factory.SubFactory(CuratorFactory)


class ProjectFactory(DjangoModelFactory):
    class Meta:
        model = models.Project

    name = factory.Sequence(lambda n: f"Project {n}")
    slug = factory.LazyAttributeSequence(lambda it, n: f"project-{n}" * (it.name == f"Project {n}"))
    team = factory.SubFactory(TeamFactory)


class RetrospectiveFactory(DjangoModelFactory):
    """A draft. `published=True` makes it readable by every signed-in person."""

    class Meta:
        model = models.Retrospective
        skip_postgeneration_save = True

    class Params:
        published = factory.Trait(
            status="published", published_at=factory.LazyFunction(timezone.now)
        )

    project = factory.SubFactory(ProjectFactory)
    created_by = factory.SubFactory(UserFactory)
    title = factory.Sequence(lambda n: f"Retrospective {n}")
    summary = "What somebody who was not there should know."

    @factory.post_generation
    def history(self, create, value):
        if create and self.published_at:
            with transaction.atomic():
                self.versions.published(self, by=None)


class PartFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    class Params:
        published = factory.Trait(
            retrospective=factory.SubFactory(RetrospectiveFactory, published=True)
        )

    retrospective = factory.SubFactory(RetrospectiveFactory)


class TimelineEventFactory(PartFactory):
    class Meta:
        model = models.TimelineEvent

    on = "2026-03-24"
    text = "The cut-over took 38 minutes."


class DecisionFactory(PartFactory):
    class Meta:
        model = models.Decision

    choice = "Freeze the order schema until after the cut-over"


class ObservationFactory(PartFactory):
    class Meta:
        model = models.Observation

    kind = "well"
    text = "Two rehearsals on a copy of production."


class LessonFactory(PartFactory):
    class Meta:
        model = models.Lesson

    statement = factory.Sequence(lambda n: f"Rehearse the cut-over until it is boring, take {n}.")
    category = "process"


class ActionItemFactory(PartFactory):
    class Meta:
        model = models.ActionItem

    text = "Time the index rebuild before every cut-over"


class InboxFactory(DjangoModelFactory):
    """Open, unlocked, for five people. `GatheringFactory(token="…")` is opened by that token."""

    class Meta:
        abstract = True

    token = "the-token-of-the-link"
    people = 5
    token_hash = factory.LazyAttribute(lambda inbox: hash_token(inbox.token))

    @classmethod
    def _create(cls, model_class, *args, token, **kwargs):
        inbox = super()._create(model_class, *args, **kwargs)
        inbox.unlock(token)
        inbox._store(InboxContents())  # as a new link does
        return inbox


class GatheringFactory(InboxFactory):
    class Meta:
        model = models.Gathering

    retrospective = factory.SubFactory(RetrospectiveFactory)


class KickoffFactory(DjangoModelFactory):
    class Meta:
        model = models.Kickoff

    project = factory.SubFactory(ProjectFactory)
    created_by = factory.SubFactory(UserFactory)
    brief = "We replace the stock service before the October peak."


class PremortemFactory(InboxFactory):
    class Meta:
        model = models.Premortem

    kickoff = factory.SubFactory(KickoffFactory)


class RiskFactory(DjangoModelFactory):
    class Meta:
        model = models.Risk

    kickoff = factory.SubFactory(KickoffFactory)
    text = "Nobody knows who else reads the stock table."


class KickoffLessonFactory(DjangoModelFactory):
    class Meta:
        model = models.KickoffLesson

    kickoff = factory.SubFactory(KickoffFactory)
    lesson = factory.SubFactory(LessonFactory, published=True)
    disposition = "apply"


class WallPostFactory(DjangoModelFactory):
    class Meta:
        model = models.WallPost

    we_did = "Moved the checkout to a new payments service."
    happened = "The first rehearsal failed at 3 of 41 steps."
    learned = "Rehearse the cut-over until the rehearsal is boring."
    category = "process"


class SavedSearchFactory(DjangoModelFactory):
    class Meta:
        model = models.SavedSearch

    owner = factory.SubFactory(UserFactory)
    name = "Rehearsals"
    query = "q=rehearsal"


class AttachmentFactory(DjangoModelFactory):
    class Meta:
        model = models.Attachment

    retrospective = factory.SubFactory(RetrospectiveFactory)
    content = b"no real picture"
    media_type = "image/png"
    width, height = 40, 30


class PendingPictureFactory(DjangoModelFactory):
    class Meta:
        model = models.PendingPicture

    id = factory.LazyFunction(uuid.uuid4)
    owner = factory.SubFactory(UserFactory)
    content = b"no real picture"
    media_type = "image/png"
    width, height = 40, 30


class TagAliasFactory(DjangoModelFactory):
    class Meta:
        model = models.TagAlias

    name = factory.Sequence(lambda n: f"former {n}")
    slug = factory.Sequence(lambda n: f"former-{n}")


class RetrospectiveTemplateFactory(DjangoModelFactory):
    class Meta:
        model = models.RetrospectiveTemplate

    name = factory.Sequence(lambda n: f"RetrospectiveTemplate {n}")
    sections = ["timeline", "lessons"]


class DigestFactory(DjangoModelFactory):
    class Meta:
        model = models.Digest

    user = factory.SubFactory(UserFactory)
    due_at = covered_until = factory.LazyFunction(timezone.now)


class UnansweredSearchFactory(DjangoModelFactory):
    class Meta:
        model = models.UnansweredSearch

    words = factory.Sequence(lambda n: f"okapi {n}")
    last_searched_on = "2026-03-24"


class ScreenFactory(DjangoModelFactory):
    class Meta:
        model = models.Screen

    label = factory.Sequence(lambda n: f"Hallway {n}")
    token_hash = factory.Sequence(lambda n: f"{n:064d}")


class ChannelFactory(DjangoModelFactory):
    class Meta:
        model = models.Channel

    label = factory.Sequence(lambda n: f"Channel {n}")
    service = "slack"
    address = factory.Sequence(lambda n: f"https://hooks.example.org/services/secret-{n:04d}")


class NotificationFactory(DjangoModelFactory):
    class Meta:
        model = models.Notification

    channel = factory.SubFactory(ChannelFactory)
    kind = "wall"
    subject_id = factory.Sequence(lambda n: n + 1)
