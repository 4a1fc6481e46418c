"""How long each step of a session takes, from the template of its retrospective."""

from retros.models.retrospective_template import arrange_sections

SHORTEST_SESSION, LONGEST_SESSION = 5, 480  # minutes
_OF_SECTIONS = ("timeline", "decisions", "actions")  # steps that a template may leave out


def plan_minutes(usual: dict[str, int], template) -> dict[str, int]:
    """Return {step: minutes}: the `usual` ones, scaled to what the template says of a session.

    A step about a section that the template hides takes 0. Every other step keeps a minute.
    """
    shown, _ = arrange_sections(template)
    kept = {step: n for step, n in usual.items() if step not in _OF_SECTIONS or step in shown}
    total = template.session_minutes if template else None
    if total:
        kept = _scaled(kept, max(total, len(kept)))
    return dict.fromkeys(usual, 0) | kept


def _scaled(minutes, total):
    """`minutes` in proportion, at least 1 each, with the sum `total`."""
    left = total - len(minutes)  # after the minute that each keeps
    shares = {step: left * number / sum(minutes.values()) for step, number in minutes.items()}
    scaled = {step: 1 + int(share) for step, share in shares.items()}
    most_cut = sorted(shares, key=lambda step: int(shares[step]) - shares[step])
    for step in most_cut[: total - sum(scaled.values())]:
        scaled[step] += 1
    return scaled
