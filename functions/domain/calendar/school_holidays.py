"""Holidays of the French schools of zones A, B and C, from September 2022 to August 2028.

Each entry is a code, the first day and the last day, both included: the first is the day after the last one with school, which is a
Saturday as a rule. Source: the ministry's decrees, as read in the
data of the PyPI package `vacances-scolaires-france` 0.12.0; the Ascension bridges of 2023 to 2026, which that data
leaves out, are those of the decrees, and so is the summer of 2028, which begins after school on Tuesday 4 July. Overseas territories and Corsica set their own calendar: such a town writes it
in its règlement.
"""

FIRST_KNOWN_DAY = "2022-09-01"
LAST_KNOWN_DAY = "2028-08-31"

ALL_ZONES = (
    ("autumn", "2022-10-22", "2022-11-06"),
    ("christmas", "2022-12-17", "2023-01-02"),
    ("ascension", "2023-05-19", "2023-05-20"),
    ("summer", "2023-07-08", "2023-09-03"),
    ("autumn", "2023-10-21", "2023-11-05"),
    ("christmas", "2023-12-23", "2024-01-07"),
    ("ascension", "2024-05-10", "2024-05-11"),
    ("summer", "2024-07-06", "2024-09-01"),
    ("autumn", "2024-10-19", "2024-11-03"),
    ("christmas", "2024-12-21", "2025-01-05"),
    ("ascension", "2025-05-30", "2025-05-31"),
    ("summer", "2025-07-05", "2025-08-31"),
    ("autumn", "2025-10-18", "2025-11-02"),
    ("christmas", "2025-12-20", "2026-01-04"),
    ("ascension", "2026-05-15", "2026-05-16"),
    ("summer", "2026-07-04", "2026-08-31"),
    ("autumn", "2026-10-17", "2026-11-01"),
    ("christmas", "2026-12-19", "2027-01-03"),
    ("ascension", "2027-05-06", "2027-05-08"),
    ("summer", "2027-07-03", "2027-08-31"),
    ("autumn", "2027-10-23", "2027-11-07"),
    ("christmas", "2027-12-18", "2028-01-02"),
    ("ascension", "2028-05-26", "2028-05-27"),
    ("summer", "2028-07-05", "2028-08-31"),
)

ZONE_A = (
    ("winter", "2023-02-04", "2023-02-19"),
    ("spring", "2023-04-08", "2023-04-23"),
    ("winter", "2024-02-17", "2024-03-03"),
    ("spring", "2024-04-13", "2024-04-28"),
    ("winter", "2025-02-22", "2025-03-09"),
    ("spring", "2025-04-19", "2025-05-04"),
    ("winter", "2026-02-07", "2026-02-22"),
    ("spring", "2026-04-04", "2026-04-19"),
    ("winter", "2027-02-13", "2027-02-28"),
    ("spring", "2027-04-10", "2027-04-25"),
    ("winter", "2028-02-19", "2028-03-05"),
    ("spring", "2028-04-22", "2028-05-08"),
)

ZONE_B = (
    ("winter", "2023-02-11", "2023-02-26"),
    ("spring", "2023-04-15", "2023-05-01"),
    ("winter", "2024-02-24", "2024-03-10"),
    ("spring", "2024-04-20", "2024-05-05"),
    ("winter", "2025-02-08", "2025-02-23"),
    ("spring", "2025-04-05", "2025-04-21"),
    ("winter", "2026-02-14", "2026-03-01"),
    ("spring", "2026-04-11", "2026-04-26"),
    ("winter", "2027-02-20", "2027-03-07"),
    ("spring", "2027-04-17", "2027-05-02"),
    ("winter", "2028-02-05", "2028-02-20"),
    ("spring", "2028-04-08", "2028-04-23"),
)

ZONE_C = (
    ("winter", "2023-02-18", "2023-03-05"),
    ("spring", "2023-04-22", "2023-05-08"),
    ("winter", "2024-02-10", "2024-02-25"),
    ("spring", "2024-04-06", "2024-04-21"),
    ("winter", "2025-02-15", "2025-03-02"),
    ("spring", "2025-04-12", "2025-04-27"),
    ("winter", "2026-02-21", "2026-03-08"),
    ("spring", "2026-04-18", "2026-05-03"),
    ("winter", "2027-02-06", "2027-02-21"),
    ("spring", "2027-04-03", "2027-04-18"),
    ("winter", "2028-02-12", "2028-02-27"),
    ("spring", "2028-04-15", "2028-05-01"),
)
