"""What is said of weeks that come back."""

from datetime import date

from functions.french.words.dates import date_short


def copied_sentence(like: date | None, *, today: date) -> str:
    """« Comme la semaine du 16 novembre. », and the year when it is not today's."""
    if like is None:
        return "Rien n’était réservé dans les six semaines d’avant : il n’y a rien à reprendre."
    year = "" if like.year == today.year else f" {like.year}"
    return f"Comme la semaine du {date_short(like)}{year}."
