"""How large a file is: « PDF, 240 ko »."""

NO_BREAK = "\u00a0"


def weight(count: int) -> str:
    """Of so many bytes: « 240 ko », « 1,4 Mo »."""
    kilobytes = max(1, round(count / 1000))
    if kilobytes < 1000:
        return f"{kilobytes}{NO_BREAK}ko"
    return f"{count / 1_000_000:.1f}".replace(".", ",").removesuffix(",0") + f"{NO_BREAK}Mo"
