"""A family and its town write to each other."""

from functions.domain.requests.ready_sentences import ReadyFor, ReadySentence
from functions.domain.requests.threads import ThreadKind, ThreadState
from functions.storage.requests import threads
from functions.storage.table.ids import new_id
from functions.usecases.requests.answer_thread import answer_thread, change_thread_state
from functions.usecases.requests.thread_act import ThreadAct
from functions.usecases.requests.write_ready_sentences import write_ready_sentences
from functions.usecases.requests.write_to_family import write_to_family
from functions.usecases.requests.write_to_town import ask_town, continue_thread, settle_thread
from tests.support.acts.act import KEY, Do, writes
from tests.support.builders import MARC, NOW, open_town, settle

AGENT = "a" * 26


def an_act(thread: str, *, key: str = KEY, by_town: bool = False) -> ThreadAct:
    return ThreadAct("lisse", "testmp", thread, AGENT if by_town else MARC, key, NOW, by_town)


def asked() -> tuple[str, str]:
    """A thread that waits, and its last message."""
    open_town()
    settle()
    ask_town(an_act(new_id(NOW), key="asked"), ThreadKind.QUESTION, "Sortie", "Faut-il un pique-nique ?")
    [stored] = threads.of_family("lisse", "testmp")
    return stored.value.id, stored.value.last


@writes("requests.write_to_town", "requests.thread_act")
def asking_the_town() -> Do:
    open_town()
    settle()
    act = an_act(new_id(NOW))
    return lambda: ask_town(act, ThreadKind.QUESTION, "Sortie", "Faut-il un pique-nique ?")


@writes("requests.write_to_town", "requests.thread_act")
def writing_on() -> Do:
    act = an_act(asked()[0])
    return lambda: continue_thread(act, "Et un goûter ?")


@writes("requests.write_to_town", "requests.thread_act")
def saying_that_no_answer_is_needed() -> Do:
    act = an_act(asked()[0])
    return lambda: settle_thread(act)


@writes("requests.answer_thread", "requests.thread_act")
def answering_a_family() -> Do:
    thread, last = asked()
    act = an_act(thread, by_town=True)
    return lambda: answer_thread(act, "Oui, et un goûter.", seen=last, close=True)


@writes("requests.write_ready_sentences")
def saying_which_sentences_are_ready() -> Do:
    open_town()
    said = [ReadySentence(ReadyFor.REPLY, "Bonjour, c’est noté.")]
    return lambda: write_ready_sentences("lisse", said, seen=0, by=AGENT, now=NOW)


@writes("requests.write_to_family", "requests.thread_act")
def writing_to_a_family() -> Do:
    open_town()
    settle()
    act = an_act(new_id(NOW), by_town=True)
    return lambda: write_to_family(act, "Sortie", "Elle est reportée à lundi.")


@writes("requests.answer_thread", "requests.thread_act")
def putting_a_thread_aside() -> Do:
    thread, last = asked()
    act = an_act(thread, by_town=True)
    return lambda: change_thread_state(act, ThreadState.CLOSED, seen=last)
