"""One flow for every anonymous inbox: the link, writing, changing, removing, revealing.

`flows` configures it for gatherings and for premortems; `writing` holds the pages behind the link,
`facilitating` what the facilitator does, `links` the cookies that both rely on.
"""
