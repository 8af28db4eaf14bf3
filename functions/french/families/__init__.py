"""What agents and parents read about families: invitations, access, corrections of the file."""
