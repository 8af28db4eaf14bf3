"""How an agent comes in, as an administrator reads it: the phone, the codes on paper, where they are at work."""

from datetime import datetime, tzinfo

from functions.domain.accounts.account import Session
from functions.domain.second_factor.factor import SecondFactor
from functions.french.words.dates import date_hour, date_long


def factor_sentence(factor: SecondFactor | None, *, clock: tzinfo, now: datetime) -> str:
    if factor is None or not factor.counts(now):
        return "Pas de téléphone : la prochaine connexion en enregistre un."
    if factor.reset is not None:
        return reset_sentence(factor.reset.in_force_at, clock=clock)
    return f"Téléphone enregistré le {date_long(factor.set_at.astimezone(clock).date())}, {_codes(len(factor.recovery))}."


def reset_sentence(in_force_at: datetime | None, *, clock: tzinfo) -> str:
    if in_force_at is None:
        return "Pas de téléphone : la prochaine connexion en enregistre un."
    return (
        f"Remise à zéro demandée : à partir du {date_hour(in_force_at.astimezone(clock))}, la connexion enregistrera un autre "
        "téléphone. Un code donné d’ici là l’annule."
    )


def session_sentence(session: Session, *, clock: tzinfo) -> str:
    opened, seen = (at.astimezone(clock) for at in (session.created_at, session.last_seen_at))
    return f"Depuis le réseau {session.place}, ouvert le {date_hour(opened)}, vu le {date_hour(seen)}."


def _codes(left: int) -> str:
    if left == 0:
        return "plus aucun code de secours"
    return "un code de secours" if left == 1 else f"{left} codes de secours"
