"""The absences that families declare, the services that the town calls off, and which of those days are billed."""
