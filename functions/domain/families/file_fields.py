"""The fields of a family's file that a town's list says, and that an agent edits by hand."""

OF_FAMILY = ("name", "phone", "resident")
OF_ADDRESS = ("line1", "line2", "postcode", "city")
OF_GUARDIAN = ("civility", "last_name", "first_name", "email")
OF_CHILD = (
    "first_name",
    "last_name",
    "birth_date",
    "school",
    "school_class",
    "number",
    "first_day",
    "last_day",
)
