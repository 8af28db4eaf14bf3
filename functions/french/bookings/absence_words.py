"""What a declared absence is called wherever it is shown: with what it costs, as far as is known now."""


def declared(billed: bool) -> str:
    """In the middle of a sentence: « absence déclarée, non facturée »."""
    return f"absence déclarée, {'facturée' if billed else 'non facturée'}"
