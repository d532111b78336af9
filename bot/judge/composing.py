"""How does a form that was filled in become a rule in TOML? Pure."""

from collections.abc import Sequence

from bot.model import WordsRule


def compose(words: WordsRule) -> str:
    """The TOML of a list of words. What was typed can't become anything but texts: no key, no table, no comment."""
    lines = [
        "[[rule]]",
        f"id = {quoted(words.rule_id)}",
        f"guideline = {quoted(words.guideline)}",
        'kind = "words"',
        f"why = {quoted(words.why)}",
        *(['routing = "review"'] if words.only_review else []),
        f"words = {_list(words.words)}",
        *([f"allow = {_list(words.allow)}"] if words.allow else []),
        f"examples = {_list(words.examples or words.words[:1])}",
        *([f"counter_examples = {_list(words.counter_examples)}"] if words.counter_examples else []),
    ]
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """A text as TOML writes it on one line; lone surrogates, which TOML can't hold, become U+FFFD."""
    return '"' + "".join(map(_sign, text.encode("utf-8", "replace").decode("utf-8"))) + '"'


def _sign(sign: str) -> str:
    if sign in '"\\':
        return f"\\{sign}"
    return sign if sign.isprintable() else f"\\U{ord(sign):08X}"


def _list(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(quoted, texts))}]"
