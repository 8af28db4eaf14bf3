"""What a deployment holds, kept elsewhere and put back: whole, or for one commune or one family, as it was at an instant."""
