"""What keeps a child safe, as the secretary writes it."""

from functions.domain.safety.child_safety import Allergen, ChildSafety, MayFetch, MayNotFetch
from functions.usecases.safety.write_safety import SafetyWritten, name_menus, write_safety
from tests.support.acts.act import KEY, Do, writes
from tests.support.builders import NOW, open_town, settle


@writes("safety.write_safety")
def writing_what_keeps_a_child_safe() -> Do:
    open_town()
    settle()
    safety = ChildSafety(
        "clara",
        allergens=(Allergen.NUTS,),
        may_fetch=(MayFetch("Rose Dupré"),),
        may_not_fetch=(MayNotFetch("Jean Écarté", by_word=True),),
    )
    return lambda: write_safety(SafetyWritten("lisse", safety, 0, "agent", KEY, NOW))


@writes("safety.write_safety")
def naming_the_menus() -> Do:
    open_town()
    return lambda: name_menus("lisse", ("Sans porc", "Végétarien"), by="agent", now=NOW)
