"""Worlds full of markers: every text of every model holds a word that stands nowhere else.

A draft of team A, a published retrospective, a post on the wall and one that was taken down, with
people, projects, kickoffs, risks, a screen, an invitation and a gathering around them. Which role may see which
marker is said here once, in `may_see`.
"""

from datetime import UTC, date, datetime
from itertools import count

from django.utils import timezone

from accounts.models import Identity, ScimGroup, ScimUser
from accounts.tokens import hash_token
from retros import search
from retros.models import (
    EquivalentWords,
    ImportRecord,
    LaterMatch,
    OppositeLessons,
    Retrospective,
    TagDescription,
)
from tests import factories
from tests.canary import asked
from tests.canary.earlier import make_earlier
from tests.canary.markers import SEEN, World, mark, marker, tag
from tests.canary.paths import make_paths

WHEN = datetime(2026, 3, 24, 12, tzinfo=UTC)
LINK_TOKEN = "token-of-the-link-of-a-gathering"
SCREEN_TOKEN = "token-of-the-link-of-a-screen"
OF_CURATORS = {"screen", "invitation", "unanswered", "channel", "notification", "path version"}
OF_CURATORS |= {"identity", "directory"}  # her own


def build(salt="", *, private=True):
    """The whole world. Without `private`, only what hangs on the wall, with the same ids."""
    world = World(salt)
    with search.paused():  # all is indexed at the end
        numbers = count(1)
        team_a, team_b = factories.TeamFactory(pk=7001), factories.TeamFactory(pk=7002)
        post = factories.WallPostFactory(pk=9001, team=team_a, posted_at=WHEN, updated_at=WHEN)
        public = World("")
        mark(public, "wall", post)
        tag(public, "wall", post)
        mark(public, "wall team", team_a)
        world.objects |= public.objects
        world.owners |= public.owners
        world.objects["team a"], world.objects["team b"] = team_a, team_b
        if private:
            _people(world, team_a, team_b)
            _retrospective(world, "draft", team_a, numbers, status="draft")
            _retrospective(world, "published", team_a, numbers, published=True)
            mark(world, "team b", team_b)
            make_earlier(world, WHEN)
            _taken_down_and_aliases(world)
            _kickoff(world)
            _templates_and_screens(world)
            _gathering(world, team_a)
            _waiting(world)
            _said_earlier(world)
            _saved(world)
            _proposed(world)
            asked.ask(world)
            make_paths(world)
    search.reindex()
    return world


def _people(world, team_a, team_b):
    for pk, place, maker, teams in (
        (8001, "member a", factories.UserFactory, [team_a]),
        (8002, "member b", factories.UserFactory, [team_b]),
        (8003, "author", factories.UserFactory, [team_a]),
        (8004, "curator", factories.CuratorFactory, []),
    ):
        mark(world, place, maker(pk=pk, teams=teams))


def _retrospective(world, place, team, numbers, **how):
    start = 1000 * next(numbers)
    project = factories.ProjectFactory(pk=start, team=team, started_on=date(2026, 1, 12))
    author = world.objects["author"]
    retrospective = factories.RetrospectiveFactory(
        pk=start + 100, project=project, created_by=author, facilitator=author, **how
    )
    mark(world, f"{place} project", project)
    mark(world, place, retrospective)
    tag(world, place, retrospective)
    parts = ("TimelineEvent", "Decision", "Observation", "Lesson", "ActionItem")
    for offset, name in enumerate(parts, start=2):
        made = getattr(factories, f"{name}Factory")(
            pk=start + 100 * offset, retrospective=retrospective
        )
        mark(world, f"{place} {name.lower()}", made)
    tag(world, f"{place} lesson", world.objects[f"{place} lesson"])
    word = marker(world.salt, place, "attachment")
    world.owners[word[:SEEN]] = (f"{place} picture", "attachment", "content")
    world.objects[f"{place} picture"] = factories.AttachmentFactory(
        retrospective=retrospective, content=word.encode()
    )
    trashed = factories.LessonFactory(
        pk=start + 900, retrospective=retrospective, removed_at=timezone.now()
    )
    mark(world, "draft trashed" if place == "draft" else "trashed", trashed)


def _waiting(world):
    """A picture of a document in a preview, and what an import wrote: not even its owner meets it."""
    mark(world, "waiting", ImportRecord.objects.create(retrospective=world.objects["draft"]))
    mark(world, "waiting", world.objects["draft"].replaced_texts.create())
    word = marker(world.salt, "waiting", "picture")
    world.owners[word[:SEEN]] = ("waiting", "waitingpicture", "content")
    factories.PendingPictureFactory(owner=world.objects["author"], content=word.encode())


def _said_earlier(world):
    """Words that a post on the wall had until somebody changed them."""
    words = {}
    for name in ("we_did", "happened", "learned", "signature", "category", "team", "tags"):
        words[name] = marker(world.salt, "said earlier", name)
        world.owners[words[name][:SEEN]] = ("said earlier", "postrevision", "content")
    world.objects["wall"].revisions.create(content=words, replaced_at=WHEN)


def _taken_down_and_aliases(world):
    lesson, hidden = world.objects["published lesson"], world.objects["draft lesson"]
    down = factories.WallPostFactory(pk=9002, posted_at=WHEN, taken_down_at=WHEN, lesson=lesson)
    mark(world, "taken down", down)
    tag(world, "taken down", down)
    for pk, place, tagged in (
        (4001, "alias", lesson),
        (4002, "draft alias", hidden),
        (4003, "former alias", world.objects["wall"]),  # from before it was on the wall
    ):
        mark(world, place, factories.TagAliasFactory(pk=pk, tag=tagged.tags.get()))


def _kickoff(world):
    kickoff = factories.KickoffFactory(
        pk=5001, project=world.objects["published project"], created_by=world.objects["member b"]
    )
    mark(world, "kickoff", kickoff)
    mark(world, "kickoff risk", factories.RiskFactory(kickoff=kickoff))
    trashed = factories.RiskFactory(kickoff=kickoff, removed_at=timezone.now())
    mark(world, "trashed risk", trashed)
    premortem = factories.PremortemFactory(kickoff=kickoff, pk=5201, token=LINK_TOKEN)
    premortem.revealed_on = date(2026, 3, 24)
    premortem.save()
    asked.put_in(world, premortem, "imagined", kind="risk")
    _choices(world, kickoff)
    _later(world, kickoff)


def _templates_and_screens(world):
    template = factories.RetrospectiveTemplateFactory(pk=4101)
    mark(world, "template", template)
    Retrospective.objects.filter(pk=world.objects["draft"].pk).update(template=template)
    invitation = factories.InvitationFactory.build(created_by=world.objects["curator"])
    invitation.issue()
    mark(world, "invitation", invitation)
    identity = Identity.objects.create(pk=6181, user=world.objects["curator"])
    mark(world, "identity", identity)
    known = ScimUser.objects.create(user=world.objects["curator"], made_account=True)
    mark(world, "directory", known)
    mark(world, "directory group", ScimGroup.objects.create())
    pair = OppositeLessons.objects.create(pk=6171, first_id=1500, second_id=2500)
    mark(world, "draft opposites", pair)
    screen = factories.ScreenFactory(pk=6001, token_hash=hash_token(SCREEN_TOKEN))
    mark(world, "screen", screen)
    described = TagDescription.objects.create(tag=world.objects["published"].tags.get())
    mark(world, "published tag", described)
    mark(world, "unanswered", factories.UnansweredSearchFactory(pk=6151))
    same = EquivalentWords.objects.create(pk=6161, words="okapi, giraffe")
    mark(world, "equivalents", same)
    screen.teams.add(world.objects["team a"])
    channel = factories.ChannelFactory(pk=6101)
    mark(world, "channel", channel)
    # Its subject has a number that no post of a test gets.
    notification = factories.NotificationFactory(
        pk=6201, channel=channel, subject_id=6201, state="given-up"
    )
    mark(world, "notification", notification)


def _choices(world, kickoff):
    """What the kickoff chose of the published one and, from before it was a draft, of the draft."""
    for number, kind in enumerate(("lesson", "observation", "decision")):
        for place, of, pk in (("choice", "published", 5101), ("draft choice", "draft", 5102)):
            chosen = {"lesson": None, kind: world.objects[f"{of} {kind}"]}
            made = factories.KickoffLessonFactory(pk=pk + 10 * number, kickoff=kickoff, **chosen)
            mark(world, place if kind == "lesson" else f"{place} of {kind}", made)


def _later(world, kickoff):
    """What was published after the start of the kickoff; one of them is a draft again."""
    for number, place in enumerate(("published", "draft"), start=1):
        lesson = factories.LessonFactory(pk=7100 + number, retrospective=world.objects[place])
        mark(world, f"{place} later lesson", lesson)
        match = LaterMatch.objects.create(pk=5300 + number, kickoff=kickoff, lesson=lesson)
        mark(world, f"{place} later match", match)


def _saved(world):
    """A search that a member saved."""
    owner = world.objects["member a"]
    mark(world, "saved search", factories.SavedSearchFactory(pk=6801, owner=owner))


def _proposed(world):
    """A draft and a published one without lessons, with a sentence each that might be one."""
    for pk, place, how in ((6601, "draft", {}), (6602, "published", {"published": True})):
        word = marker(world.salt, f"{place} proposed", "context")
        world.owners[word[:SEEN]] = (f"{place} proposed", "retrospective", "context")
        world.objects[f"{place} proposed"] = factories.RetrospectiveFactory(
            pk=pk,
            project=world.objects[f"{place} project"],
            created_by=world.objects["author"],
            context=f"Next time, we should always make sure that {word} is tested before.",
            **how,
        )


def _gathering(world, team):
    """A draft that is being gathered for: what a link shows of it, and what waits in the box.

    One thought is signed by member B, who has the link; of the other one nobody has the browser key.
    """
    project = factories.ProjectFactory(pk=6500, team=team)
    retrospective = factories.RetrospectiveFactory(
        pk=6501, project=project, created_by=world.objects["author"]
    )
    mark(world, "gathered project", project)
    mark(world, "gathered", retrospective)
    gathering = factories.GatheringFactory(
        pk=6502, retrospective=retrospective, token=LINK_TOKEN, revealed_on=date(2026, 3, 24)
    )
    mark(world, "gathering", gathering)
    asked.put_in(world, gathering, "member b", signed=True)
    asked.put_in(world, gathering, "unattributed")


def may_see(role, owner):
    """Whether somebody in `role` may meet the marker of `owner` (place, model, field)."""
    place, model, name = owner
    if place == "wall":
        return True
    if place == "wall team":
        return name != "description" or role != "visitor"
    if role == "visitor" or place == "waiting" or model == "latermatch":
        return False  # the page of a kickoff finds again why a match fits
    if model == "contribution":
        return place == role
    if place == "gathering":
        return True
    if place in {"gathered", "gathered project"}:  # the link shows what they are called
        return name in {"title", "name"} or role == "member a"
    if name == "source_name":
        return place != "draft" or role == "member a"
    if model == "user":
        return name == "display_name" or place == role
    if model == "tagalias":
        return role == "curator" and place in {"alias", "former alias"}
    if place in asked.SEEN_BY:
        return role in asked.SEEN_BY[place]
    # Its team, or made from a lesson of it; and the draft that she proposed.
    if place in {"said earlier", "taken down", "proposed path", "proposed path stop"}:
        return role in {"curator", "member a"}
    if place == "directory group" or (place == "channel" and name == "address"):
        return False  # but for its end
    if place in OF_CURATORS:
        return role == "curator"
    if place.startswith("draft choice of"):
        return False  # a brief says the same to all, and no other page tells of it
    if place.startswith("draft") or place == "trashed":
        return role == "member a"
    if place == "trashed risk":
        return role in {"member a", "member b"}  # who may change the kickoff
    if place == "version":
        return role in {"member a", "curator"}  # what was taken out is not for all readers
    return True
