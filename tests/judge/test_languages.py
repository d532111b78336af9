"""Is a comment that no rule can read sent to a person, and everything else left alone? Invented sentences."""

import unicodedata
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.judge.guidelines import Guidelines
from bot.judge.judge import Judge
from bot.judge.languages import Languages, languages_read
from bot.judge.reading import read
from bot.model import Finding, Outcome, Routing

EXPERT = Languages()

FOREIGN = [
    ("Du bist ein Idiot und das weiß jeder", "German"),
    ("Warum wird hier nichts gegen das Mobbing an der Schule getan?", "German"),
    ("Merci beaucoup pour tout ce que vous faites", "French"),
    ("Obrigado por tudo que vocês fazem pelas crianças", "Portuguese"),
    ("Grazie a tutti gli insegnanti della scuola", "Italian"),
    ("Waarom is de bus altijd te laat?", "Dutch"),
    ("Dziękuję bardzo za wszystko, nauczyciele są wspaniali", "Polish"),
    ("Tại sao trường học không gọi cho phụ huynh?", "Vietnamese"),
    ("Salamat po sa lahat ng guro ng mga anak namin", "Tagalog"),
    ("Waan ka xumahay in dugsiga uu xiran yahay maanta", "Somali"),
    ("Asante sana kwa walimu wote wa shule hii", "Swahili"),
    ("Zašto je škola zatvorena danas?", "Bosnian, Croatian or Serbian"),
    ("Mwen pa konnen poukisa lekòl la fèmen jodi a", "Haitian Creole"),
    ("Çocuklarımız için yaptığınız her şey için teşekkürler", "Turkish"),
    (
        "Pam mae'r ysgol ar gau eto heddiw mae fy mhlant yn drist iawn am hyn",
        "a language other than English and Spanish",
    ),
    ("Спасибо большое всем учителям", "a language in Cyrillic letters"),
    ("لماذا المدرسة مغلقة اليوم", "a language in Arabic letters"),
    ("为什么学校今天关门", "Chinese"),
    ("학교가 왜 닫혔어요?", "Korean"),
    ("どうして学校は休みですか", "Japanese"),
    ("विद्यालय आज बंद क्यों है", "Hindi or another language in its letters"),
]

READ = [
    "The new pickup line is a mess, thanks a lot",
    "¿Por qué cerraron el campo? Qué vergüenza",
    "Gracias a la maestra por todo, she is the best!",
    "pq no avisaron d la junta? k mal",
    "hahaha jajaja lol lmao omg ur so funny bruh",
    "finna pull up to da game wit my bruddas on god no cap fr fr",
    "Carpe diem, class of 2026! Semper fi",
    "E pluribus unum",
    "Congrats Emma Kowalski, Jayden Müller, Liam Nguyen, Olivia Østergaard and Noah Đặng",
    "Emma Kowalski, Jayden Müller, Liam Nguyen, Olivia Østergaard, Noah Đặng, Zoë Lindqvist",
    "Danke, Frau Weber!",
    "Bon voyage to our French club, merci!",
    "Du bist great lol",
    "c'est la vie i guess",
    "¯\\_(ツ)_/¯ ok then",
    "ಠ_ಠ really",
    "👏👏🔥🔥❤️❤️🎺🎺",
    "fr fr ngl dat was fire no cap sheesh bussin lowkey",
    "recieve thier scedule tomorow plese teh scool oppens agian",
    "раypal and fаcebook are down again",
    "Hawks hawks hawks wooo woooo yaaay gooo lets goooo wooohooo",
    "https://www.example.com/warum/das/ist/nicht/die/schule",
    "#gohawks #marchingband #friday #lights #oakhurst #pride #family #win",
    "",
]


SHORT = [
    ("Ich bringe dich um", "German"),
    ("du Arschloch", "German"),
    ("Je vais te tuer", "French"),
    ("ta gueule", "French"),
    ("Ti ammazzo", "Italian"),
    ("Sei un idiota", "Italian"),
    ("Vou te matar", "Portuguese"),
    ("Você é um idiota", "Portuguese"),
    ("Zabiję cię", "Polish"),
    ("zabije cie", "Polish"),
    ("Ubiću te", "Bosnian, Croatian or Serbian"),
    ("Do të vras", "Albanian"),
    ("Tôi sẽ giết mày", "Vietnamese"),
    ("tao giet may", "Vietnamese"),
    ("Seni öldürürüm", "Turkish"),
    ("SENİ ÖLDÜRÜRÜM", "Turkish"),
    ("Waan ku dili doonaa", "Somali"),
    ("Nitakuua", "Swahili"),
    ("Papatayin kita", "Tagalog"),
    ("M ap touye w", "Haitian Creole"),
    ("Te omor", "Romanian"),
    ("Ik maak je dood", "Dutch"),
    ("去死", "Chinese"),
    ("死", "Chinese"),
    ("滚！", "Chinese"),
    ("哈哈", "Chinese"),
    ("Hey 去死吧lol", "Chinese"),
    ("殺す", "Japanese"),
    ("死ね", "Japanese"),
    ("죽어", "Korean"),
    ("바보", "Korean"),
    ("убью", "a language in Cyrillic letters"),
    ("كلب", "a language in Arabic letters"),
    ("मर जा", "Hindi or another language in its letters"),
    ("ตาย", "Thai"),
    ("ሙት", "Amharic or another language in its letters"),
]

BORROWED = [
    *(
        "My fiancé is a teacher",
        "jalapeño",
        "So naïve!",
        "très naïve",
        "Ångström",
        "Mañana",
        "Bon voyage",
        "C'est la vie",
    ),
    *("Gesundheit", "Bravo", "Namaste", "Mazel tov", "Aloha", "Semper Fi", "Que sera sera", "Joie de vivre", "Voilà"),
    *("crème de la crème", "déjà vu all over again", "pièce de résistance", "coup d'état", "Très chic!", "Sláinte"),
    *("Merci, André!", "Bon appétit", "Feliz Navidad", "Hakuna matata", "Schadenfreude", "La Dolce Vita", "Oui oui"),
    *("mia müller", "zoë kowalski and mia müller", "Nguyễn Văn Đức, Trần Thị Mai, Phạm Quốc Anh", "İbrahim Yılmaz"),
    *("Congrats to 王伟 on the award", "Way to go 김민준!", "Coach Đặng rocks", "Blue Öyster Cult", "São Paulo"),
    *("das a lie", "wen is da game", "hes so dumm", "dem kids bad", "der r no busses", "send me a pic", "mut lover"),
    *("(ノಠ益ಠ)ノ彡┻━┻", "ლ(ಠ益ಠლ)", "☆彡 yay", "ΔΣΘ", "ㅋㅋ", "ㅠㅠ", "ஜ۩۞۩ஜ Hawks ஜ۩۞۩ஜ", "(っ◔◡◔)っ ♥"),
    *("te voy a pagar mañana", "Spring 2026 Kim Chi fundraiser", "the curva on the road", "no te mates estudiando"),
]


def findings(text: str) -> list[Finding]:
    return list(EXPERT.findings(read(text)))


@pytest.mark.parametrize(("text", "language"), FOREIGN)
def test_a_comment_that_no_rule_reads_goes_to_a_person_with_the_language(text: str, language: str) -> None:
    (found,) = findings(text)
    assert found.why == f"This comment seems to be in {language}, which no rule here reads: a person decides."
    assert (found.rule, found.guideline, found.routing) == ("language", None, Routing.REVIEW)


@pytest.mark.parametrize("text", READ)
def test_english_spanish_names_slang_and_signs_are_left_alone(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(("text", "language"), SHORT)
def test_a_short_threat_or_insult_goes_to_a_person_with_the_language(text: str, language: str) -> None:
    (found,) = findings(text)
    assert f" in {language}, which" in found.why
    assert found.routing is Routing.REVIEW


@pytest.mark.parametrize("text", BORROWED)
def test_borrowed_words_names_and_drawn_faces_are_left_alone(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_accents_may_be_signs_of_their_own(form: Literal["NFC", "NFD"]) -> None:
    (found,) = findings(unicodedata.normalize(form, "Tôi sẽ giết mày"))
    assert "Vietnamese" in found.why


def test_a_foreign_threat_inside_an_english_sentence_is_marked_alone() -> None:
    (found,) = findings("Hey coach, you are the worst and we all know it, ti ammazzo, see you at the game")
    assert (found.match, "Italian" in found.why) == ("ti ammazzo", True)
    (found,) = findings("İİİİ you are the worst and we all know it, ti ammazzo")
    assert found.match == "ti ammazzo"


def test_a_single_small_word_needs_a_foreign_letter_beside_it() -> None:
    assert findings("merci x") == []
    (found,) = findings("pourquoi ça traîne")
    assert "French" in found.why


def test_only_the_foreign_part_is_marked() -> None:
    text = "Thanks everyone! Merci à tous les profs pour votre travail. See you Monday."
    (found,) = findings(text)
    assert found.match == "Merci à tous les profs pour votre travail"
    (found,) = findings("Great game! Спасибо большое учителям. Go Hawks")
    assert found.match == "Спасибо большое учителям"


def test_a_foreign_sentence_hidden_behind_an_english_one_is_seen() -> None:
    (found,) = findings(
        "What a lovely evening it was at the school and in the gym. Du bist ein dummes Schwein und ich hasse dich."
    )
    assert "German" in found.why


def test_the_verdict_is_review_and_never_more(guidelines: Guidelines) -> None:
    judge = Judge(guidelines, experts=(EXPERT,))
    verdict = judge.verdict("Ihr seid alle das Letzte und das wisst ihr auch")
    assert (verdict.outcome, verdict.guideline) == (Outcome.REVIEW, None)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_at_most_one_finding_where_it_stands(text: str) -> None:
    reading = read(text)
    found = list(EXPERT.findings(reading))
    assert len(found) <= 1
    assert all(one.match == reading.original[one.start : one.end] and one.match.strip() for one in found)


def test_the_languages_told_by_name_are_listed() -> None:
    assert {"German", "Vietnamese", "Somali"} <= set(languages_read())
