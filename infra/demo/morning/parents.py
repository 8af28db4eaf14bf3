"""A family of the demo, with one of its parents who acts for it, and what the two do again and again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import uuid4

from functions import wiring
from functions.domain.availability.availability import availability_of
from functions.domain.availability.obstacles import Availability
from functions.domain.bookings.validation import SeenLine
from functions.domain.families.file_corrections import QUOTIENT, QuotientWish, wish_text
from functions.domain.planning.basket import Basket, BasketLine
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action
from functions.domain.requests.threads import ThreadKind
from functions.domain.uploads.uploads import UploadPurpose
from functions.storage.families import families
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read
from functions.storage.uploads import uploads
from functions.usecases.bookings.change_basket import change_basket
from functions.usecases.bookings.validate_basket import validate_basket
from functions.usecases.family_act import Acting
from functions.usecases.files.ask_corrections import ask_corrections
from functions.usecases.files.confirm_file import file_keys, file_seen
from functions.usecases.files.wished_corrections import AskCorrections
from functions.usecases.requests.thread_act import ThreadAct
from functions.usecases.requests.write_to_town import ask_town
from functions.usecases.uploads.begin_upload import begin_upload
from functions.usecases.uploads.seal_upload import seal_upload
from functions.usecases.uploads.take_uploads import NO_FILES, FilesSent
from functions.usecases.uploads.upload_act import UploadAct
from infra.demo.people import Household


@dataclass(frozen=True, slots=True)
class SentFile:
    name: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Parent:
    commune: str
    home: Household
    account: str

    @property
    def acting(self) -> Acting:
        family = families.family(self.commune, self.home.family.id).value
        return Acting(self.commune, family, Basket(), self.account)

    def stand(self, slots: Sequence[Slot], now: datetime) -> list[Availability]:
        """Of each of the slots, whether and how it could be booked."""
        acting = self.acting
        facts, _ = acting.read(slots, also=acting.done_key(uuid4().hex))
        situation = facts.situation()
        return [availability_of(situation, slot, Action.RESERVE, now=now) for slot in slots]

    def book(self, slots: Sequence[Slot], now: datetime) -> int:
        """Put them in the basket and validate at once. How many were booked, or asked for where the town decides."""
        lines = [BasketLine(slot, Action.RESERVE) for slot in slots]
        acting = self.acting
        changed, facts = change_basket(acting, add=lines, remove=[], key=uuid4().hex, now=now)
        refused = {each.line.slot for each in changed.refused}
        situation = facts.situation()
        seen = [
            SeenLine(
                slot,
                Action.RESERVE,
                availability_of(situation, slot, Action.RESERVE, now=now).price_cents,
            )
            for slot in slots
            if slot not in refused
        ]
        if not seen:
            return 0
        acting = Acting(self.commune, acting.family, facts.basket.value, self.account)
        done, _ = validate_basket(acting, seen, key=uuid4().hex, now=now)
        return len(done.accepted)

    def ask(
        self,
        kind: ThreadKind,
        subject: str,
        text: str,
        now: datetime,
        *,
        file: SentFile | None = None,
        paper: str = "",
    ) -> str:
        """Write to the town. The id of the thread."""
        act = ThreadAct(self.commune, self.home.family.id, new_id(now), self.account, uuid4().hex, now)
        files = NO_FILES if file is None else self._sealed(file, now)
        return ask_town(act, kind, subject, text, files, paper=paper).thread

    def tell_quotient(self, wish: QuotientWish, proof: SentFile, now: datetime) -> str:
        """In *Mon dossier*, with what proves it. The id of the request."""
        family = families.family(self.commune, self.home.family.id)
        found = read(file_keys(self.commune, family.value.children))
        asked = AskCorrections(
            self.commune,
            family.value,
            file_seen(family, found, self.commune),
            {QUOTIENT: wish_text(wish)},
            self.account,
            uuid4().hex,
            now,
            files=self._sealed(proof, now),
        )
        return ask_corrections(asked)

    def _sealed(self, file: SentFile, now: datetime) -> FilesSent:
        """As a browser would have sent it."""
        store, family = wiring.uploads(), self.home.family.id

        def act() -> UploadAct:
            return UploadAct(self.commune, family, self.account, uuid4().hex, now)

        upload = begin_upload(act(), UploadPurpose.REQUEST, file.name, len(file.body), store=store).upload
        place = uploads.incoming(self.commune, family, upload)
        store.put(place, file.body, sha256=sha256(file.body).hexdigest())
        seal_upload(act(), upload, store=store)
        return FilesSent((upload,), store)
