"""The proofs that wait for an agent, in the list of all that waits for the town."""

from functions.domain.absences.proof_to_read import ProofToRead
from functions.storage.table import keys
from functions.storage.table.ids import first_id
from functions.storage.table.item import Item
from functions.storage.table.reading import partition
from functions.storage.table.stored import Stored, item_of
from functions.storage.table.transaction import Transaction


def wait(transaction: Transaction, commune: str, proof: ProofToRead) -> None:
    """A later certificate takes the place of the one before: an agent looks at the last."""
    transaction.put_item(item_of_proof(commune, proof), why=("proof", proof.absence))


def item_of_proof(commune: str, proof: ProofToRead) -> Item:
    place = (keys.open_requests(commune), f"{first_id(proof.at)}.{proof.absence}")
    return item_of(Stored(keys.proof_to_read(commune, proof.family, proof.absence), proof, 0), listed=place)


def of_family(commune: str, family: str) -> list[ProofToRead]:
    """Those of the family that wait."""
    key = keys.proof_to_read(commune, family, "")
    return [stored.value for stored in partition(key.pk, key.sk, ProofToRead)]


def done(transaction: Transaction, commune: str, family: str, absence: str) -> None:
    """An agent decided, or the absence is gone. Nothing where none waited."""
    transaction.delete(keys.proof_to_read(commune, family, absence), why=("proof", absence))
