"""Reporting words that close a sentence behind their message: `…, the ministry said on Friday`, `…, said the minister`."""

from __future__ import annotations

import itertools

from pantau.extract.actors import NOBODY
from pantau.extract.closing_subjects import LONGEST_OWNER, past_bearer, past_member, past_owner, past_title
from pantau.extract.groups import groups
from pantau.extract.mentions import Mention
from pantau.extract.papers import PAPER, closing_paper, issuer_of, last_issued
from pantau.extract.reporting import CLOSED, Speech
from pantau.extract.said import NEUTRAL, Said, tight
from pantau.extract.speakers import first_with_party
from pantau.extract.tails import SHORTEST as SHORTEST_MESSAGE
from pantau.extract.tails import message_end
from pantau.extract.unsaid import is_participle
from pantau.extract.words import QUOTES
from pantau.model import Span

SHORTEST, LONGEST_CLOSE = 12, 14
"""Characters of the shortest message before its closing subject and verb; words behind that verb, or from it to its subject's head."""
LONGEST_HALVED = 90
"""Characters of the reporting words between the halves of a quotation."""
INTERPOSED, SHORTEST_CLAUSE, LONGEST_OPENING = 5, 5, 9
"""Words between an interposed verb and its comma; words of the shortest message before it; of the longest phrase that opens it."""


def read_closing(speech: Speech) -> Said | None:
    """`The army shelled two villages, the ministry said on Friday.`: subject and verb close the sentence behind their message."""
    story, sentence, match = speech.story, speech.sentence, speech.match
    opens = sentence.tokens[match.last - 1].lower in speech.words("complement")  # `…, he said that …`: the message follows
    listed = sentence.tokens[match.first].lower in speech.words("postposed")
    quotes = match.last < len(sentence.tokens) and sentence.tokens[match.last].text == ":"  # `Asked whether …, he replied: "…"`
    relative = sentence.tokens[match.first - 1].lower in speech.words("heads_relative")  # `"ridiculous" a report that said …`
    if opens or quotes or relative or not (listed or _ends(speech)) or is_apposed(speech) or _is_of_nobody(speech):
        return None
    goes_on = _second_half(speech)
    last = goes_on is not None or _is_last(speech)
    issued = last_issued(speech) if last else None
    subject = _closing_subject(speech) if issued is None and (last or _is_set_off(speech)) else None
    halved = subject is not None and _is_interposed(speech, subject[0])
    if not last and (subject is None or not (halved or _is_clause(speech, subject[0]))):
        return None
    paper = closing_paper(speech) if subject is None and issued is None else None
    if subject is None and issued is None and paper is None:
        return None
    start = subject[0] if subject is not None else int(issued or paper or 0)
    opened = sentence.tokens[start].start
    quote = next((q for q in reversed(speech.paragraph.quotes) if q.end <= opened <= q.end + 4), None)
    if quote is not None and quote.start < sentence.span.start and "." in story.view.text[quote.end + 1 : opened]:
        quote = None  # `Officers used "reasonable force". The opposition said …`
    quote = quote or _quote_of_office(speech, start)
    first = speech.opened.start if speech.opened is not None else sentence.span.start
    told = Span(first, sentence.tokens[start - 1].start) if start and not _is_opening(speech, start) else None
    told = Span(first, sentence.span.end) if halved else told
    quote = quote.joined(goes_on) if quote is not None and goes_on is not None else quote
    content = quote or (tight(story, told) if told is not None and told.end - told.start >= SHORTEST else None)
    if content is None:
        return None
    who = _quoted_inside(speech) or (subject[1] if subject is not None else None)
    whose = first_with_party(story, sentence, who, start) if who is not None else (story.speaker_name, story.speaker)
    if paper is not None or (who is None and sentence.tokens[match.first - 1].lower in speech.words("findings")):
        named = issuer_of(speech, paper) if paper is not None else None
        whose = named or (Span(opened, sentence.tokens[match.first - 1].end), NOBODY)  # `…, the study said`
    breath = _next_breath(speech) if quote is not None else None
    content = content.joined(breath) if breath is not None else content
    return speech.said(whose, content, "claim.closing", quoted=quote is not None)


def _is_of_nobody(speech: Speech) -> bool:
    """`…, it was reported on Monday`: a passive behind a word that stands for nobody tells of no speaker."""
    tokens, first = speech.sentence.tokens, speech.match.first
    passive = first > 1 and tokens[first - 1].lower in speech.words("being")
    return passive and tokens[first - 2].lower in speech.words("things") and tokens[first - 3].text in CLOSED


def _quote_of_office(speech: Speech, start: int) -> Span | None:
    """`"We will not talk," Mali's leader, Colonel Goita, told …`: the quotation before the office of whom a name tells, where no verb
    stands between."""
    tokens, opened = speech.sentence.tokens, speech.sentence.tokens[start].start
    quote = next((q for q in reversed(speech.paragraph.quotes) if q.end <= opened), None)
    if quote is None or quote.start > speech.sentence.span.start + 2 or start < 2 or tokens[start - 1].text != ",":
        return None
    first = speech.sentence.token_at(quote.end)
    office = next((m for m in speech.story.mentions(speech.sentence) if first <= m.first and m.last == start - 1 and m.roles), None)
    return quote if office is not None and start - first <= LONGEST_OPENING else None


def _is_opening(speech: Speech, start: int) -> bool:
    """`In a statement, the African Union said it was concerned`, `A statement by France, Germany and Britain urged …`: a phrase without
    a verb that opens the sentence is no message."""
    tokens = speech.sentence.tokens
    if tokens[0].lower in speech.words("occasions"):
        return True  # `Asked whether India would …, the minister said …`
    if start <= LONGEST_OPENING and is_participle(speech, 0) and not has_verb(speech, start):
        return True  # `Visiting troops in Basra, the minister said …`
    paper = any(t.lower in speech.words("statements") for t in tokens[:PAPER])
    return start <= LONGEST_OPENING and (paper or tokens[0].lower in speech.words("oblique")) and not has_verb(speech, start)


def has_verb(speech: Speech, end: int) -> bool:
    """Whether a verb stands among the first tokens of the sentence."""
    tokens = speech.sentence.tokens
    verbal = any(t.lower in speech.words("before_verb") - speech.words("day_words") for t in tokens[:end])
    shape = speech.story.lexicon.patterns.morphology.shape  # `The militants belonged to …`, not `…, backed by Iran,`
    verbal = verbal or any(shape(t.lower)[1] == "participle" and s.is_word for s, t in itertools.pairwise(tokens[:end]))
    return verbal or any(m.shape == "v" and m.last < end for m in speech.sentence.layer("event", "harm"))


def _quoted_inside(speech: Speech) -> Mention | None:
    """`Saba quoted an official as saying`: whom the reporting words themselves name."""
    match = speech.match
    return next((m for m in speech.story.mentions(speech.sentence) if match.first < m.first and m.last < match.last), None)


def _is_last(speech: Speech) -> bool:
    """Whether nothing but a day, an addressee or a place follows the verb."""
    behind = itertools.takewhile(lambda t: t.lower not in speech.words("stipulated"), speech.sentence.tokens[speech.match.last :])
    rest = [t for t in behind if t.lower not in speech.words("when_said")]  # `told AFP on condition he not be named`
    verbal = ("future", "ongoing", "done", "hypothetical", "negation", "complement")
    rest = [t for t in rest if t.lower not in speech.words("since")]  # `in his first briefing since taking office`
    return len(rest) <= LONGEST_CLOSE and not any(t.text in '"“' or any(t.lower in speech.words(w) for w in verbal) for t in rest)


def in_one_breath(speech: Speech, quote: Span) -> bool:
    """`"…," kata X. "…"`: whether a quotation close behind the reporting words goes on with the one before them."""
    if not speech.trigger.end <= quote.start <= speech.trigger.end + LONGEST_HALVED:
        return False
    between = speech.story.view.text[speech.trigger.end : quote.start - 1]
    return (between.count(".") == 1 and between.rstrip().endswith(".")) or _is_split(between)


def _is_split(between: str) -> bool:
    """Whether the words between two quotations only tell who says both: `"…," she told reporters, "and …"`."""
    return "." not in between and between.rstrip().endswith(",")


def _next_breath(speech: Speech) -> Span | None:
    """`"…," he insisted. "…"`: the quotation behind the sentence that goes on, unless other reporting words close it."""
    text = speech.story.view.text
    after = next((q for q in speech.paragraph.quotes if in_one_breath(speech, q)), None)
    return after if after is not None and after.start > speech.sentence.span.end and text[after.end - 1] != "," else None


def _second_half(speech: Speech) -> Span | None:
    """The quotation behind the reporting words that goes on with the one before them."""
    quotes, text = speech.paragraph.quotes, speech.story.view.text
    before = any(0 <= speech.trigger.start - q.end <= LONGEST_HALVED for q in quotes)
    after = next((q for q in quotes if 0 <= q.start - speech.trigger.end <= LONGEST_HALVED), None)
    return after if before and after is not None and _is_split(text[speech.trigger.end : after.start - 1]) else None


def _ends(speech: Speech) -> bool:
    """`…, juru bicara itu mengatakan pada Senin seperti dikutip AFP`: whether a verb that stands before its message elsewhere ends the
    sentence, but for a day, a hearer and who handed it on."""
    tokens, last, words = speech.sentence.tokens, speech.match.last, speech.words
    if tokens[max(0, speech.match.first - 1)].lower in words("continuers") or tokens[0].lower in words("told_later") | words("oblique"):
        return False
    if not words("own_clitics") or speech.match.shape != "v" or speech.match.tag.name not in NEUTRAL:
        return False
    end = message_end(speech, last - SHORTEST_MESSAGE)
    if end - last > LONGEST_CLOSE or (end == last and end < len(tokens) - 1 and tokens[last].text == ","):
        return end == last and tokens[last].text == "," and any(t.lower in words("relays") for t in tokens[last : last + 3])
    rest = tokens[last:end]
    led = words("adjuncts") | words("day_words") | words("not_names")
    verbs = any(speech.story.lexicon.patterns.morphology.shape(t.lower)[0] == "v" for t in rest)
    return not verbs and (not rest or rest[0].lower in led or not rest[0].is_word) and not any(t.text in QUOTES + ":" for t in rest)


def _is_set_off(speech: Speech) -> bool:
    """Whether a comma or another clause ends the reporting words soon: `…, Fatah said, hours after …`, `…, he said on Monday amid
    reports that …`."""
    tokens, last = speech.sentence.tokens, speech.match.last
    near, breaking = range(last, min(len(tokens), last + INTERPOSED + 1)), speech.words("breaking")
    comma = next((i for i in near if tokens[i].text in CLOSED or (i > last and tokens[i].lower in breaking)), None)
    if comma is None or comma + 1 >= len(tokens) or tokens[comma + 1].text in QUOTES:
        return False
    return not any(t.lower in speech.words("complement") for t in tokens[last:comma])


def _is_clause(speech: Speech, start: int) -> bool:
    """Whether what stands before a subject is a message of its own, with a verb or told against what follows (`…, the army said, but
    the rebels denied it`), and no phrase that opens the sentence."""
    tokens, last = speech.sentence.tokens, speech.match.last
    if start < SHORTEST_CLAUSE or any(tokens[0].lower in speech.words(w) for w in ("oblique", "subordinate", "asides", "told_later")):
        return False
    if last + 1 < len(tokens) and tokens[last].text == "," and tokens[last + 1].lower in speech.words("turning"):
        return True
    return has_verb(speech, start)


def _is_interposed(speech: Speech, start: int) -> bool:
    """`The deal, the minister said, would not stop the army`: whether the reporting words part a message's subject from its verb."""
    tokens, last, words = speech.sentence.tokens, speech.match.last, speech.words
    if start < 2 or last + 2 >= len(tokens) or tokens[start - 1].text != "," or tokens[last].text != ",":
        return False
    verb = tokens[last + 1].lower
    finite = verb in words("before_verb") - words("day_words") or speech.story.lexicon.patterns.morphology.shape(verb)[0] == "v"
    layers = speech.sentence.layer("event", "harm", "speech")
    finite = finite or any(m.first == last + 1 and m.tag.form == "verbs" for m in layers)
    opens = any(tokens[0].lower in words(w) for w in ("oblique", "subordinate", "asides", "told_later"))
    alone = not opens and not any(t.text == "," for t in tokens[: start - 1])
    return alone and finite and not is_participle(speech, last + 1)


def _closing_subject(speech: Speech) -> tuple[int, Mention] | None:
    """The token at which the subject before a closing verb begins, behind the message's comma or closing mark, and its head."""
    tokens, verb = speech.sentence.tokens, speech.match.first
    while verb > 0 and tokens[verb - 1].lower in speech.words("before_verb"):
        verb -= 1
    if verb > 1 and tokens[verb - 1].text == ",":
        return _named_between_commas(speech, verb)
    particles = speech.words("particles") - speech.words("clause_openers") - speech.words("oblique")
    small = speech.words("determiners") | particles | speech.words("thus")  # `, da Cruz said`, `, demikian pejabat melaporkan`
    for mention in reversed(speech.story.mentions(speech.sentence)):
        if mention.last > verb or verb - mention.last > LONGEST_CLOSE:
            continue
        if any(t.lower in speech.words("joining_verbs") for t in tokens[mention.last : verb]):
            return None  # `ULFA imposed taxes and warned …`: the verb goes on, it closes nothing
        group = next((g for g in groups(speech.story, speech.sentence) if mention in g), (mention,))
        for head in (mention, *reversed(group[: group.index(mention)])):  # `witnesses and medics said`
            start = past_member(speech, past_title(speech, head, past_owner(speech, past_bearer(speech, head.first))))
            if start > 1 and tokens[start - 1].text.islower() and tokens[start - 2].lower in speech.words("single_articles"):
                start -= 1  # `a key senator said`
            while start > 0 and tokens[start - 1].lower in small | speech.words("one_of"):
                start -= 1
            if start == 0 or tokens[start - 1].text in CLOSED:
                return None if start and _is_list(speech, start) else (start, head)
            owner = _officer(speech, start)
            if owner is not None:
                return owner.first, owner
        if mention.preposition not in speech.words("oblique"):
            return None
    return None


def _officer(speech: Speech, start: int) -> Mention | None:
    """`, the head of Baghdad's operations command said`: whose office holds the owner of what the words before the verb name."""
    tokens, near = speech.sentence.tokens, range(max(0, start - LONGEST_OWNER), start)
    owned = next((i for i in reversed(near) if tokens[i].lower in speech.words("genitives")), None)
    holders = (m for m in speech.story.mentions(speech.sentence) if m.last == owned and m.roles and m.first > 0)
    return next((m for m in holders if tokens[m.first - 1].text in CLOSED), None)


def _is_list(speech: Speech, end: int) -> bool:
    """`The United States, France, Italy, Germany and Britain urged …`: nothing but others named side by side stands before."""
    held = {i for m in speech.story.mentions(speech.sentence) for i in range(m.first, m.last) if not m.preposition}
    small = speech.words("coordinators") | speech.words("determiners")
    return all(i in held or t.text == "," or t.lower in small for i, t in enumerate(speech.sentence.tokens[:end]))


def _named_between_commas(speech: Speech, verb: int) -> tuple[int, Mention] | None:
    """`…, Abdul Rahimi, the police commander, told AFP`, `…, the chairman of the committee, Carl Levin, told AFP`: the name that an
    office stands beside, and the token at which the two begin; who is told of between the commas (`an official, who …, told AFP`)."""
    tokens, mentions = speech.sentence.tokens, speech.story.mentions(speech.sentence)
    told = next((i for i in range(verb - 2, max(0, verb - LONGEST_CLOSE), -1) if tokens[i].text == ","), 0)
    if told and tokens[told + 1].lower in speech.words("heads_relative"):  # `…, an official, who spoke in secret, told AFP`
        subject = next((m for m in mentions if m.last == told and not m.preposition), None)
        start = subject.first if subject is not None else 0
        while start > 0 and tokens[start - 1].lower in speech.words("determiners"):
            start -= 1
        if subject is not None and start > 0 and tokens[start - 1].text in CLOSED:
            return start, subject
    for name in reversed(mentions):
        if name.last >= verb or verb - name.last > LONGEST_CLOSE or not name.has_person or name.first == 0:
            continue
        owner = next((m for m in mentions if m.last == name.first - 1 and tokens[m.last].lower in speech.words("genitives")), name)
        if tokens[name.last].text != "," or tokens[max(0, owner.first - 1)].text not in CLOSED:
            continue
        if name.last < verb - 1 or owner is not name:
            return owner.first, name
        for office in reversed([m for m in mentions if m.last < name.first and m.roles and not name.roles]):
            start = office.first
            while start > 0 and tokens[start - 1].lower in speech.words("determiners"):
                start -= 1
            if start > 0 and tokens[start - 1].text in CLOSED and name.first - start <= LONGEST_CLOSE:
                return start, name
        return name.first, name
    return None


def _is_inserted(speech: Speech, end: int) -> bool:
    """`The governor, quoted by the Saba news agency, said …`: who opens the sentence, and words between commas on how he spoke."""
    tokens, words = speech.sentence.tokens, speech.words
    start = next((i for i in range(end - 1, max(0, end - LONGEST_CLOSE), -1) if tokens[i].text == ","), None)
    if start is None or not any(m.last == start and not m.preposition for m in speech.story.mentions(speech.sentence)):
        return False
    first = tokens[start + 1].lower
    mentions = speech.story.mentions(speech.sentence)
    opens = any(m.first <= 1 and m.last == start and m.has_person for m in mentions)
    if opens and any(m.first == start + 1 and m.units[0].role for m in mentions):
        return True  # `Carl Levin, chairman of the Armed Services Committee, said`
    shape = speech.story.lexicon.patterns.morphology.shape(first)
    told = first in words("relays") | words("oblique") | words("defining") | words("single_articles") or shape[1] == "participle"
    told = told or is_participle(speech, start + 1)
    return told and not has_verb(speech, start) and not any(t.text == "," for t in tokens[:start])


def past_apposition(speech: Speech, comma: int) -> int:
    """`According to General Reyes, head of the division, three men died`: the comma behind what describes the speaker, else his own."""
    tokens, words = speech.sentence.tokens, speech.words
    end = next((i for i in range(comma + 1, min(len(tokens), comma + LONGEST_CLOSE)) if tokens[i].text == ","), None)
    if tokens[comma].text != "," or end is None or end + SHORTEST_CLAUSE > len(tokens):
        return comma
    if tokens[comma + 1].lower in words("heads_relative"):
        return end
    verbal = any(t.lower in words("before_verb") - words("day_words") for t in tokens[comma + 1 : end])
    verbal = verbal or any(m.shape == "v" and comma < m.first < end for m in speech.sentence.layer("event", "harm"))
    listed = any(t.lower in words("coordinators") for t in tokens[end + 1 : end + 4])
    office = next((m for m in speech.story.mentions(speech.sentence) if comma < m.first <= comma + 3 and not m.preposition), None)
    opens = tokens[comma + 1].lower in words("single_articles") | words("defining")
    told = office is not None and (bool(office.roles) or office.last == end) and not verbal and not listed
    return end if told and (opens or (office is not None and office.first == comma + 1)) else comma


def is_apposed(speech: Speech) -> bool:
    """`Haiti's prime minister, Ariel Henry, urged …`: an office and its name between commas are the subject, and no message."""
    tokens, verb = speech.sentence.tokens, speech.match.first
    if verb < 2 or tokens[verb - 1].text != "," or not speech.words("genitives"):
        return False
    if any(q.start <= tokens[0].end and q.end <= tokens[verb].start for q in speech.paragraph.quotes):
        return False  # `"The battle goes on," its spokesman, Ali Hasan, wrote`: the message is quoted before
    mentions = speech.story.mentions(speech.sentence)
    name = next((m for m in mentions if m.last == verb - 1 and (m.has_person or m.name is not None)), None)
    if name is None or name.first == 0:
        return name is not None or _is_inserted(speech, verb - 1)
    joined = any(t.text == "," for t in tokens[name.first : name.last]) and bool(name.roles)
    ends = [name.first - 1, *([name.first - 2] if _is_plain(speech, name.first - 2) else [])]  # `director of military prosecutions, X,`
    office = joined or any(m.roles and m.last in ends and tokens[name.first - 1].text == "," for m in mentions)
    return (office and not _is_clause(speech, name.first - 1)) or _is_inserted(speech, verb - 1)


def _is_plain(speech: Speech, at: int) -> bool:
    """Whether a word written small, no verb of a clause, can end the name of an office: `director of military prosecutions`."""
    word = speech.sentence.tokens[at]
    verb = any(m.first == at and m.shape == "v" for m in speech.sentence.layer("event", "speech", "harm"))
    return at > 0 and word.is_word and not word.is_capital and not verb and word.lower not in speech.words("before_verb")
