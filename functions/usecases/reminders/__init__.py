"""Reminding families of limits, and the calendar that they subscribe to."""
