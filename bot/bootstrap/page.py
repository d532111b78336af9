"""How is the review page put together? It gets nothing that could reach a platform."""

import secrets as random
from pathlib import Path

from flask import Flask

from bot.bootstrap.judging import guidelines_of, sheet_of
from bot.bootstrap.parts import accounts_of, archive_of, open_store
from bot.bootstrap.rulebook import office_of
from bot.config import Config, Secrets
from bot.errors import EvidenceError
from bot.model import PlatformName
from bot.platforms.facebook_writes import FACEBOOK_CAN
from bot.platforms.instagram_writes import INSTAGRAM_CAN
from bot.ports import Clock
from bot.review.abilities import Abilities
from bot.review.door import FrontDoor
from bot.review.rulebook import RuleDesk
from bot.review.service import ReviewDesk
from bot.review.web import create_app


def review_app_of(config: Config, secrets: Secrets, clock: Clock) -> Flask:
    """The review page. It gets the index and the evidence files, and nothing that could reach a platform."""
    guidelines = guidelines_of(config)
    store = open_store(config)
    return create_app(
        desk=ReviewDesk(
            store=store,
            archive=archive_of(config),
            accounts=accounts_of(config),
            guidelines=guidelines.clauses,
            clock=clock,
            abilities=abilities_of(config),
        ),
        rule_desk=RuleDesk(office=office_of(config, store, clock, guidelines=guidelines), store=store, clock=clock),
        door=FrontDoor(store=store, clock=clock),
        secret_key=session_key(secrets, config.archive_root),
        zone=config.district.zone,
        trusted_hosts=config.review.trusted_hosts,
        secure_cookies=config.review.behind_proxy,
        site_name=config.district.name,
        statements=sheet_of(config) or (),
    )


def abilities_of(config: Config) -> Abilities:
    """What staff may do: what each platform can, as far as section [act] allows it. Plain facts, no way to Meta."""
    return Abilities(
        platforms={PlatformName.FACEBOOK: FACEBOOK_CAN, PlatformName.INSTAGRAM: INSTAGRAM_CAN},
        reply=config.act.reply,
        delete=config.act.delete,
    )


def session_key(secrets: Secrets, root: Path) -> bytes:
    """What session cookies are signed with: the secret `session-key`, else one made once, readable by us alone."""
    given = secrets.find("session-key")
    if given is not None:
        return given.reveal().encode()
    file = root / "private" / "session-key"
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not file.exists() or file.stat().st_size == 0:
            draft = file.with_name(f"session-key.{random.token_hex(4)}")
            draft.touch(mode=0o600)
            draft.write_text(random.token_hex(32), "ascii")
            draft.replace(file)
        return file.read_text("ascii").encode()
    except OSError as error:
        raise EvidenceError(f"the session key can't be kept at {file}: {error.strerror}") from error
