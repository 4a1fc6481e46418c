"""Single sign-on by OpenID Connect: the door.

    begin(next, invitation, prompt=…)  (address at the provider, what to keep in a cookie)
    finish(kept, query)            (the claims of who came back, checked; what was kept)
    arrive(claims, invitation)     their account: found, linked once, or made
    describe_provider()            what the provider says of itself, asked now
    keep_claims(request, claims), rows_of(session), rows_of_scim()   what the check shows
    new_sign_in_link(user), opens_for(token), use_sign_in_link(token)   for when it is down
    log_out(token)                  end the sessions that the provider ended (back-channel logout)
    follow_scim_groups(user), map_groups(names), shown_name(…), usable_email(…)   what SCIM reads likewise
    fill_team(team), follows_a_group(team), sign_in_fills(team)   teams of groups
    missing_teams_of_scim(), teams_to_accept()   those that wait for a curator
    allows_password(user), offers_passwords()   what the setting PASSWORDS means now

Inside: `provider` speaks with it, `id_token` checks what it signed, `claims` reads what it says of
a person, `arriving` finds the account, `groups` follows it with roles and teams, `passwords` keeps
everybody from being locked out. What is refused is a Refused, whose text is for the person.
An identity is (issuer, subject), never an address.
"""

from accounts.single_sign_on.arriving import arrive
from accounts.single_sign_on.back_channel import log_out, provider_session
from accounts.single_sign_on.break_glass import (
    MINUTES_VALID,
    new_sign_in_link,
    opens_for,
    use_sign_in_link,
)
from accounts.single_sign_on.checking import keep_claims, rows_of, rows_of_scim
from accounts.single_sign_on.claims import Claims, map_groups, shown_name, usable_email
from accounts.single_sign_on.flow import AskOpenlyError, begin, callback_address, finish
from accounts.single_sign_on.groups import (
    fill_team,
    follow_scim_groups,
    follows_a_group,
    missing_teams_of_scim,
    sign_in_fills,
    teams_to_accept,
)
from accounts.single_sign_on.passwords import allows_password, is_in_force, offers_passwords
from accounts.single_sign_on.provider import Refused, describe_provider

__all__ = [
    "MINUTES_VALID",
    "AskOpenlyError",
    "Claims",
    "Refused",
    "allows_password",
    "arrive",
    "begin",
    "callback_address",
    "describe_provider",
    "fill_team",
    "finish",
    "follow_scim_groups",
    "follows_a_group",
    "is_in_force",
    "keep_claims",
    "log_out",
    "map_groups",
    "missing_teams_of_scim",
    "new_sign_in_link",
    "offers_passwords",
    "opens_for",
    "provider_session",
    "rows_of",
    "rows_of_scim",
    "shown_name",
    "sign_in_fills",
    "teams_to_accept",
    "usable_email",
    "use_sign_in_link",
]
