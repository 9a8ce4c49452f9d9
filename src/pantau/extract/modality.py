"""Whether a deed happened, goes on, is to come, may come or did not happen: the words of its clause that say so."""

from __future__ import annotations

import itertools

from pantau.extract.aims import is_one_of_all, is_resolved
from pantau.extract.asides import REACH
from pantau.extract.clauses import Clause
from pantau.extract.lasting import is_running
from pantau.extract.noun_phrase import opens_noun
from pantau.extract.patterns import Match
from pantau.extract.said import Said
from pantau.extract.story import Story
from pantau.extract.view import Sentence


def modality_of(story: Story, sentence: Sentence, clause: Clause, match: Match) -> str:
    """`negated`, `hypothetical`, `future`, `ongoing` or `occurred`, by the words of the clause before the trigger and just behind
    it."""
    words, first = story.lexicon.words, match.first
    months = words["months_alike"]  # `last May banned`
    low = [("" if t.is_capital and t.lower in months else t.lower) for t in sentence.tokens[max(clause.first, first - 7) : first]]
    before = _without_asides(low, words["before_verb"])[-5:]
    inside = [t.lower for t in sentence.tokens[first : match.last - 1]]
    held = [w for w in inside[:2] if w not in words["lacking"]]  # `menjanjikan hampir 400 juta dolar`
    near, close = before + inside, (before + held)[-4:]
    if _is_negated(words, close):
        return "hypothetical" if clause.opener in words["conditions"] else "negated"  # `jika rudal itu tidak menghantam …`
    if any(one in words["negation"] and other in words["future"] for one, other in itertools.pairwise(before)):
        return "negated"  # `does not intend to send`, `tidak berniat mengirim`
    led = [t.lower for t in sentence.tokens[max(0, clause.first - 3) : clause.first]]
    if len(led) == 3 and led[0] in words["negation"] and led[1] in words["future"] and led[2] in words["purpose_openers"]:
        return "negated"  # `tidak berniat untuk mengirim`
    if clause.opener in words["purpose"] and led[1:2] and led[-2] in words["chances"]:
        return "hypothetical"  # `peluang untuk bertemu dengan …`
    if is_one_of_all(story, sentence, first):
        return "future" if any(w in words["future"] for w in low) else "occurred"
    if clause.opener in words["hypothetical"] or any(w in words["hypothetical"] for w in near):
        return "hypothetical"
    if any(" ".join(pair) in words["unfulfilled"] for pair in itertools.pairwise(near)):
        return "hypothetical"  # `would have bombed`
    agreed = match.tag.name == "AGREE"  # to agree is done, whatever is agreed on is to come
    told = before if agreed else near
    if _is_subject(story, sentence, clause, match):
        return "hypothetical"
    coming = any(w in words["future"] for w in (*told, *map(" ".join, itertools.pairwise(told))))
    if coming and not _is_held_there(story, sentence, clause, match):
        return "future"
    if match.voice == "passive" and before[-2:] == ["to", "be"] and not (set(before[-3:-2]) & words["seeming"]):
        return "future"  # `talks to be held in Juba`
    going = words["ongoing"] - words["nowadays"] if any(w in words["done"] for w in close) else words["ongoing"]  # `has now sent`
    if any(w in going for w in (*close, *map(" ".join, itertools.pairwise(close)))) or _is_under_way(story, sentence, match):
        return "ongoing"
    return _as_joined(sentence, clause, match, words)


def _is_subject(story: Story, sentence: Sentence, clause: Clause, match: Match) -> bool:
    """`mengatakan bahwa membunuh pemimpin itu akan mengakhiri perang`: a deed that is the subject of what it would bring about, where
    verbs bear a prefix."""
    words, tokens = story.lexicon.words, sentence.tokens
    if words["genitives"] or match.shape != "v" or match.voice != "active" or match.first == 0:
        return False
    speech = any(m.last == match.first and m.shape == "v" and m.tag.form == "verbs" for m in sentence.layer("speech"))
    if tokens[match.first - 1].lower not in words["complement"] and not speech:
        return False
    shape = story.lexicon.patterns.morphology.shape
    run = tokens[match.last : match.last + REACH]
    if any(t.lower in words["heads_relative"] for t in run[: clause.last - match.last + 1]):  # `membunuh orang yang … itu akan …`
        behind = list(itertools.dropwhile(lambda t: t.lower not in words["demonstratives"], run))[1:2]
        return any(t.lower in words["imagining"] | words["helping_future"] for t in behind)
    for token in run[: clause.last - match.last]:
        if token.lower in words["imagining"] | words["helping_future"]:
            return True
        if not token.is_word or shape(token.lower)[0] == "v":
            return False
    return False


def _is_negated(words: dict[str, frozenset[str]], close: list[str]) -> bool:
    """Whether one of the words closely before a deed says that it was not done: not in `kelompok tidak dikenal menembak`, where
    unknown is what they are, nor in `pria tanpa kedok menculik`, where only what is directly behind is lacking."""
    apart = words["lacking"]
    close = [w for i, w in enumerate(close) if not (i and w in words["longer"] and close[i - 1] in words["negation"])]  # `tidak lagi`
    pairs = list(itertools.pairwise([*close, ""]))
    told = pairs[:-1] if len(pairs) > 1 else []
    if any(w in words["negation"] - apart and after not in words["negated_kinds"] for w, after in pairs):
        return True
    return bool(close) and (close[-1] in apart or any(w in apart and after in words["articles"] for w, after in told[-1:]))


def _is_held_there(story: Story, sentence: Sentence, clause: Clause, match: Match) -> bool:
    """`agreed at a summit to form a government`: the noun says on which occasion something was agreed, and was held; so was what
    it goes on beside."""
    words, tokens = story.lexicon.words, sentence.tokens
    opened = opens_noun(story, sentence, match.first)
    if _is_beside(story, sentence, match):
        return True
    if match.shape != "n" or opened - 2 < clause.first or tokens[opened - 1].lower not in words["locatives"] | words["during"]:
        return False
    return tokens[opened - 2].lower in words["consenting"]


def _is_beside(story: Story, sentence: Sentence, match: Match) -> bool:
    """`will seek a solution alongside its military offensive`: what a deed to come goes on beside is under way."""
    opened = opens_noun(story, sentence, match.first) if match.shape == "n" else 0
    return opened > 0 and sentence.tokens[opened - 1].lower in story.lexicon.words["accompanying"]


def _as_joined(sentence: Sentence, clause: Clause, match: Match, words: dict[str, frozenset[str]]) -> str:
    """`might send instructors and deploy more troops`: a bare verb joined to one behind a helping verb shares what that says."""
    if _is_also_to_come(sentence, clause, match, words):
        return "future"
    tokens, first = sentence.tokens, match.first
    if not words["genitives"] or match.shape != "b" or first < 2 or tokens[first - 1].lower not in words["joining_verbs"]:
        return "occurred"
    for token in reversed(tokens[clause.first : first]):
        if token.lower in words["hypothetical"] | words["future"]:
            return "hypothetical" if token.lower in words["hypothetical"] else "future"
    return "occurred"


def _is_also_to_come(sentence: Sentence, clause: Clause, match: Match, words: dict[str, frozenset[str]]) -> bool:
    """`akan menutup reaktornya serta mengizinkan …`: a verb joined to one that is to come is to come, where verbs have no tense."""
    first, tokens = match.first, sentence.tokens
    if match.shape != "v" or words["genitives"] or first < 2 or tokens[first - 1].lower not in words["joining_verbs"]:
        return False
    before = [t.lower for t in tokens[max(clause.first, first - REACH) : first]]
    led = [t.lower for t in tokens[max(0, clause.first - 2) : clause.first]]
    agreed = len(led) == 2 and led[0] in words["consenting"] and led[1] in words["purpose"]  # `sepakat untuk menarik … dan …`
    return agreed or (any(w in words["future"] for w in before) and not any(w in words["done"] for w in before))


def depends(story: Story, sentence: Sentence, clause: Clause, match: Match, modality: str) -> bool:
    """`Turki siap mengakui Kosovo jika …`, `Jika …, Turki akan …`: what is to come on a condition told in the same sentence; and
    each of the conditions that `maka` closes."""
    words, tokens = story.lexicon.words, sentence.tokens
    before, behind = tokens[max(0, match.first - REACH) : match.first], tokens[match.last : match.last + REACH]
    on_condition = any(t.lower in words["conditions"] for t in before)
    if modality == "future":
        return on_condition or any(t.lower in words["conditions"] for t in behind)
    closed = any(t.lower in words["consequence"] for t in behind)
    return modality == "occurred" and not clause.relative and on_condition and closed


def _without_asides(before: list[str], adverbs: frozenset[str]) -> list[str]:
    """`will not, however, meet`: the words before a verb without an adverb between commas."""
    at = next((i for i in range(len(before) - 2) if before[i] == before[i + 2] == "," and before[i + 1] in adverbs), None)
    return before if at is None else before[:at] + before[at + 3 :]


def _is_under_way(story: Story, sentence: Sentence, match: Match) -> bool:
    """`has been fighting`, `were raiding villages`: a form of what goes on, behind a form of being."""
    words, tokens = story.lexicon.words, sentence.tokens
    held = [t.lower for t in tokens[match.first : match.first + 2]]
    if match.last - match.first > 1 and held[0] in words["being"] and held[1].endswith(tuple(words["endings_under_way"])):
        return bool(words["endings_under_way"])  # `has [been holding talks]`
    if match.shape == "n" or not any(tokens[match.first].lower.endswith(e) for e in words["endings_under_way"]):
        return False
    before = next((t.lower for t in reversed(tokens[: match.first]) if t.lower not in words["between_being"]), "")
    return before in words["being"]


_NEAR_CANCELLED = 12
"""Words behind a noun of a deed, with no other deed between, within which it is said to be put off: `penarikan pasukan Amerika Serikat
ditunda`."""


def told_modality(story: Story, sentence: Sentence, match: Match, clause: Clause, told: Said | None) -> str:
    """The modality of a deed by its own words and by what its teller does with them: pledges, fears, calls off."""
    modality = modality_of(story, sentence, clause, match)
    if _is_of_nobody(story, sentence, clause):
        return "negated"
    if modality == "occurred" and (match.shape != "v" or match.tag.form == "reciprocal"):
        modality = _of_its_verb(story, sentence, match, clause)
    if modality == "occurred" and _is_led_to_come(story, sentence, match):
        return "future"
    if modality == "occurred" and _is_imagined(story, sentence, match):
        return "hypothetical"
    if modality in ("occurred", "ongoing", "future") and _is_cancelled(story, sentence, match, clause):
        return "negated"
    if modality == "occurred" and _is_planned(story, sentence, match):
        return "future"
    if modality == "occurred" and is_resolved(story, sentence, match.first):
        return "future"
    if modality == "occurred" and (_is_consented(story, sentence, match) or _comes_first(story, sentence, match, clause)):
        return "future"
    if modality == "occurred" and (_is_attempted(story, sentence, match) or is_running(story, sentence, match, clause)):
        return "ongoing"
    if told is not None and told.stance == "pledge" and modality == "occurred" and match.tag.name != "AGREE":  # to agree is done
        before = sentence.tokens[max(0, match.first - 3) : match.first]
        sooner = story.lexicon.words["told_later"] | (story.lexicon.words["before_time"] if match.shape == "n" else frozenset())
        beside = clause.opener in sooner and sentence.tokens[clause.first].start > told.content.start
        opened = opens_noun(story, sentence, match.first)
        during = match.tag.name == "ASSAULT" and match.shape == "n" and opened > 0
        beside = beside or (during and sentence.tokens[opened - 1].lower in story.lexicon.words["within_deed"])
        if not beside and not _is_beside(story, sentence, match) and not any(t.lower in story.lexicon.words["done"] for t in before):
            modality = "future"
    if told is not None and modality in ("future", "occurred") and _is_feared(story, told):
        return "hypothetical"
    return "hypothetical" if depends(story, sentence, clause, match, modality) else modality


def _is_of_nobody(story: Story, sentence: Sentence, clause: Clause) -> bool:
    """`knew of nobody in Washington who was planning an invasion`: what a relative clause about nobody tells has not been done."""
    tokens, words = sentence.tokens, story.lexicon.words
    before = [t.lower for t in tokens[max(0, clause.first - _FAR_NOBODY) : clause.first]]
    run = list(itertools.takewhile(lambda w: w.isalpha(), reversed(before)))
    return clause.relative and any(w in words["nobodies"] for w in run)


_FAR_NOBODY = 5
"""Words between a word for nobody and the relative clause about him: `nobody in Washington who`."""


def _is_consented(story: Story, sentence: Sentence, match: Match) -> bool:
    """`setuju memulai perundingan`, `setuju untuk mengenakan sanksi`, `menjanjikan bantuan`: what is agreed on or promised is to
    come, and to agree is done."""
    consenting, tokens = story.lexicon.words["consenting"], sentence.tokens
    if match.shape == "v" and match.first and tokens[match.first - 1].lower in consenting:
        return True
    inside = tokens[match.first : match.last]
    if match.tag.name == "AGREE" or len(inside) < 2 or match.shape != "v":
        return False
    bound = inside[0].lower in consenting and any(t.lower in story.lexicon.words["purpose"] for t in inside)
    return bound or inside[0].lower in story.lexicon.words["promising"]


_FAR_LED = 20
"""Words behind a noun of talks or of a visit within which its clause's verb stands."""


def _is_led_to_come(story: Story, sentence: Sentence, match: Match) -> bool:
    """`Pertemuan Macron dengan Kanselir Jerman akan membahas …`, `During his visit next week, he will sign …`: talks or a visit at
    which something is to be done are to come."""
    words, tokens = story.lexicon.words, sentence.tokens
    if match.tag.name != "CONSULT" or match.tag.form == "phrases":
        return False
    opened = opens_noun(story, sentence, match.first)
    led = tokens[opened - 1].lower if opened else ""
    if led in words["done_before"] | words["told_later"] or (led in words["oblique"] and led not in words["on_occasion"]):
        return False
    stops = words["heads_relative"] | words["done"] | words["being"]
    speech = {m.first for m in sentence.layer("speech", "event") if m.shape == "v"}
    for at in range(match.last, min(len(tokens), match.last + _FAR_LED)):
        if tokens[at].lower in words["to_come"]:
            return True
        if at in speech or tokens[at].lower in stops or tokens[at].text in ".;:":
            return False
    return False


def _comes_first(story: Story, sentence: Sentence, match: Match, clause: Clause) -> bool:
    """`Sebelum bertolak ke Rusia, presiden akan mengunjungi Singapura`: what comes after a deed to come is to come."""
    words = story.lexicon.words
    behind = itertools.dropwhile(lambda t: t.text != ",", sentence.tokens[match.last : match.last + REACH])
    return match.shape == "v" and clause.opener in words["before_time"] and any(t.lower in words["future"] for t in behind)


def _is_imagined(story: Story, sentence: Sentence, match: Match) -> bool:
    """`An attack on Rafah would be a disaster`, `bantuan militer AS ke Israel dapat mengacaukan …`: what a deed, pointed at by nothing,
    would lead to says that it may come."""
    words, tokens = story.lexicon.words, sentence.tokens
    if match.shape == "v" or match.tag.form in ("phrases", "weak") or match.tag.name in ("AGREE", "CONSULT"):
        return False
    opened = opens_noun(story, sentence, match.first)
    led = tokens[opened - 1].lower if opened else ""
    pointed = {led, tokens[opened].lower} & words["defining"]
    if pointed or led in words["oblique"] | words["done_before"] | words["told_later"]:
        return False
    speech = {m.first for m in sentence.layer("speech", "event") if m.shape == "v"}
    stops = words["heads_relative"] | words["done"] | words["being"] | words["demonstratives"]
    for at in range(match.last, min(len(tokens), match.last + _NEAR_MODAL)):
        if tokens[at].lower in words["imagining"]:
            return not story.dates(sentence)
        if at in speech or tokens[at].lower in stops or tokens[at].text in ",.;:":
            return False
    return False


_NEAR_MODAL = 8
"""Words behind a noun of a deed within which the modal of its verb stands."""


def _is_feared(story: Story, told: Said) -> bool:
    """`residents fear the rebels will storm the town`: what is feared may come."""
    return told.trigger.of(story.view.text).lower() in story.lexicon.words["fearing"]


_FAR_VERB = 12
"""Words behind a noun of a deed within which its own verb stands."""


def _of_its_verb(story: Story, sentence: Sentence, match: Match, clause: Clause) -> str:
    """`Perundingan antara Rusia dan Ukraina akan digelar di Istanbul`: the verb that says only that a deed takes place tells when."""
    tokens, words = sentence.tokens, story.lexicon.words
    if match.tag.name == "CONSULT" and _will_do(story, sentence, match, clause):
        return "future"
    end = clause.last + 4 * (clause.last < len(tokens) and tokens[clause.last].lower in words["heads_relative"])
    behind = range(match.last, min(len(tokens), end, match.last + _FAR_VERB))
    at = next((i for i in behind if tokens[i].lower in words["taking_place"] | words["stopping"]), match.last)
    run = [t.lower for t in tokens[max(match.last, at - 3) : at + 1]]
    before = {w for w, after in itertools.pairwise(run) if w not in words["negation"] or after not in words["negated_kinds"]}
    lasted = at > match.last and any(t.lower in words["during"] | words["since"] for t in tokens[at + 1 : at + 2])
    if lasted and before & words["done"]:
        return "ongoing"  # `unjuk rasa yang telah berlangsung selama dua pekan`
    if before & words["negation"] and tokens[at].lower in words["stopping"]:
        return "ongoing"  # `pertempuran belum berhenti`
    lists = (("negated", "negation"), ("hypothetical", "hypothetical"), ("future", "future"), ("ongoing", "ongoing"))
    return next((modality for modality, name in lists if before & words[name]), "occurred")


def _will_do(story: Story, sentence: Sentence, match: Match, clause: Clause) -> bool:
    """`Pertemuan X dengan Y akan membahas …`, `The summit will focus on …`: a meeting that is a subject of what is to come."""
    tokens, words = sentence.tokens, story.lexicon.words
    opened = opens_noun(story, sentence, match.first)
    if match.shape == "v" or opened > clause.first + 1 or clause.opener in words["clause_openers"] - words["complement"]:
        return False
    run = itertools.takewhile(lambda i: tokens[i].is_word, range(match.last, min(clause.last, match.last + _FAR_VERB)))
    shape, told = story.lexicon.patterns.morphology.shape, words["helping_future"]
    for i in run:
        if tokens[i].lower in told:
            return True
        if shape(tokens[i].lower)[0] == "v":
            return False
    return False


def _is_planned(story: Story, sentence: Sentence, match: Match) -> bool:
    """`rencana pengiriman pasukan ke Mali`, `rencana Rusia menyerang Kyiv`: what a noun of plans stands before is to come, and what an
    agreement provides for."""
    words, tokens = story.lexicon.words, sentence.tokens
    if match.shape == "v":
        owner = next((m for m in story.mentions(sentence) if m.last == match.first and not m.preposition), None)
        bare = owner is not None and owner.first > 0 and not words["genitives"]  # where verbs need no `to`
        return bare and owner is not None and tokens[owner.first - 1].lower in words["plans"]
    at = opens_noun(story, sentence, match.first)
    return at > 0 and (tokens[at - 1].lower in words["plans"] or _is_provided_for(story, sentence, match, at))


def _is_provided_for(story: Story, sentence: Sentence, match: Match, opened: int) -> bool:
    """`Perjanjian itu mencakup pembebasan tahanan`, `the deal calls for the release of 40 hostages`: the noun, which opens at token
    `opened`, of what an agreement told before says is to be done."""
    words, tokens = story.lexicon.words, sentence.tokens
    at = opened - 1
    while at > 0 and tokens[at].lower in words["articles"] | words["purpose"]:
        at -= 1
    if tokens[at].lower not in words["providing"]:
        return False
    agreed = (m for m in sentence.layer("event", "truce") if m.tag.name == "AGREE" or m.tag.layer == "truce")
    return match.tag.name in ("RETREAT", "AID", "COOPERATE", "MOBILIZE") and any(m.first < at for m in agreed)


def _is_attempted(story: Story, sentence: Sentence, match: Match) -> bool:
    """`Pemberontak berusaha merebut kota itu`: who tries is at it, where verbs have no tense and no day says when."""
    led = sentence.tokens[match.first - 1].lower if match.first else ""
    return match.shape == "v" and led in story.lexicon.words["trying"] and not story.dates(sentence)


def _is_cancelled(story: Story, sentence: Sentence, match: Match, clause: Clause) -> bool:
    """`menunda penarikan pasukan`, `the planned strikes were cancelled`: a deed put off or called off did not happen."""
    if match.shape != "n" or match.tag.form == "phrases":
        return False
    at, tokens, words = opens_noun(story, sentence, match.first), sentence.tokens, story.lexicon.words["cancelling"]
    at -= at > 1 and tokens[at - 1].lower in story.lexicon.words["plans"]  # `menangguhkan rencana pengiriman pasukan`
    rival = min((m.first for m in sentence.layer("event") if m.first >= match.last and m.tag.name != "none"), default=len(tokens))
    behind = itertools.takewhile(lambda t: t.is_word, tokens[match.last : min(rival, clause.last, match.last + _NEAR_CANCELLED)])
    return (at > 0 and tokens[at - 1].lower in words) or any(t.lower in words for t in behind)
