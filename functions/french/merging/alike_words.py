"""Why two files look like one family, in words."""

from functions.domain.directory.directory_line import DirectoryLine
from functions.domain.directory.files_alike import FilesAlike, SameSign
from functions.french.words.counts import counted
from functions.french.words.dates import date_full, listing


def why_alike(pair: FilesAlike) -> str:
    """« Clara Testmp, naissance le 4 mai 2018, est dans les deux ; même téléphone. »"""
    said = [_said(reason, pair) for reason in pair.why]
    sentence = " ; ".join(said)
    return f"{sentence[0].upper()}{sentence[1:]}."


def _said(reason: SameSign, pair: FilesAlike) -> str:
    match reason:
        case SameSign.CHILD:
            names = listing(
                [
                    f"{child.first_name} {child.last_name} (naissance le {date_full(child.birth_date)})"
                    for child in pair.children
                ]
            )
            return f"{names} {'sont' if len(pair.children) > 1 else 'est'} dans les deux"
        case SameSign.ADDRESS:
            return "même adresse e-mail"
        case _:
            return "même téléphone"


def file_words(line: DirectoryLine) -> str:
    """« 8 rue des Ormes, 2 enfants, compte ouvert »"""
    children = counted(len(line.children), "enfant")
    return ", ".join(part for part in (line.street, children, "compte ouvert" if line.logins else "") if part)


def more_said(more: int) -> str:
    """Empty where nothing is left."""
    if not more:
        return ""
    return f"{counted(more, 'autre paire se ressemble', 'autres paires se ressemblent')} : elles viendront une fois celles-ci traitées."
