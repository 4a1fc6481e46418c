"""The second step of a sign-in: the door.

    has_second_step(user), with_second_step(people)     whether they set one up
    must_have_second_step(user)     whether the setting MFA wants one of them
    use_code(user, typed)           whether a code of the app or a recovery code is right, once
    note_wrong_code(user)           keep in the audit log that somebody guesses at an administrator’s
    can_use_passkeys(request)       whether browsers allow passkeys at this address
    offer_passkey(request), add_passkey(request, sent)              what the browser is asked, and its answer
    ask_for_passkey(request, user), use_passkey(request, user, sent)  the same at a sign-in
    note_passed(session), has_passed(session)     that this session took the step, or needs none
    trust_browser(request, response, user), is_trusted(request, user)     for 30 days
    waiting_stage(request)          the sign-in that waits for its second step
    forget(user)                    take everything away

Inside: `proofs` knows what people have, `rules` what the settings want, `trusted` browsers that are not
asked again. `stage` stops a sign-in until the step is taken; `allauth` runs it by its path. The codes
themselves are in `accounts.one_time_codes` and `accounts.models`.
"""

from accounts.second_step.passkeys import (
    add_passkey,
    ask_for_passkey,
    can_use_passkeys,
    offer_passkey,
    use_passkey,
)
from accounts.second_step.proofs import (
    forget,
    has_second_step,
    note_wrong_code,
    use_code,
    with_second_step,
)
from accounts.second_step.rules import has_passed, is_on, must_have_second_step, note_passed
from accounts.second_step.stage import waiting_stage
from accounts.second_step.trusted import is_trusted, trust_browser

__all__ = [
    "add_passkey",
    "ask_for_passkey",
    "can_use_passkeys",
    "forget",
    "has_passed",
    "has_second_step",
    "is_on",
    "is_trusted",
    "must_have_second_step",
    "note_passed",
    "note_wrong_code",
    "offer_passkey",
    "trust_browser",
    "use_code",
    "use_passkey",
    "waiting_stage",
    "with_second_step",
]
