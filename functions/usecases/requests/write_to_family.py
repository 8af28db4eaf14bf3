"""The town writes to one family, which did not ask anything: it reads the message in *Mes demandes*, and may answer."""

from functions.domain.errors import NotFound
from functions.domain.requests.threads import Thread, ThreadKind, subject_of, text_of, thread_of
from functions.domain.uploads.uploads import AttachedFile
from functions.usecases.requests.answer_thread import telling_family
from functions.usecases.requests.thread_act import Said, ThreadAct, ThreadWritten, write_thread
from functions.usecases.uploads.take_uploads import NO_FILES, FilesSent


def write_to_family(act: ThreadAct, subject: str, text: str, files: FilesSent = NO_FILES) -> ThreadWritten:
    """Begin the thread that `act` names. Nobody waits for the town before the family has answered.

    Raises MessageEmpty, FileNotThere, TooManyFiles, NotFound, KeyReused, Busy.
    """
    about, said = subject_of(subject), text_of(text, with_files=bool(files.names))
    request = ("write", act.by, subject, text, files.names)

    def decide(known: Thread | None, sent: tuple[AttachedFile, ...]) -> Said:
        if known is not None:
            raise NotFound  # an id that was given to another thread
        message = act.message(said, None, sent)
        return Said(thread_of(act.thread, ThreadKind.FROM_TOWN, act.family, about, message), message)

    return write_thread(
        act, request, decide, did="thread_begun_by_town", files=files, also=telling_family(act)
    )
