"""A clerk's mistakes are told all at once, each with its line, its place and a sentence."""

import pytest

from functions.reglement_file import InvalidReglement, Problem, parse

GOOD = """\
zone = "A"

[[tariffs]]
code = "repas"
unit = "repas"
price = 3.40

[[services]]
code = "cantine"
name = "Cantine"
tariff = "repas"
starts_at = "12:00"
reserve = { closes = { days = 1, at = "10:00" } }
cancel = { same_as = "reserve" }
"""


def problems(text: str) -> list[Problem]:
    with pytest.raises(InvalidReglement) as refused:
        parse(text)
    return refused.value.problems


def only_problem(text: str) -> Problem:
    found = problems(text)
    assert len(found) == 1, found
    return found[0]


def with_rule(rule: str) -> str:
    return GOOD.replace('{ closes = { days = 1, at = "10:00" } }', rule)


def with_tariff(lines: str) -> str:
    return GOOD.replace("price = 3.40", lines)


def test_a_good_file_has_no_problem() -> None:
    assert parse(GOOD).service("cantine").name == "Cantine"


def test_every_mistake_is_told_at_once_in_the_order_of_the_lines() -> None:
    text = (
        GOOD.replace('"A"', '"D"').replace('"12:00"', '"midi"').replace("3.40", "-1").replace("days", "day")
    )
    assert [problem.line for problem in problems(text)] == [1, 6, 12, 13]


def test_a_problem_says_its_place_in_words() -> None:
    told = only_problem(with_rule('{ closes = { days = 1, at = "25:00" } }'))
    assert str(told) == (
        "ligne 13, services « cantine » › reserve › closes › at : "
        'écrivez une heure de "00:00" à "24:00", comme "10:00".'
    )


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("{ closes = { dayz = 1 } }", "Vouliez-vous écrire « days » ?"),
        ("{ closes = { days = 1, hours = 2 } }", "choisissez entre « days » et « hours »"),
        ("{ closes = { days = 400 } }", "un nombre entier de 0 à 366"),
        ("{ closes = { days = -1 } }", "un nombre entier de 0 à 366"),
        ("{ closes = { days = 1.5 } }", "un nombre entier de 0 à 366"),
        ("{ closes = { days = true } }", "un nombre entier de 0 à 366"),
        ('{ closes = { days = 1, count = "ouvré" } }', '"working"'),
        ('{ closes = { days = 1, at = "10h" } }', "écrivez une heure"),
        ('{ closes = { weeks = 1, weekday = "jeudi" } }', "« jeudi » n’est pas un jour"),
        ('{ closes = { hours = 2, at = "10:00" } }', "ne va pas avec « at »"),
        ('{ closes = { days = 2, from = "start" } }', "va avec un délai en heures"),
        ("{ closes = { months = 1, month_day = 32 } }", "un nombre entier de 1 à 31"),
        ("{ closes = { months = 1, nth = 1 } }", "demande aussi un « weekday »"),
        ('{ closes = { months = 1, nth = 0, weekday = "mon" } }', "-1 pour le dernier"),
        ('{ closes = { months = 1, nth = 5, weekday = "mon" } }', "un nombre entier de -2 à 4"),
        ("{ closes = { days = 3, month_day = 15 } }", "« month_day » va avec « months »"),
        ('{ closes = { weeks = 1, nth = 1, weekday = "mon" } }', "« nth » va avec « months »"),
        (
            '{ closes = { weeks = 1, last_full_week = true, weekday = "fri" } }',
            "« last_full_week » va avec « months »",
        ),
        ('{ closes = { weeks = 1, clear = true, weekday = "fri" } }', "« clear » va avec « days »"),
        ("{ closes = { months = 1, clear = true, month_day = 15 } }", "« clear » va avec « days »"),
        ('{ closes = { weekday = "fri", clear = true } }', "« clear » va avec « days »"),
        (
            '{ closes = { days = 1 }, late = [{ mode = "surcharge", surcharge = { price = "unreserved" } }] }',
            "le tarif « repas » n’a pas de prix « unreserved »",
        ),
        ("{ closes = { } }", "il manque le délai"),
        ("{ closes = 3 }", "un bloc entre accolades"),
        ("{ closes = { exact = 2026-11-23T10:00:00+01:00 } }", "n’écrivez pas de décalage"),
        ("{ never = true, closes = { days = 1 } }", "« never » va seul"),
        ('{ mode = "attendance", closes = { days = 1 } }', "il n’y a pas de limite à écrire"),
        ('{ mode = "attendace" }', "Vouliez-vous écrire « attendance » ?"),
        ('{ same_as = "recerve" }', "n’est pas une règle"),
        ('{ same_as = "cancel" }', "se renvoient l’une à l’autre"),
        ('{ same_as = "reserve" }', "se renvoient l’une à l’autre"),
        ('{ cases = [{ weekdays = ["mon", "tue"], closes = { days = 1 } }] }', "le jeudi et le vendredi"),
        ("{ cases = [{ unannounced = true, closes = { days = 1 } }] }", "« unannounced » va seul"),
        (
            "{ cases = [{ from = 2026-09-02, to = 2026-09-01, closes = { days = 1 } }] }",
            "« to » est avant « from »",
        ),
        ('{ late = [{ mode = "phone" }] }', "il manque « phone »"),
        ('{ late = [{ mode = "surcharge" }] }', "il manque « surcharge »"),
        ('{ late = [{ mode = "surcharge", surcharge = {} }] }', "il manque la majoration"),
        ('{ late = [{ mode = "surcharge", surcharge = { percent = -5 } }] }', "ne peut pas être négative"),
        ('{ closes = { days = 1, open_days = "opening" } }', "va avec « if_closed »"),
        (
            '{ closes = { days = 0, at = "18:00" } }',
            "après le début du service le lundi, le mardi, le jeudi et le vendredi",
        ),
        ('{ closes = { weeks = 0, weekday = "wed", at = "10:00" } }', "le lundi et le mardi"),
        ("{ opens = { days = 1 }, closes = { days = 2 } }", "l’ouverture tombe après la limite"),
    ],
)
def test_a_mistake_in_a_rule(rule: str, words: str) -> None:
    told = problems(with_rule(rule))
    assert any(words in problem.sentence and problem.line in (13, 14) for problem in told), told


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("price = 3.405", "s’arrête aux centimes"),
        ("price = -3", "ne peut pas être négatif"),
        ("price = 34000", "faute de frappe"),
        ("price = inf", "écrivez un nombre"),
        ('price = "3.40"', "écrivez un nombre"),
        ("price = 3\nrate_percent = 1", "choisissez entre « price » et « rate_percent »"),
        ("", "il manque le prix"),
        ("lines = []", "il manque le prix"),
        ("lines = [3]", "une liste de blocs"),
        ("lines = [{ from = 0 }]", "il manque le prix de cette ligne"),
        ("lines = [{ from = 700, to = 600, price = 1 }]", "la tranche est vide"),
        ("lines = [{ above = 700, below = 700, price = 1 }]", "la tranche est vide"),
        ("lines = [{ from = -5, price = 1 }]", "ne peut pas être négatif"),
        ("lines = [{ from = 0, above = 0, price = 1 }]", "choisissez entre « from » et « above »"),
        ("lines = [{ rank = 1, rank_to = 2, price = 1 }]", "deux fois la même chose"),
        ("lines = [{ price = { a = 1 } }]", "n’est pas une colonne"),
        (
            "columns = { a = { rank = 1 }, b = { rank_from = 2 } }\nlines = [{ price = { a = 1 } }]",
            "la colonne « b »",
        ),
        ("lines = [{ resident = true, price = 1 }]", "extérieurs"),
        ("rate_percent = 0.5", "le prix serait sans fin"),
        ("rate_percent = -0.5\nceiling = 3", "ne peut pas être négatif"),
        ("rate_percent = 0.5\nfloor = 4\nceiling = 3", "dépasse le prix plafond"),
        ("rate_percent = 0.5\nqf_floor = 900\nqf_ceiling = 800", "dépasse le quotient plafond"),
        ("price = 3\nceiling = 3", "demande aussi le taux"),
        ("linear = { from = 300, to = 300, price_from = 1, price_to = 2 }", "« to » doit dépasser"),
        ("linear = { from = 300, to = 900, price_from = 3, price_to = 2 }", "« price_to » doit dépasser"),
        ("linear = { from = 300, to = 900, price_from = 3 }", "il manque « price_to »"),
        (
            "linear = { from = 300, to = 900, price_from = 1, price_to = 2 }\nceiling = 3",
            "retirez « ceiling »",
        ),
        ("price = 3\nlinear = { from = 300, to = 900, price_from = 1, price_to = 2 }", "choisissez entre"),
        ('price = 3\nquotient_rounding = "bas"', '"down"'),
        (
            'quotient_rounding = "down"\nlines = [{ below = 700.5, price = 1 }, { from = 700.5, price = 2 }]',
            "nombres entiers",
        ),
        ("price = 3\ncare_percent = 120", "de 0 à 100"),
        ("price = 3\nother_prices = { unreservd = 6 }", "Vouliez-vous écrire « unreserved » ?"),
        ("price = 3\nother_prices = { occasionnel = 6 }", "Vouliez-vous écrire « occasional » ?"),
        ("price = 3\nother_prices = { first_hour = 2 }", "comme il se dit, par exemple « première heure »"),
        (
            "lines = [{ price = 3 }, { kind = 'unreservd', price = 3 }]",
            "Vouliez-vous écrire « unreserved » ?",
        ),
        (
            "price = 3\nadjustments = [{ label = 'A', kind = 'adult', percent = 9 }]",
            "ce tarif n’a pas de prix « adult »",
        ),
        ("lines = [{ school = 'nexistepas', price = 3 }]", "l’école « nexistepas » n’existe pas"),
        (
            "price = 3\nadjustments = [{ label = 'A', school = 'nexistepas', percent = 9 }]",
            "l’école « nexistepas » n’existe pas",
        ),
        ("price = 3\nadjustments = [{ label = 'Fratrie' }]", "il manque ce qui change"),
        ("price = 3\nadjustments = [{ label = 'Fratrie', percent = -120 }]", "ne dépasse pas 100"),
    ],
)
def test_a_mistake_in_a_tariff(lines: str, words: str) -> None:
    told = problems(with_tariff(lines))
    assert any(words in problem.sentence for problem in told), told


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (GOOD.replace('tariff = "repas"', 'tariff = "repos"'), 11, "le tarif « repos » n’existe pas"),
        (GOOD.replace('code = "cantine"', 'code = "Cantine scolaire"'), 9, "sans accent ni espace"),
        (GOOD.replace('cancel = { same_as = "reserve" }\n', ""), 8, "il manque « cancel »"),
        (GOOD.replace('name = "Cantine"', 'name = " "'), 10, "ce texte est vide"),
        (GOOD + GOOD[GOOD.index("[[services]]") :], 15, "« cantine » est déjà pris"),
        (GOOD + "weekdays = []\n", 15, "n’ouvre aucun jour"),
        (GOOD + 'terms = "holidays"\n', 8, "il manque « weekdays »"),
        (GOOD + 'schools = ["centre"]\n', 15, "l’école « centre » n’existe pas"),
        (GOOD + "places = 0\n", 15, "un nombre entier de 1 à 10000"),
        (GOOD + "places = [{ weekdays = ['mon'] }]\n", 15, "il manque « count »"),
        (GOOD + "waiting_list = {}\n", 15, "ajoutez « places »"),
        (GOOD + "places = 2\nwaiting_list = { priorities = [{}] }\n", 16, "dites qui passe avant"),
        (GOOD + "places = 2\nprepaid = true\nwaiting_list = {}\n", 17, "ne va pas avec le paiement"),
        (GOOD + "hold_minutes = 60\n", 15, "« hold_minutes » va avec « prepaid = true »"),
        (GOOD + "prepaid = true\nhold_minutes = 10\n", 16, "un nombre entier de 20 à 720"),
        (GOOD + "places = 2\nwaiting_list = { most = 500 }\n", 16, "un nombre entier de 1 à 35"),
        (
            GOOD + "places = 2\nwaiting_list = { decline_hours = 4, decline_until = { days = 1 } }\n",
            16,
            "choisissez entre",
        ),
        (
            GOOD + 'places = 2\nwaiting_list = { priorities = [{ schools = ["centre"] }] }\n',
            16,
            "l’école « centre » n’existe pas",
        ),
        (GOOD + 'starts_at = "24:00"\n', 15, ""),
        (GOOD + 'ends_at = "11:00"\n', 15, "« ends_at » est avant"),
        (GOOD + "late_pickup_minutes = 15\n", 15, "va avec « ends_at »"),
        (GOOD + "conditions = { min_days_with_holiday = 2 }\n", 15, "va avec « min_days_a_week »"),
        (
            GOOD + "conditions = { min_days_a_week = 3, max_days_a_week = 2 }\n",
            15,
            "au-dessous de « min_days_a_week »",
        ),
        (GOOD + "conditions = { age_from = 9, age_to = 6 }\n", 15, "« age_to » est avant"),
        (GOOD + 'conditions = { needs = ["dossier"] }\n', 15, "« dossier » n’est pas connu"),
        (GOOD + 'conditions = { needs = ["health_sheet"] }\n', 15, "dites quelle part de son tarif"),
        (GOOD + 'conditions = { week_patterns = [["sat"]] }\n', 15, "où le service ouvre"),
        (GOOD + 'conditions = { week_patterns = ["mon"] }\n', 15, "une liste de listes"),
        (GOOD + 'conditions = { whole_weeks = true, week_patterns = [["mon"]] }\n', 15, "choisissez entre"),
        (GOOD + 'conditions = { requires = ["cantine"] }\n', 15, "l’autre service « cantine »"),
        (GOOD + "absence = { }\n", 15, "il manque ce qui n’est pas facturé"),
        (GOOD + "absence = { cases = [{ within_hours = 48 }] }\n", 15, "ajoutez « proof »"),
        ('timezone = "Europe/Pari"\n' + GOOD, 1, "fuseau horaire"),
        ('timezone = "../etc/passwd"\n' + GOOD, 1, "fuseau horaire"),
        (GOOD.replace('zone = "A"', 'zone = "own"'), 1, "écrivez vos années scolaires"),
        (GOOD.replace('zone = "A"\n', ""), 0, "il manque « zone »"),
        (GOOD + '\n[calendar]\nterritory = "corse"\n', 17, '"alsace-moselle"'),
        (GOOD + '\n[[calendar.closures]]\nlabel = "Pont"\n', 16, "il manque « from »"),
        (
            GOOD + '\n[[calendar.closures]]\nlabel = "Pont"\non = 2027-05-07\nservices = ["cantin"]\n',
            19,
            "le service « cantin »",
        ),
        (
            GOOD
            + "\n[[calendar.school_years]]\nfrom = 2028-09-01\nto = 2029-08-31\nholidays = [\n"
            + '  { label = "Toussaint", from = 2028-10-20, to = 2028-11-05 },\n'
            + '  { label = "Armistice", from = 2028-11-05, to = 2028-11-11 },\n]\n',
            19,
            "deux vacances se chevauchent le dimanche 5",
        ),
        (
            GOOD
            + "\n[[calendar.school_years]]\nfrom = 2028-09-01\nto = 2029-08-31\n"
            + "\n[[calendar.school_years]]\nfrom = 2029-08-31\nto = 2030-08-31\n",
            16,
            "deux années scolaires se chevauchent",
        ),
    ],
)
def test_a_mistake_elsewhere(text: str, line: int, words: str) -> None:
    told = problems(text)
    assert any(words in problem.sentence and problem.line == line for problem in told), told


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (GOOD.replace("3.40", "3,40"), 6, "3.40 et non 3,40"),
        (GOOD.replace('"Cantine"', "« Cantine »"), 10, "guillemets droits"),
        (GOOD.replace('zone = "A"', 'zone = "A"\nzone = "B"'), 2, "déjà écrit plus haut"),
        (GOOD.replace("[[tariffs]]", "[[tariffs]"), 3, "n’est pas écrite comme il faut"),
        ("zone =", 1, "n’est pas écrite comme il faut"),
        ("x = " + "[" * 5000 + "]" * 5000, 0, "trop de crochets"),
        ("#" * 500_000, 0, "trop long"),
    ],
)
def test_a_text_that_is_not_toml(text: str, line: int, words: str) -> None:
    told = only_problem(text)
    assert (told.line, words in told.sentence) == (line, True), told


def test_a_limit_that_cannot_be_read_is_told_once_and_nothing_is_made_of_it() -> None:
    told = only_problem(with_rule("{ closes = { days = 1.5 } }"))
    assert (told.line, told.where) == (13, "services « cantine » › reserve › closes › days")


def test_a_mistake_in_a_rule_that_others_are_the_same_as_is_told_once() -> None:
    told = only_problem(with_rule('{ closes = { days = 0, at = "18:00" } }'))
    assert (told.line, told.where) == (13, "services « cantine » › reserve › closes")


def test_a_rule_that_suits_one_service_and_not_the_other_is_told_of_that_one() -> None:
    earlier = GOOD[GOOD.index("[[services]]") :].replace('"cantine"', '"matin"').replace("12:00", "07:30")
    earlier = earlier.replace('{ closes = { days = 1, at = "10:00" } }', '{ same_as = "cantine.reserve" }')
    told = only_problem(with_rule('{ closes = { days = 0, at = "10:00" } }') + earlier)
    assert "après le début du service" in told.sentence and "« matin »" in told.where


def test_a_price_may_have_the_words_of_the_town() -> None:
    town = parse(with_tariff('price = 3\nother_prices = { "première heure" = 2, exceptionnel = 9 }'))
    assert [line.kind for line in town.tariffs[0].lines] == ["regular", "première heure", "exceptionnel"]


def test_an_empty_file_lacks_its_zone() -> None:
    assert [problem.line for problem in problems("")] == [0]


def test_a_problem_in_an_array_of_several_lines_has_its_own_line() -> None:
    lines = "lines = [\n  # les petits\n  { below = 700, price = 1 },\n\n  { from = 701, price = 2 }, ]"
    told = only_problem(with_tariff(lines))
    assert told.line == 10
    assert "entre 700 et 701" in told.sentence
