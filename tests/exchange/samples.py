"""Documents as teams write them, each in another style."""

SPRINT_NOTES = """\
# Retrospective: Route planner

Date: 5 February 2026

We replaced the route planner of the delivery vans. It went live a week late.

## What went well?

- Pairing on the import
- Demos every Friday
  - with drivers in the room

## What didn't go well

It was a long month, and these stand out:

* The map tiles ran out of quota.

## Lessons learned

- **Ask the drivers early.** They knew which streets close in winter.
- Measure the quota before a pilot, not during it, because a provider needs about a week to raise it and the whole pilot can't wait for that long.

## Action items

- [x] Order more tiles (owner: platform team, due 2026-03-01)
- [ ] Write down the winter closures ([list](https://streets.example.org/closed))
"""

INCIDENT = """\
---
title: Checkout answered slowly
date: 2026-02-05
tags: [checkout, cache]
authors: the shop team
---

Summary
-------

On February 5th the checkout needed nine seconds for an hour.

Timeline
--------

All times in CET, on February 5th 2026.

* [08:47] The new cache goes live. **Slow from here.**
* [23:50] Back to the old one, see ![a curve that falls](curve.png)
* [00:10] Fast again.

### 2026-02-07 10:15

The cause is found:

```
GET /basket 9.1s
```

Root cause
----------

The cache was cold and nobody had a list of what fills it.

### Where we got lucky

- It was before the sales.

Action items
------------

| What | Owner | Due | Status | Ticket |
|------|-------|-----|--------|--------|
| Warm the cache before a switch | shop team | 2026-03-01 | Done | [SHOP-12](https://tickets.example.org/12) |
| List what fills it | | next quarter | open | |
"""

BOARD = """\
**Retro of the onboarding project**

| | Mad | Sad | Glad |
|-|-----|-----|------|
| Design | Too many logins | - Few interviews<br>- No time to ask twice | The first screen |

### Start
- Interviews with people who left

### Stop
- Merging on Friday evenings

**Lessons:**

People leave at the second form, not at the first one.

**Decisions made**

1. Ask for the address last. It cost us nothing.
2. Keep the tour

## May 2026

Nothing was planned.
"""

PLAIN_TEXT = """\
Retro notes

1) What went well?
Design - the sketches came early
Build - few surprises

2) What went wrong?
Build - the tests ran for an hour
Design - nobody knew which sketch was the last one

3) Which part did you like most?
Build - the last day
"""

STATUS_PAGE = """\
# Delayed deliveries

Intro with <name> and &amp; and _emphasis_ and [a reference][ref].

- **Key events**
  - First seen 2026-01-04 22:05
  - Repaired on 5 Jan 2026
- **Impact**: two shops
- **Review actions**:
  - Watch the queue

## Timeline

| Date and time in CET | Event |
|:---|:---|
| 2026-01-04 22:05 | First alert |
| Q1 2026 | Audit |
| later | More |

## Resolved

*Posted Jan 5, 2026 - 21:04 UTC*

Everything is delivered.

## Conclusion

The queue had no owner.

[ref]: https://queue.example.org/docs
"""

ALL = {
    "sprint.md": SPRINT_NOTES,
    "incident.markdown": INCIDENT,
    "board.md": BOARD,
    "notes.txt": PLAIN_TEXT,
    "status.md": STATUS_PAGE,
}
