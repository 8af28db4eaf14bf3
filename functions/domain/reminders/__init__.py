"""When booking closes for which days, which families to remind of it, and the family's calendar."""
