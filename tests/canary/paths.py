"""Paths of Start here: one of the site, which also leads into a draft, a draft of team A and a proposed one."""

from django.utils import timezone

from retros.models import PathVersion
from retros.models.path_version import state_of_path
from tests.canary.markers import SEEN, mark, marker
from tests.path_factories import PathStopFactory, ReadingPathFactory


def make_paths(world):
    path = ReadingPathFactory(pk=6301)
    mark(world, "published path", path)
    stop = PathStopFactory(pk=6311, path=path, lesson=world.objects["published lesson"])
    _say_why(world, "published stop", stop)
    mark(world, "published link", PathStopFactory(pk=6312, path=path))
    hidden = PathStopFactory(pk=6313, path=path, decision=world.objects["draft decision"])
    _say_why(world, "draft stop", hidden)
    team_a = world.objects["team a"]
    draft = ReadingPathFactory(pk=6302, team=team_a, published_at=None)
    mark(world, "draft path", draft)
    mark(world, "draft path stop", PathStopFactory(pk=6314, path=draft))
    proposed = ReadingPathFactory(
        pk=6303,
        created_by=world.objects["member a"],
        published_at=None,
        proposed_at=timezone.now(),
    )
    mark(world, "proposed path", proposed)
    mark(world, "proposed path stop", PathStopFactory(pk=6315, path=proposed))
    state = state_of_path(path)
    word = marker(world.salt, "version", "pathversion")
    world.owners[word[:SEEN]] = ("path version", "pathversion", "state")
    old = {**state, "title": word}
    for number, said in ((1, old), (2, state)):
        PathVersion.objects.create(
            path=path, number=number, state=said, cause="edited", made_at=path.created_at
        )


def _say_why(world, place, stop):
    """A thing of the site has no words of its own there."""
    word = marker(world.salt, place, "why")
    world.owners[word[:SEEN]] = (place, "pathstop", "why")
    stop.why = word
    stop.save()
    world.objects[place] = stop
