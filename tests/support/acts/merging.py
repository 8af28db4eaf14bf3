"""Two files of one family made one."""

from functions.usecases.merging.merge_files import merge_files
from tests.support.acts.act import Do, writes
from tests.support.merging import asked, two_files


@writes("merging.merge_files", "merging.carry_out")
def merging_two_files() -> Do:
    two_files()
    wanted = asked()
    return lambda: merge_files(wanted)
