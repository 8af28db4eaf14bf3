"""Baskets: one a login and family, so that it follows the parent from phone to computer."""

from functions.domain.planning.basket import Basket
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction


def put(transaction: Transaction, basket: Stored[Basket]) -> None:
    transaction.put(basket, why="basket")
