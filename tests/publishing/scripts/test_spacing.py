"""A script without the spaces of its layout does what it did."""

import pytest

from functions.publishing.scripts.spacing import without_spaces


@pytest.mark.parametrize(
    ("written", "light"),
    [
        ("const { a, b } = of({ c: 1 });", "const{a,b}=of({c:1});"),
        ("const sum = (one, two) => one + -two;", "const sum=(one,two)=>one + -two;"),
        ("say(\"a = b, c : d\", '(e , f)');", "say(\"a = b, c : d\",'(e , f)');"),
        ('say("a \\" = b") ;', 'say("a \\" = b");'),
        ("say(`a = ${b ? c : d} , ${`e = ${f}`} ; g`, h);", "say(`a = ${b ? c : d} , ${`e = ${f}`} ; g`,h);"),
        ('say(`${ { a: "}" }.a } = b`) ;', 'say(`${ { a: "}" }.a } = b`);'),
        ("text.replace(/a = [/ ,] {2}/g, b);", "text.replace(/a = [/ ,] {2}/g,b);"),
        ("return /a , b/.test(c);", "return /a , b/.test(c);"),
        ("const half = whole / 2 , rest = whole / 3;", "const half=whole / 2,rest=whole / 3;"),
        ("call(a); // b = c, d\nnext( e );", "call(a);// b = c, d\nnext(e);"),
        ("call(/* a = b */ c , d);", "call(/* a = b */ c,d);"),
        ("return { a };\nconst b = 1;", "return{a};\nconst b=1;"),
    ],
)
def test_spaces_around_punctuation_go_and_texts_stay(written: str, light: str) -> None:
    assert without_spaces(written) == light
    assert without_spaces(light) == light
