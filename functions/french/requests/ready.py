"""The sentences that are ready for a town that has not written its own."""

from functions.domain.requests.ready_sentences import ReadyFor, ReadySentence, ReadySentences

DEFAULTS: dict[ReadyFor, tuple[str, ...]] = {
    ReadyFor.REPLY: (
        "Bonjour, c’est possible : c’est noté.",
        "Bonjour, ce n’est malheureusement pas possible.",
        "Bonjour, nous avons bien reçu votre document.",
    ),
    ReadyFor.REFUSAL: (
        "Il n’y a plus de place ce jour-là.",
        "La commande de repas est déjà partie.",
        "Il nous faut d’abord un document : appelez-nous.",
    ),
    ReadyFor.CORRECTION: (
        "Il nous faut un document pour ce changement : appelez-nous.",
        "Nous n’avons pas compris ce changement : appelez-nous.",
        "L’autre responsable doit aussi nous le dire.",
    ),
    ReadyFor.PAPER: (
        "Le document n’est pas lisible : envoyez une autre photo.",
        "Le document n’est plus à jour.",
        "Ce n’est pas le document demandé.",
    ),
}


def offered(kept: ReadySentences) -> list[ReadySentence]:
    """The town's own, and the portal's where it has none of a use."""
    own = {one.use for one in kept.sentences}
    more = [ReadySentence(use, text) for use, texts in DEFAULTS.items() if use not in own for text in texts]
    return [*kept.sentences, *more]
