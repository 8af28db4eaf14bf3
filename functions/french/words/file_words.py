"""The fields of a family's file in French, where it is read, corrected or imported."""

OF_FAMILY = {
    "name": "nom de la famille",
    "phone": "téléphone",
    "resident": "habite la commune",
    "address.line1": "adresse",
    "address.line2": "complément d’adresse",
    "address.postcode": "code postal",
    "address.city": "ville",
}
OF_PERSON = {
    "civility": "civilité",
    "last_name": "nom",
    "first_name": "prénom",
    "birth_date": "date de naissance",
    "email": "adresse e-mail",
}
OF_CHILD = {
    "school": "école",
    "school_class": "classe",
    "number": "numéro",
    "first_day": "premier jour",
    "last_day": "dernier jour",
}
QUOTIENT = "quotient familial"
