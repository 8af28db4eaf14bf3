"""The régisseur's acts on the command line, until the console has its screens: see `docs/regie.md`."""
