"""The columns of what joins documents: incidents, figures of the ledger, ceasefires of the registry, findings, answers, lineage, the
claims matrix; and of the documents themselves, their sources and problems."""

from __future__ import annotations

from pantau.export.columns import BOUNDS, PAGE, PLACE, STATUS, THEATRES, TRIGGER, Column, id_column, joined, spanned

SHOWN = (Column("record", "text", "id of the record whose words are shown: the first by page", "#meta+record+id"), *PAGE, *TRIGGER)
"""One of several records, to show the words."""
RECORDS = Column("records", "list", "ids of all its records", "#meta+records")
DOCUMENTS = Column("documents", "list", "ids of the documents they were read from", "#meta+documents")
PASSAGE = spanned("words", "the passage")

INCIDENT = joined(
    id_column("the incident: a number for good"),
    Column("types", "list", "PLOVER types of its events, the commonest first", "#event+type"),
    Column("actors", "list", "party codes of those who act, as its events tell, the commonest first", "#org+actor+code"),
    Column("recipients", "list", "party codes of those it is done to", "#org+recipient+code"),
    Column("first_on", "day", "the first day that one of its events gives", "#date+start"),
    Column("last_on", "day", "the last day that one of its events gives", "#date+end"),
    Column("places", "list", "names of the places its events give, the commonest first", "#loc+names"),
    PLACE,
    THEATRES,
    Column("modalities", "list", "whether it happened, as its events tell", "#status+modality"),
    Column("claimants", "list", "party codes on whose word pages report it", "#org+claimant+code"),
    Column("denied_by", "list", "party codes of who denies or counters a claim in it", "#org+denier+code"),
    STATUS,
    Column("status_reasons", "list", "every row of the status table that held, with its reason", "#description+status"),
    BOUNDS,
    Column("pages", "integer", "how many documents tell of it", "#indicator+pages"),
    RECORDS, DOCUMENTS, SHOWN,
)  # fmt: skip

LEDGER = joined(
    id_column("the figure: the id of the first record that gives it"),
    Column("party", "text", "whose people", "#org+party+code"),
    Column("category", "text", "military, civilian, unspecified", "#group+category"),
    Column("outcome", "text", "killed, wounded, captured, missing, displaced, detained", "#impact+type"),
    Column("claimant", "text", "party code of who gives the figure; none: the outlets' own voice", "#org+claimant+code"),
    Column("measure", "text", "new (of one incident or day) or total (running since a start)", "#affected+measure"),
    Column("low", "integer", "at least so many persons; none: open below", "#affected+num+min"),
    Column("high", "integer", "at most so many persons; none: open above", "#affected+num+max"),
    Column("qualifier", "text", "how the pages hedge the figure", "#affected+qualifier"),
    Column("began_on", "day", "first day counted", "#date+start"),
    Column("as_of", "day", "last day counted", "#date+end"),
    Column("is_day_inferred", "boolean", "whether `as_of` is the page's own day, for want of another", "#date+end+inferred"),
    Column("first_told_on", "day", "the day of the first page that gives it", "#date+told"),
    Column("whole", "text", "id of the figure that this one is a part of", "#meta+part_of"),
    THEATRES,
    Column("corrects", "list", "ids of the records of an earlier figure that it takes back", "#meta+corrects"),
    BOUNDS,
    Column("pages", "integer", "how many documents give it", "#indicator+pages"),
    RECORDS, DOCUMENTS, SHOWN,
)  # fmt: skip

REGISTRY = joined(
    id_column("the ceasefire in the registry"),
    Column("theatre", "text", "the conflict it belongs to", "#crisis+code"),
    Column("name", "text", "what it is called", "#event+name"),
    Column("known", "boolean", "whether the theatre's file describes it", "#status+known"),
    Column("parties", "list", "party codes", "#org+party+code"),
    Column("brokers", "list", "party codes of all brokers that anybody names", "#org+broker+code"),
    Column("declared_on", "day", "the day it was agreed or announced", "#date+declared"),
    Column("effective_on", "day", "the day it took effect", "#date+start"),
    Column("effective_at", "instant", "the instant it took effect, UTC", "#date+start+time"),
    Column("effective_zone", "text", "offset of the zone that instant was stated in, as UTC+04:00", "#date+start+zone"),
    Column("ended_on", "day", "the day it ended", "#date+end"),
    Column("superseded_on", "day", "the day a newer truce of the same sides took its place, or the eve of the next war",
           "#date+superseded"),
    Column("first_told_on", "day", "the day of the first page that tells of it", "#date+told"),
    Column("stages", "list", "the stages that pages tell, in their order", "#status+stage"),
    Column("scope", "text", "what it covers", "#description+scope"),
    Column("provisions", "list", "kinds of duties that pages or the theatre's file tell", "#activity+provisions"),
    Column("disagreements", "list", "slots of which pages, or a page and the theatre's file, tell more than one value",
           "#meta+disagreements"),
    Column("alleged_violations", "integer", "how many alleged acts against it are told; nobody verified them",
           "#event+violations+num"),
    BOUNDS,
    Column("pages", "integer", "how many documents tell of it", "#indicator+pages"),
    RECORDS, DOCUMENTS, SHOWN,
)  # fmt: skip

ARRANGEMENT = (
    Column("arrangement", "text", "id of the ceasefire in the registry", "#event+arrangement+id"),
    Column("arrangement_name", "text", "what that ceasefire is called", "#event+arrangement+name"),
)

PROVISION = joined(
    id_column("the provision: the ceasefire's id and a number"), ARRANGEMENT,
    Column("duty", "text", "the kind of duty", "#activity+type"),
    Column("on", "day", "the day or deadline it gives", "#date"),
    Column("is_deadline", "boolean", "whether that day is a deadline", "#date+deadline"),
    Column("duration", "text", "how long, where it tells", "#date+duration"),
    PAGE, PASSAGE, spanned("kind", "what shows the kind of duty"),
)  # fmt: skip

VIOLATION = joined(
    id_column("the alleged violation: the ceasefire's id and a number"), ARRANGEMENT,
    Column("accused", "list", "party codes of who is said to have broken it", "#org+accused+code"),
    Column("accuser", "text", "party code on whose word", "#org+accuser+code"),
    Column("on", "day", "the day of the alleged act", "#date"),
    Column("provision", "text", "the kind of duty it would break, where told", "#activity+type"),
    Column("how", "text", "why it is counted to this ceasefire", "#meta+how"),
    BOUNDS, RECORDS, PAGE, PASSAGE,
)  # fmt: skip

ANSWER = joined(
    id_column("the answer: the ids of both claims and the relation"),
    Column("relation", "text", "denies, counters, rejects, accepts, confirms, corrects", "#activity+relation"),
    Column("score", "number", "0 to 1", "#indicator+score"),
    Column("reasons", "list", "why they are tied", "#meta+reasons"),
    Column("claim", "text", "id of the claim answered", "#meta+claim+id"),
    Column("claim_code", "text", "party it speaks for", "#org+claim+code"),
    Column("claim_document_id", "text", "the document it stands in", "#meta+claim+document"),
    spanned("claim", "the claim answered"),
    Column("answer", "text", "id of the claim that answers", "#meta+answer+id"),
    Column("answer_code", "text", "party it speaks for", "#org+answer+code"),
    PAGE, spanned("answer", "the claim that answers"),
)  # fmt: skip

FINDING = joined(
    id_column("the finding, and the number of the passage: one row a passage"),
    Column("finding", "text", "the finding: a hash of its check and passages", "#meta+finding+id"),
    Column("check", "text", "weekday, parts, falling_total, difference, two_figures, count, future_event", "#activity+check"),
    Column("what", "text", "what does not add up, in a sentence", "#description+finding"),
    Column("theatre", "text", "the conflict it belongs to, where known", "#crisis+code"),
    RECORDS, PAGE, PASSAGE,
)  # fmt: skip

DOCUMENT = joined(
    id_column("SHA-256 of the kept bytes (of the line, for JSON lines)"),
    Column("document", "text", "the file's name without its last suffix; for JSON lines the row's own id or address",
           "#meta+document+name"),
    Column("kind", "text", "page, wire, agreement, observation", "#meta+document+type"),
    Column("form", "text", "the form it came in: text, html, jsonl, observation", "#meta+document+form"),
    Column("outlet", "text", "the outlet's registrable domain", "#meta+source"), spanned("outlet", "the outlet's name"),
    Column("url", "text", "the page's address, where known", "#meta+url"),
    Column("fetched_at", "instant", "when the page was fetched, UTC, where known", "#date+fetched"),
    Column("published_on", "day", "the day of publication as the page itself states it", "#date+published"),
    spanned("published", "the day of publication"),
    Column("published_at", "instant", "the instant of publication, UTC, where the page gives one", "#date+published+time"),
    Column("published_zone", "text", "offset of the zone that instant was stated in, as UTC+07:00", "#date+published+zone"),
    Column("dated", "day", "the day that dates in the text are resolved against", "#date+resolved"), spanned("dated", "`dated`"),
    Column("dated_by", "text", "how `dated` was found", "#meta+dated_by"),
    Column("language", "text", "ISO 639-1; Malay counts as Indonesian", "#meta+language"),
    Column("title", "text", "the headline", "#meta+title"), spanned("title", "the headline"),
    Column("byline", "text", "the author line", "#contact+author+name"), spanned("byline", "the author line"),
    Column("dateline", "text", "the place line that opens the article", "#loc+dateline"), spanned("dateline", "the place line"),
    Column("credits", "list", "whom the page credits: the relation and the name, as `by:Reuters`", "#meta+credits"),
    Column("text_length", "integer", "code points of its text", "#indicator+text_length"),
    Column("events", "integer", "events read from it", "#indicator+events"),
    Column("claims", "integer", "claims read from it", "#indicator+claims"),
    Column("casualties", "integer", "casualty figures read from it", "#indicator+casualties"),
    Column("ceasefires", "integer", "ceasefire records read from it", "#indicator+ceasefires"),
    Column("problems", "list", "what was seen on the page and not handled", "#meta+problems"),
    Column("family", "text", "id of the family of pages with one text that it is in", "#meta+family+id"),
    Column("family_root", "text", "the agency its family's text comes from, where known", "#meta+family+root"),
)  # fmt: skip

LINEAGE = joined(
    id_column("the relation: both ids and its kind"),
    Column("relation", "text", "copy, rewrite, translation, update, quotation, credit", "#activity+relation"),
    Column("is_directed", "boolean", "whether the document is known to derive from the other; else nothing tells which came first",
           "#status+directed"),
    Column("score", "number", "0 to 1", "#indicator+score"),
    Column("reasons", "list", "why they are tied, each with its weight", "#meta+reasons"),
    Column("family", "text", "id of the family that both are in, where they are in one", "#meta+family+id"),
    PAGE, PASSAGE,
    Column("other_id", "text", "the other document's id; of a credit the source's domain or the name credited", "#meta+other+id"),
    Column("other", "text", "the other document's name", "#meta+other+name"),
    spanned("other_words", "the same passage in the other document"),
)  # fmt: skip

MATRIX = joined(
    id_column("the cell and the claim in it: the incident, the party (`-`: nobody's) and the claim (`silent`: none)"),
    Column("incident", "text", "id of the incident: one row of the matrix", "#event+incident+id"),
    Column("first_on", "day", "its first day, else that of the first page that tells of it", "#date+start"),
    Column("types", "list", "PLOVER types of its events, the commonest first", "#event+type"),
    Column("party", "text", "whose cell it is: named by the incident, or speaking of it; none: nobody's", "#org+party+code"),
    Column("voice", "text", "how it speaks of the incident: accuses, asserts, confirms, denies, rejects, other; `silent`: it is named "
           "and says nothing, and the row has no words", "#activity+voice"),
    Column("claim", "text", "id of the claim", "#meta+claim+id"),
    Column("speaker", "text", "who speaks: name or title as written", "#contact+speaker+name"),
    Column("stance", "text", "the claim's stance: assert, accuse, deny and the like", "#activity+stance"),
    Column("targets", "list", "party codes the claim is about or against", "#org+target+code"),
    Column("said_on", "day", "the day it was said, where the page tells", "#date+said"),
    Column("answers", "list", "ids of the claims it answers, each with the relation before it, as `denies:4f0c…`", "#meta+answers"),
    PAGE, spanned("content", "what is said"),
    THEATRES, STATUS, BOUNDS,
)  # fmt: skip

SOURCE = joined(
    id_column("the outlet: its registrable domain; `-`: the pages that name none"),
    Column("name", "text", "what the outlet is called, where it is known", "#meta+source+name"),
    Column("owner", "text", "who owns it, where that is known", "#meta+source+owner"),
    Column("pages", "integer", "how many documents it has", "#indicator+pages"),
    Column("first_on", "day", "the day of its first document", "#date+start"),
    Column("last_on", "day", "the day of its newest document", "#date+end"),
    Column("silent_days", "integer", "days from there to the newest document of all that are asked for", "#indicator+silence"),
    Column("undated", "integer", "how many of its documents have no day", "#indicator+undated"),
    Column("languages", "list", "the languages of its documents, ISO 639-1", "#meta+languages"),
    Column("credits", "list", "whom its documents credit: the relation, the source or name, and how many, as `by:reuters.com 12`; the "
           "commonest first", "#meta+credits"),
    PAGE, spanned("title", "the headline of the page shown: its newest"),
)  # fmt: skip

PROBLEM = joined(
    id_column("the problem: its document, where it was met and its number there; of an input a hash of place and reason"),
    Column("stage", "text", "where it was met: `read` (the page), `extract` (its records), `input` (what could not be read at all)",
           "#activity+stage"),
    Column("what", "text", "what was seen and not handled", "#description+problem"),
    Column("todo", "text", "what to do, of an input", "#description+todo"),
    Column("origin", "text", "where the input lay", "#meta+origin"),
    PAGE, spanned("words", "what it is about, where it is about words"),
)  # fmt: skip
