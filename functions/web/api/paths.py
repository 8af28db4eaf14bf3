"""The paths that routes of several rooms begin with."""

COMMUNE = "/communes/{commune}"
FAMILY = f"{COMMUNE}/families/{{family}}"
"""What a member of the family may see and do."""
REGIE = f"{COMMUNE}/regie"
"""What the régisseur may see and do."""
REGIE_FAMILY = f"{REGIE}/families/{{family}}"


def calendar_address(origin: str, token: str) -> str:
    """The secret address of a parent's calendar."""
    return f"{origin}/api/calendar/{token}"
