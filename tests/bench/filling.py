"""Fills a database with believable retrospectives; `search.reindex` makes them findable."""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from taggit.models import Tag, TaggedItem

from accounts.models import Team
from retros.models import Category, Decision, Lesson, Observation, Phase, Project, Retrospective

DOCUMENTS = 10  # that search finds in one retrospective: itself, 2 decisions, 4 notes, 3 lessons
AT_ONCE = 500
YEARS = 8
TEAMS = "Checkout, Platform, Mobile, Data, Search, Payments, Design systems, Support tools"
TAGS = "launch, hiring, data, mobile, security, remote work, vendor, testing, scope, migration"


def fill(believable, documents):
    """Add so many documents."""
    teams = [Team.objects.get_or_create(name=name)[0] for name in TEAMS.split(", ")]
    tags = [Tag.objects.get_or_create(name=name)[0] for name in TAGS.split(", ")]
    for start in range(0, documents // DOCUMENTS, AT_ONCE):
        number = min(AT_ONCE, documents // DOCUMENTS - start)
        _add(believable, teams, tags, number)


def _add(believable, teams, tags, number):
    chance = believable.chance
    first = Project.objects.count()
    projects = Project.objects.bulk_create(
        Project(
            name=f"{believable.name().capitalize()} {first + place}",
            slug=f"project-{first + place}",
            kind=chance.choice(Project.Kind.values),
            team=chance.choice(teams),
        )
        for place in range(number)
    )
    records = Retrospective.objects.bulk_create(_retrospective(believable, it) for it in projects)
    Decision.objects.bulk_create(_decision(believable, it, n) for it in records for n in range(2))
    Observation.objects.bulk_create(_note(believable, it, n) for it in records for n in range(4))
    lessons = Lesson.objects.bulk_create(
        _lesson(believable, it, n) for it in records for n in range(3)
    )
    _tag(chance, tags, Retrospective, records)
    _tag(chance, tags, Lesson, lessons)


def _retrospective(believable, project):
    published = timezone.now() - timedelta(days=believable.chance.randrange(1, YEARS * 365))
    return Retrospective(
        project=project,
        title=believable.statement(),
        summary=believable.statement(),
        context=believable.text(4),
        goal=believable.text(1),
        measured=believable.text(1),
        surprise=believable.text(2),
        result=believable.chance.choice(Retrospective.Result.values),
        status="published",
        published_at=published,
        held_on=published.date(),
    )


def _decision(believable, retrospective, position):
    return Decision(
        retrospective=retrospective,
        position=position,
        choice=believable.statement(),
        informed_by=believable.text(2),
        what_happened=believable.text(2),
        phase=believable.chance.choice(Phase.values),
    )


def _note(believable, retrospective, position):
    return Observation(
        retrospective=retrospective,
        position=position,
        kind=believable.chance.choice(Observation.Kind.values),
        text=believable.text(3),
        category=believable.chance.choice(Category.values),
        phase=believable.chance.choice(Phase.values),
    )


def _lesson(believable, retrospective, position):
    return Lesson(
        retrospective=retrospective,
        position=position,
        statement=believable.statement(),
        detail=believable.text(3),
        applies_when=believable.statement(),
        category=believable.chance.choice(Category.values),
    )


def _tag(chance, tags, model, things):
    """Two tags for each of the things."""
    content_type = ContentType.objects.get_for_model(model)
    TaggedItem.objects.bulk_create(
        TaggedItem(tag=tag, content_type=content_type, object_id=thing.pk)
        for thing in things
        for tag in chance.sample(tags, 2)
    )
