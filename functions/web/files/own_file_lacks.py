"""What *Mon dossier* says is missing, or will soon be, and where it is done."""

from collections.abc import Iterator
from dataclasses import dataclass

from functions.domain.directory.family_filter import oldest_quotient
from functions.domain.families.family import Child
from functions.domain.files.quotients import counts_quotients
from functions.domain.files.year_file import asks_health, services_that_need_health
from functions.domain.papers.papers import PaperStanding
from functions.domain.reglement.acceptance import reglement_to_accept
from functions.domain.safety.child_safety import ChildSafety
from functions.domain.safety.health_sheet import HealthSheet
from functions.french.files import own_file as french
from functions.french.requests.asked import paper_title
from functions.french.safety.health import (
    health_needed,
    health_sent,
    health_title,
    health_to_complete,
    health_to_fill_in,
)
from functions.web.files.own_file_read import OwnFileRead
from functions.web.files.own_file_types import OwnFileLack, OwnFileLead


@dataclass(frozen=True, slots=True)
class OwnFileLacks:
    file: OwnFileRead

    def all(self) -> Iterator[OwnFileLack]:
        if reglement_to_accept(self.file.reglement, self.file.family.accepted_reglement) is not None:
            yield OwnFileLack(french.TO_ACCEPT, "Règlement", "Accepter le règlement", OwnFileLead.REGLEMENT)
        for line in sorted(self.file.papers, key=lambda one: not one.kind.required):
            optional = not line.kind.required and line.standing is PaperStanding.MISSING
            if line.is_wanted(self.file.today) and not optional:
                title = paper_title(line, self.file.names)
                sentence = french.paper_to_send(title, line)
                yield OwnFileLack(sentence, title, "Envoyer", OwnFileLead.PAPER, line.code)
        for child in self.file.children:
            if asks_health(self.file.reglement, child, self.file.today):
                yield from self._health_lack(child)
        if counts_quotients(self.file.reglement) and (said := self._quotient_lack()):
            yield OwnFileLack(said, "Quotient familial", "Envoyer", OwnFileLead.QUOTIENT)

    def _health_lack(self, child: Child) -> Iterator[OwnFileLack]:
        """Also of a sheet that was sent: it waits for the town, or it was accepted without all that it asks."""
        written = self.file.sheets.get(child.id) or ChildSafety(child.id)
        missing = (written.health or HealthSheet()).missing
        if not missing:
            return
        title, action = health_title(self.file.names[child.id]), "Compléter"
        request = self.file.waiting.health_request(child.id)
        if request is not None:
            asked = self.file.waiting.sheet_accepted(written).health or HealthSheet()
            said = health_sent(
                title, self.file.reglement.day_of(request.at), self.file.other(request), asked.missing
            )
            action = action if asked.missing else "Relire"
        elif written.health is not None:
            said = health_to_complete(title, missing)
        else:
            said, action = health_to_fill_in(title), "Remplir"
        needed = health_needed([one.name for one in services_that_need_health(self.file.reglement, child)])
        said = f"{said} {needed}".strip()
        yield OwnFileLack(said, title, action, OwnFileLead.HEALTH, child=child.id)

    def _quotient_lack(self) -> str:
        known = [one for one in self.file.family.quotients if one.since <= self.file.today]
        if len(known) < len(self.file.family.quotients) or self.file.waiting.quotients:
            return ""  # a newer one is noted already, or told
        if not known:
            return french.NO_QUOTIENT
        old = max(one.since for one in known) < oldest_quotient(
            self.file.now.astimezone(self.file.reglement.clock)
        )
        return french.OLD_QUOTIENT if old else ""
