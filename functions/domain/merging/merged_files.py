"""What is refused to who writes of a file that is being merged, or was: apart, because every request may meet it."""

from functions.domain.errors import Conflict


class FileMerging(Conflict):
    """Another file is being merged into this one: nothing else is written of it until that is done."""

    code = "file_merging"


class FileMerged(Conflict):
    """The file was merged into another one, which is where to write."""

    code = "file_merged"
