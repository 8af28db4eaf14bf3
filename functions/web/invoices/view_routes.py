"""The invoices of a family as the family has them, for the town hall. There is no route to pay one for it."""

from chalice.app import Blueprint

from functions.domain.journal import SEEN_AS_FAMILY
from functions.storage.town import communes
from functions.usecases.journal.note_read import note_read
from functions.web.api.endpoint import Routes
from functions.web.api.paths import COMMUNE
from functions.web.callers.agents import OFFICE_OF_FILE, AgentOfFile
from functions.web.invoices.routes import invoices_of
from functions.web.invoices.types import Invoices

routes = Routes(Blueprint(__name__))


@routes.route("GET", f"{COMMUNE}/files/{{family}}/invoices", OFFICE_OF_FILE, answers=Invoices)
def see_invoices_as_family(caller: AgentOfFile) -> Invoices:
    """What is to pay and what is paid. The family's journal says who looked, once an hour."""
    family, now = caller.family.value.id, caller.ask.now
    note_read(caller.commune, family, by=caller.account, now=now, act=SEEN_AS_FAMILY)
    return invoices_of(communes.commune(caller.commune), family, now=now)
