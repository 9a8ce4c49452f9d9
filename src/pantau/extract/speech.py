"""The forms in which speech is reported: verb before or behind its message, `menurut …`, passives, nouns of speech."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pantau.extract.actors import NOBODY
from pantau.extract.charges import charge_before, names_blamed, read_blamed
from pantau.extract.closing import has_verb, in_one_breath, is_apposed, past_apposition, read_closing
from pantau.extract.inverted import is_inverted
from pantau.extract.mentions import Mention
from pantau.extract.message import content_after, held_message
from pantau.extract.namings import names_somebody, read_naming
from pantau.extract.passives import pointed_back, read_passive, with_denied
from pantau.extract.patterns import Match
from pantau.extract.reporting import CLOSED, Speech, Who, stands_behind
from pantau.extract.said import NEUTRAL, Said, tight
from pantau.extract.speakers import protesters, speaker_after, speaker_before
from pantau.extract.targets import is_another, targets_of
from pantau.extract.unsaid import JUDGING, is_message, is_unsaid, reports_nothing
from pantau.extract.voices import speaker_of
from pantau.model import Span

FEW = 5
"""Words before `according to` at which the message still follows it."""
PAIR = 2
"""Words of a verb and the pronoun of who speaks: `kata dia`."""
LONGEST_RELAY = 9
"""Words from the comma of a message to those that name whom its medium quotes."""
SHORTEST_QUOTE = 3
"""Words below which a quotation before a noun of speech only describes it (`"absurd" allegations`)."""


def read_speech(speech: Speech, earlier: Sequence[Said]) -> Said | None:
    """The act of speech a reporting word makes, or None where it reports none. `earlier` are those of the same sentence."""
    form = speech.match.tag.form
    if _is_relative(speech):
        return None
    if form == "prepositions":
        return _according_to(speech)
    if form == "passive_source" and names_somebody(speech):
        return read_naming(speech)
    if form == "passive_source":
        return read_blamed(speech) if names_blamed(speech) else with_denied(speech, read_passive(speech), earlier)
    if form == "nouns":
        tokens, last = speech.sentence.tokens, speech.match.last
        if last < len(tokens) and tokens[last].lower in speech.words("heads_relative"):
            return None  # `…, tuduhan yang dibantah Hamas`
        if speech.match.first == 0 and tokens[0].lower in speech.words("thus"):
            return pointed_back(speech, speaker_after(speech.story, speech.sentence, speech.match))  # `"…." Demikian pernyataan TNI.`
        closed = speech.match.first > 0 and tokens[speech.match.first - 1].text in CLOSED
        said = _postposed(speech) if closed else _nominal(speech)
        return None if closed and said is not None and len(said.content.of(speech.story.view.text).split()) < SHORTEST_QUOTE else said
    if _is_interposed(speech):
        return _according_to(speech)
    if _is_postposed(speech) and is_inverted(speech):
        return _postposed(speech) or (_according_to(speech) if speech.match.first == 0 else None)  # `Kata Zelensky, Rusia …`
    return read_closing(speech) or _preposed(speech, earlier)


def _is_relative(speech: Speech) -> bool:
    """`a report that said …`: the word with its `that` is a noun, of which a clause is told."""
    tokens, match, opens = speech.sentence.tokens, speech.match, speech.words("heads_relative")
    if match.last - match.first < PAIR or match.last >= len(tokens) or tokens[match.last - 1].lower not in opens:
        return False
    helping = speech.words("before_verb") - speech.words("day_words")
    verb = any(m.first == match.last and m.shape == "v" for m in speech.sentence.layer("speech", "event"))
    return verb or tokens[match.last].lower in helping


def _is_interposed(speech: Speech) -> bool:
    """`pabrik yang kata Washington akan dipakai …`: who tells stands behind the bare verb within a relative clause."""
    tokens, match = speech.sentence.tokens, speech.match
    if match.first == 0 or match.shape == "v" or speech.words("genitives") or match.tag.name not in NEUTRAL:
        return False
    bare = stands_behind(speech.story.lexicon.words, tokens[match.first].lower)
    if tokens[match.first - 1].lower not in speech.words("heads_relative") or not bare:
        return False
    return any(m.first == match.last and not m.is_pronoun for m in speech.story.mentions(speech.sentence))


def _is_postposed(speech: Speech) -> bool:
    """Whether the verb stands behind its message: after a closed quotation, or after a comma as a bare form (`…, kata polisi`)."""
    tokens, first = speech.sentence.tokens, speech.match.first
    held = any(t.lower in speech.words("pronouns") for t in tokens[first + 1 : speech.match.last])
    if held and speech.match.last > first + PAIR:
        return False  # `, said it would support …`, and not `kata dia`
    if any(first < m.first < speech.match.last for m in speech.sentence.layer("role", "victim")):
        return False  # `, memperingatkan penduduk setempat …`: it holds its object
    closed = speech.match.last == first + 1 < len(tokens) and tokens[first + 1].text in ",:"
    if closed and _is_bare(speech):
        return False  # `Hagel, yang …, berkata, Mempertahankan …`: the message follows
    bare = stands_behind(speech.story.lexicon.words, tokens[first].lower)
    if speech.words("genitives") and speech.match.tag.name not in NEUTRAL and _quote_before(speech) is None:
        return False  # `Hezbollah, backed by Iran, threatened Israel`: such a verb stands before its subject behind a quotation only
    if first == 0:
        return bare and speech.match.shape in ("b", "")
    return bare and tokens[first - 1].text in CLOSED and not is_apposed(speech) and not _ends_relative(speech)


def _ends_relative(speech: Speech) -> bool:
    """`Menteri itu, yang baru kembali dari Kairo, menegaskan …`: an active verb behind what is told of its subject between commas."""
    tokens, match = speech.sentence.tokens, speech.match
    if match.shape != "v" or tokens[match.first - 1].text != "," or match.last + 1 >= len(tokens) or not _is_bare(speech):
        return False
    relative = speech.words("heads_relative")
    opens = next((i for i in range(match.first - 2, 0, -1) if tokens[i].text == ","), 0)
    if not opens or speech.words("genitives"):
        return False
    subject = next((m for m in speech.story.mentions(speech.sentence) if m.last == opens and not m.preposition), None)
    if tokens[opens + 1].lower in speech.words("oblique"):
        return subject is not None and subject.first == 0  # `Rusia, lewat Kementerian Luar Negeri, memperingatkan …`
    return subject is not None and tokens[opens + 1].lower in relative


def _is_bare(speech: Speech) -> bool:
    """Whether the verb carries no pronoun of its own speaker (`katanya`)."""
    return not any(speech.sentence.tokens[speech.match.first].lower.endswith(c) for c in speech.words("own_clitics"))


def _postposed(speech: Speech) -> Said | None:
    story, sentence = speech.story, speech.sentence
    who = speaker_after(story, sentence, speech.match)
    content = _quote_before(speech) or _sentence_before(speech)
    if content is None:
        return None
    for quote in speech.paragraph.quotes:  # "…," kata X. "…" goes on in the same breath
        if content.end < speech.trigger.end and in_one_breath(speech, quote):
            content = content.joined(quote)
    second = _second_verb(speech, who[0])
    said = speech.said(
        who,
        content,
        "claim.postposed",
        quoted=True,
        stance=second.tag.name if second and second.tag.name not in NEUTRAL else None,
    )
    if second is None:
        return said
    return replace(said, trigger=Span(said.trigger.start, sentence.tokens[second.last - 1].end))


def _second_verb(speech: Speech, speaker: Span | None) -> Match | None:
    """`kata Kagame memperingatkan`: the second verb says how it was meant."""
    if speaker is None or speaker.start < speech.trigger.end:
        return None  # `Abdullah menilai …, kata pernyataan itu`: he is named before
    tokens = speech.sentence.tokens
    behind = (m for m in speech.sentence.layer("speech") if m.first >= speech.match.last and m.tag.name != "none")
    return next((m for m in behind if 0 <= tokens[m.first].start - speaker.end <= 2), None)


def _quote_before(speech: Speech) -> Span | None:
    start = speech.trigger.start
    return next((q for q in reversed(speech.paragraph.quotes) if q.end <= start <= q.end + 4), None)


def _sentence_before(speech: Speech) -> Span | None:
    """An unquoted message: from the sentence's first word to the verb's comma, and what goes on behind an interposed `, kata dia,`."""
    first, tokens = speech.match.first, speech.sentence.tokens
    if first == 0:
        return None
    end = tokens[first - 1].start if tokens[first - 1].text in CLOSED else speech.trigger.start
    if end - tokens[0].start < 8:
        return None
    opened = speech.opened
    return tight(speech.story, Span(opened.start if opened else tokens[0].start, _after_interposed(speech) or end))


def _after_interposed(speech: Speech) -> int | None:
    """Where the message ends that goes on behind an interposed `, kata dia,`; None if nothing of it follows."""
    tokens, match = speech.sentence.tokens, speech.match
    comma = next((i for i in range(match.last, min(len(tokens), match.last + 8)) if tokens[i].text == ","), None)
    if comma is None or comma + 3 >= len(tokens):
        return None
    follow = tokens[comma + 1]
    if any(follow.lower in speech.words(name) for name in ("continuers", "relays", "asides", "not_names", "heads_relative", "oblique")):
        return None  # `, kata X, yang …`, `, kata X, di tengah …`: of the speaker, or of his speech
    if any(m.roles and not m.is_pronoun and m.first == comma + 1 for m in speech.story.mentions(speech.sentence)) and match.first > 6:
        return None  # `…, kata X, ketua dewan itu, kepada Reuters`
    mentions = speech.story.mentions(speech.sentence)
    named = next((m for m in mentions if m.first <= comma + 1 < m.last and m.has_person), None)
    if named is not None and (named.last >= len(tokens) or tokens[named.last].text in ",.(;"):
        return None  # `…, kata juru bicara TNI, Candra Wijaya.`
    return None if follow.is_capital and match.first > 14 else speech.sentence.span.end


def _preposed(speech: Speech, earlier: Sequence[Said]) -> Said | None:
    story, sentence = speech.story, speech.sentence
    if reports_nothing(speech):
        kept = speaker_before(story, sentence, speech.match, earlier) if is_unsaid(speech) else None
        whose = kept[0] if kept is not None else None
        office = whose is not None and any(m.roles and m.span.overlaps(whose) for m in story.mentions(sentence))
        if kept is not None and office:
            story.remember(sentence, *kept)  # `Netanyahu belum mengatakan apa …. Dia hanya mengatakan …`
        return None
    who = speaker_before(story, sentence, speech.match, earlier)
    relative = speech.match.first > 0 and sentence.tokens[speech.match.first - 1].lower in speech.words("heads_relative")
    named = who is not None and who[0] is not None and story.is_person(who[0], sentence)
    if speech.match.tag.name in JUDGING and not named and (who is None or who[1].code is None or relative):
        who = protesters(story, sentence, speech.match) or who
    content = content_after(speech) if who is not None else None
    if who is not None and (content is None or content.end <= content.start):
        content = held_message(speech) or content
    lone = content is None and speech.match.last + 1 >= len(sentence.tokens)
    issued = sentence.tokens[speech.match.last - 1].lower in speech.words("statements")
    if who is not None and (lone or (issued and not (content and is_message(speech, content)))):
        story.remember(sentence, *who)  # `Menteri itu berkata.`, `… mengeluarkan pernyataan pada Senin.`: what he said follows
    if who is None or _is_within_message(speech, who):
        return None
    if content is None or not (is_message(speech, content) or content.start < speech.trigger.end):
        return with_denied(speech, _without_message(speech, who, content), earlier)
    said = speech.said(who, content, "claim.preposed", quoted=any(q.overlaps(content) for q in speech.paragraph.quotes))
    return _with_accuser(speech, said)


FAR_CHARGE = 3
"""Words of a message within which it says that a charge is denied."""


def _with_accuser(speech: Speech, said: Said) -> Said:
    """`The army denied the accusation`: who denies a charge without naming its author denies what was said before him."""
    if said.stance not in ("deny", "reject") or said.targets:
        return said
    opens = [w.lower().strip(".,") for w in said.content.of(speech.story.view.text).split()[:FAR_CHARGE]]
    before = speech.story.speaker.code
    if before is None or not any(w in speech.words("charges") for w in opens) or not is_another(before, said.actor, said.stance):
        return said
    return replace(said, targets=(before,))


def _without_message(speech: Speech, who: Who, rest: Span | None) -> Said | None:
    """`X membantahnya`, `X membantah tuduhan tersebut` deny what was said before; `X menuding Y` accuses and stops there."""
    story, sentence, stance = speech.story, speech.sentence, speech.match.tag.name
    charge = charge_before(speech, speech.match.first) if stance in ("deny", "reject") else None
    if stance == "deny" or charge is not None:
        stance, opens = "deny", speech.trigger.start if charge is None else sentence.tokens[charge + 1].start
        content = tight(story, Span(opens, speech.trigger.end if rest is None else rest.end))
        accuser = story.speaker.code if story.speaker.code and is_another(story.speaker.code, who[1], stance) else None
        targets = (accuser,) if accuser else targets_of(story, content, who[1], stance)
        return Said(sentence, speech.trigger, *who, stance, content, targets, "claim.answer", False)
    named = rest is not None and any(rest == m.span and story.actor(m, sentence).code for m in story.mentions(sentence))
    return speech.said(who, rest, "claim.bare", quoted=False) if rest is not None and named and stance == "accuse" else None


def _is_within_message(speech: Speech, who: Who) -> bool:
    """`Saya harap pemilihan berlangsung bebas, kata Ban`: the verb of a first or second person is part of the message that the
    sentence closes."""
    tokens, spoken = speech.sentence.tokens, speech.words("pronouns_first") | speech.words("pronouns_second")
    near = (t for t in tokens[max(0, speech.match.first - 6) : speech.match.first] if t.text != "US")  # the state is not `us`
    first, last = speech.match.first, speech.match.last
    they = first > 0 and tokens[first - 1].lower in speech.words("pronouns_third_plural")  # `They told me to be silent, he said`
    heard = they and any(t.lower in spoken for t in tokens[last : last + 2])
    if who[0] is None or not (heard or any(t.lower in spoken for t in near)):
        return False
    later = [m for m in speech.sentence.layer("speech") if m.first > speech.match.last and m.tag.name != "none"]
    if any(read_closing(speech._replace(match=m)) is not None for m in later if m.tag.form == "verbs"):
        return True
    later = [m for m in later if tokens[m.first - 1].text in CLOSED]
    return any(tokens[m.first].lower in speech.words("postposed") or _is_postposed(speech._replace(match=m)) for m in later)


def _is_where_from(speech: Speech, mention: Mention) -> bool:
    """`according to reports from the capital Suva`: a place that reports come from says nothing."""
    opens = [t.lower for t in speech.sentence.tokens[speech.match.last : speech.match.last + PAIR]]
    paper = opens[0].removesuffix("s") in speech.words("statements") and opens[-1] in speech.words("place_sources")
    place = not mention.roles and all(n.kind in ("place", "capital") for n in mention.names) and bool(mention.names)
    return paper and place


def _according_to(speech: Speech) -> Said | None:
    """`Menurut X, …`, `…, menurut X` and `… yang menurut X …`."""
    story, sentence, match = speech.story, speech.sentence, speech.match
    tokens = sentence.tokens
    if match.first == 0 and tokens[0].lower in speech.words("occasions") and _has_teller(speech):
        return None
    clitic = any(tokens[match.last - 1].lower.endswith(c) for c in speech.words("own_clitics"))
    clitic = clitic or tokens[match.last - 1].lower in speech.words("pronouns")  # `menurut dia, …`: the one who spoke last
    comma = next((i for i in range(match.last, len(tokens)) if tokens[i].text == ","), len(tokens))
    reach = min(match.last + 6, comma)
    near = (m for m in story.mentions(sentence) if match.first < m.first < reach and m.last > match.last)
    mention = None if clitic else next(near, None)  # `menurut [sumber keamanan]` begins within the words
    if (mention is None and not clitic) or (mention is not None and _is_by_rule(speech, mention)):
        return None
    who: Who = speaker_of(story, sentence, mention) if mention else (story.speaker_name, story.speaker)
    paper = sentence.span_of(match.last, match.last + 1) if match.last < len(tokens) else None
    if mention is not None and paper is not None and _is_where_from(speech, mention):
        who = paper, NOBODY
    last = mention.last if mention else match.last
    relative = match.first > 0 and tokens[match.first - 1].lower in speech.words("heads_relative")
    behind = tokens[0].lower in speech.words("relays") or relative
    content: Span | None
    if relative and mention is not None and last + 1 < len(tokens) and tokens[last].is_word:  # `yang menurut Baku memuat klaim, …`
        end = next((i for i in range(last, len(tokens)) if tokens[i].text == ","), len(tokens) - 1)
        content = tight(story, Span(tokens[last].start, tokens[end].start))
    elif (match.first <= FEW and not _closes_clause(speech)) or (behind and last + 5 < len(tokens)):
        comma = next((i for i in range(last, min(len(tokens), last + 14)) if tokens[i].text in ',"“'), last - 1)
        comma = past_apposition(speech, comma)
        content = tight(story, Span(tokens[comma + 1].start, sentence.span.end)) if comma + 1 < len(tokens) else None
    else:
        content = tight(story, Span(tokens[0].start, tokens[_before_relay(speech) - 1].end))
    if content is None or len(content.of(story.view.text).split()) < 2:
        return None
    return speech.said(who, content, "claim.according", quoted=False)


def _is_by_rule(speech: Speech, mention: Mention) -> bool:
    """`according to the Greek constitution`, `menurut undang-undang Prancis`: a law or an order of things says nothing."""
    near = speech.sentence.tokens[speech.match.last : mention.last + 2]
    return not mention.roles and any(t.lower in speech.words("orders_of_things") for t in near)


def _closes_clause(speech: Speech) -> bool:
    """`Two soldiers died, according to X`: whether a short message with its verb stands before the comma."""
    first = speech.match.first
    return first > 2 and speech.sentence.tokens[first - 1].text == "," and has_verb(speech, first - 1)


def _before_relay(speech: Speech) -> int:
    """`The airport was closed, Reuters reported, citing officials`: the token behind the message, before who hands it on."""
    tokens, first = speech.sentence.tokens, speech.match.first
    if tokens[first].lower not in speech.words("occasions"):
        return first
    comma = next((i for i in range(first - 2, 0, -1) if tokens[i].text == ","), 0)
    told = any(comma < m.first < first and m.tag.form == "verbs" for m in speech.sentence.layer("speech"))
    return comma if comma and told and first - comma <= LONGEST_RELAY else first


def _has_teller(speech: Speech) -> bool:
    """`Citing intelligence reports, officials said …`: who speaks stands behind the comma, unless he only hands words on."""
    story, sentence = speech.story, speech.sentence
    comma = next((i for i, t in enumerate(sentence.tokens) if t.text == ","), len(sentence.tokens))
    verb = next((m for m in sentence.layer("speech") if m.first > comma and m.form_is_verb and m.tag.name != "none"), None)
    if verb is None:
        return False
    teller = next((m for m in story.mentions(sentence) if m.first > comma and m.last == verb.first), None)
    if teller is None:
        return any(t.lower in speech.words("statements") for t in sentence.tokens[comma : verb.first])
    source = story.knowledge.world.sources.by_name(teller.span.of(story.view.text))
    return "media" not in teller.roles and (source is None or source.kind in ("observer", "authority"))


def _nominal(speech: Speech) -> Said | None:
    """`tuduhan Israel bahwa …`, `seruan PBB untuk …`: the owner follows the noun."""
    story, sentence = speech.story, speech.sentence
    from_whom = speech.words("from_agent")
    last = sentence.tokens[speech.match.last - 1].lower
    if speech.match.last - speech.match.first > 1 and last in speech.words("oblique") - from_whom:
        return _addressed(speech)
    owner: Mention | None = next(
        (m for m in story.mentions(sentence) if not m.is_pronoun and m.first - speech.match.last == (m.preposition in from_whom)),
        None,
    )
    if owner is None:
        return None
    tokens = sentence.tokens
    opener = next(
        (i for i in range(owner.last, min(owner.last + 2, len(tokens))) if tokens[i].lower in speech.words("that_openers")), None
    )
    if opener is None or opener + 1 >= len(tokens):
        return None
    content = tight(story, Span(tokens[opener + 1].start, sentence.span.end))
    return speech.said(speaker_of(story, sentence, owner), content, "claim.nominal", quoted=False)


FAR_ASKED = 6
"""Words between a noun of asking and the opener of what somebody is asked to do."""


def _addressed(speech: Speech) -> Said | None:
    """`Britain's appeal to Iran to …`, `renewed its appeal for peacekeepers`: behind a noun with its preposition stands who hears it or
    what is asked for; the owner before it speaks."""
    story, sentence, first = speech.story, speech.sentence, speech.match.first
    tokens = sentence.tokens
    while first and tokens[first - 1].lower in speech.words("describing") | speech.words("genitives"):
        first -= 1
    owner = next((m for m in story.mentions(sentence) if m.last == first), None)
    owned = first > 0 and tokens[first - 1].lower in speech.words("owners_before")
    asked = any(t.lower in speech.words("that_openers") for t in tokens[speech.match.last : speech.match.last + FAR_ASKED])
    if not asked or (owner is None and not owned):
        return None
    who = speaker_of(story, sentence, owner) if owner is not None and not owner.is_pronoun else (story.speaker_name, story.speaker)
    content = tight(story, Span(tokens[speech.match.last].start, sentence.span.end)) if speech.match.last < len(tokens) else None
    return speech.said(who, content, "claim.nominal", quoted=False) if content is not None and (who[0] or who[1].code) else None
