"""Where a quotient familial comes from."""

from functions.domain.families.family import QuotientSource

SOURCES = {
    QuotientSource.CAF: "CAF",
    QuotientSource.MSA: "MSA",
    QuotientSource.TAX_NOTICE: "avis d’imposition",
    QuotientSource.API: "interrogation en ligne",
}
