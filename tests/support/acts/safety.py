"""What keeps a child safe, as the secretary writes it."""

from functions.domain.safety.child_safety import Allergen, ChildSafety, MayFetch, MayNotFetch
from functions.domain.safety.health_sheet import HealthSheet
from functions.usecases.safety.forget_health import forget_page
from functions.usecases.safety.write_safety import SafetyWritten, name_menus, write_safety
from tests.support.acts.act import KEY, Do, writes
from tests.support.builders import NOW, open_town, paris, settle


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


@writes("safety.forget_health")
def forgetting_the_health_sheets_of_a_year_that_is_over() -> Do:
    open_town()
    settle()
    safety = ChildSafety("clara", diet="Sans porc", health=HealthSheet(True, "Dr Anne Soin"))
    write_safety(SafetyWritten("lisse", safety, 0, "agent", "before", NOW))
    return lambda: forget_page("lisse", after="", by="job", now=paris("lundi 2027-11-01 01:40"))
