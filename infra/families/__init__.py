"""The families of a commune, from the list that its software or a spreadsheet gives, and their invitations."""
