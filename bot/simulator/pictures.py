"""What does an attached picture show? A plain coloured card with its label, drawn when it is asked for."""

import io
import textwrap

from PIL import Image, ImageDraw, ImageFont

from bot.simulator.graph.answer import Answer
from bot.simulator.graph.call import Call
from bot.simulator.links import is_picture_open
from bot.simulator.model import Attachment
from bot.simulator.world import World

COLOURS = ("#2f5d50", "#7a3b2e", "#34507a", "#6b5b1f", "#5a3d6b", "#22606b")


def answer(world: World, call: Call) -> Answer:
    """Answer /cdn/<id>.png: 403 for a wrong signature or after expiry, 404 for a picture there never was."""
    bare = call.path[1].removesuffix(".png") if len(call.path) == 2 else ""
    thing = world.state.posts.get(bare) or world.state.comments.get(bare)
    if thing is None:
        return _words(404, "Not found")
    if not is_picture_open(world, bare, call.params.get("oe", ""), call.params.get("sig", ""), world.now()):
        return _words(403, "URL signature expired")
    world.calls["picture"] += 1
    headers = {"Cache-Control": "private, max-age=60"}
    return Answer(body=draw(bare, thing.attachment or Attachment()), headers=headers, content_type="image/png")


def draw(bare: str, attachment: Attachment) -> bytes:
    """A PNG of the attachment's size; the same id has always the same colour."""
    colour = COLOURS[int(bare) % len(COLOURS)]
    image = Image.new("RGB", (attachment.width, attachment.height), colour)
    pen = ImageDraw.Draw(image)
    pen.rectangle((6, 6, attachment.width - 7, attachment.height - 7), outline="#ffffff", width=2)
    label = attachment.label or attachment.title or "Photo"
    words = textwrap.fill(label, max(8, attachment.width // 13))
    pen.multiline_text((24, 24), words, fill="#ffffff", font=ImageFont.load_default(22), spacing=8)
    file = io.BytesIO()
    image.save(file, format="PNG")
    return file.getvalue()


def _words(status: int, text: str) -> Answer:
    return Answer(status=status, body=text.encode(), content_type="text/plain; charset=utf-8")
