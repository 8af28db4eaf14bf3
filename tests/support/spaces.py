"""French typography puts no-break spaces where a test, to be read, has plain ones."""


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")
