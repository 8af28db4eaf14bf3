"""`make deploy` and `make destroy`. What they say is French: who deploys a portal is not always a developer."""
