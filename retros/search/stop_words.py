"""Words of English that `terms` leaves out, and ones that weigh less in sentences."""

# Words that say nothing about a text. Short: what is left out can't be found.
_STOP = """
    a an and are as at be been but by can could did do does for from had has have he her his how i
    if in into is it its may me my no not of on or our she should so some such than that the their
    them then there these they this those to was we were what when where which while who why will
    with would you your
"""
STOP_WORDS = frozenset(_STOP.split())

# Words that sentences are made of and that no subject is. A description is full of them, and in a
# small repository they are as rare as the words that matter; so in prose they weigh less, and are
# no reason to show. Chosen by hand: also forms of very common verbs, and of those that say that something
# begins, goes on or ends. Left out is what can be a subject here: call, play, run, talk.
_FILLER = """
    able about above across actually after again against ago ahead all almost alone along already also
    although always am among another any anybody anyone anything anyway around ask asked asking asks
    away back based because become before began begin being below best better between beyond big bit
    both bring brought came can't cannot case cases certain come comes coming consider couldn't
    current currently day days did different doesn't doing done don't down due during each early
    easily easy either else enough especially etc even ever every everybody everyone everything
    everywhere example examples exist exists expect expected far few first five follow following
    four full further gave general get gets getting give given gives giving go goes going gone good
    got great had hand happen happened happens hard having hence here high hope how's however idea
    including inside instead it'll itself i've just keep kept kind knew know known last late later
    least leave led left less let like likely little long look looked looking looks lot lots low made
    main mainly make makes making many matter maybe mean means might mine more most mostly much must
    near nearly necessary need needed needs neither never new next nobody none nor nothing now
    number obviously off often ok old once one ones only onto open other others otherwise ourselves
    out over own part particular past people per perhaps place please point possible probably put
    quite rather ready real really recent recently right said same say says second see seem seems
    seen set several shall short shouldn't show side similar simply since six small somebody someone
    something sometimes somewhere soon still sure take taken takes taking tell ten thank thing
    things think third though thought three through thus time times today together told too took
    toward try trying turn two under unless until up upon us use used useful uses using usual
    usually various very via want wanted wants way ways we'll we're we've week weeks went were
    weren't whatever whether whole whom whose within without won't work worked working works
    wouldn't wrote year years yes yet you're yourself zero
    afterwards although apart aside beside besides despite else everyday forward he's herself himself
    hers itself large larger largely meanwhile moreover myself nobody's oneself otherwise ours she's
    theirs themselves therefore they're they've throughout toward towards unlike upon via we've
    whereas wherever whichever whoever whose
    eight eighteen eleven fifteen fifth fifty forty fourteen fourth half hundred hundreds million
    millions nine nineteen ninety seven seventeen seventy sixteen sixty thirteen thirty thousand
    thousands twelve twenty twice
    january february march april june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday spring summer autumn winter
    article articles lesson lessons month months project projects
    becomes becoming beginning begins continue continued continues continuing feel feeling feels felt find
    finding finds finish finished finishes finishing found help helped helping helps keeping keeps knowing
    knows leaves leaving letting lets liked needing putting puts ran seemed seeming shown showed showing
    shows start started starting starts stayed staying stay stays thinking thinks tried tries turned turning
    turns
"""
FILLER = frozenset(_FILLER.replace("'", "").split())  # as `terms` folds words
