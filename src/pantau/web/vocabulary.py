"""The codes of the record in words, to be translated: one table a vocabulary, its name the context of its messages.

The English words are the messages' ids; `locale/` has the other languages. A code that stands in no table is shown as it is.
"""

from __future__ import annotations

from collections.abc import Mapping

from pantau.web.report_words import REPORT_CODES

Words = Mapping[str, str]

CODES: Mapping[str, Words] = {
    "view": {
        "situation": "Situation", "incidents": "Incidents", "incident": "Incident", "matrix": "Claims matrix",
        "ledger": "Casualty ledger", "ceasefires": "Ceasefires", "ceasefire": "Ceasefire", "records": "Records",
        "documents": "Documents", "document": "Document", "search": "Search", "sources": "Sources", "ties": "Ties of outlets",
        "checks": "Checks",
        "problems": "Problems", "observe": "Field report", "journal": "Journal", "people": "People",
        "review": "Review", "reviewing": "Under review",
        "sitreps": "Situation reports", "sitrep": "Situation report",
    },
    "field": {
        "since": "From", "until": "To", "theatre": "Theatre", "party": "Party", "type": "Type or stance", "status": "Status",
        "origins": "Independent origins", "kind": "Kind of record", "outlet": "Outlet", "language": "Language", "after": "Cursor",
        "record": "Record", "q": "Words", "check": "Check", "as_of": "As of", "outcome": "Outcome", "category": "Category",
        "whose": "Whose people", "limit": "Number a page", "place": "Place",
        "without": "Without", "credited": "Who is credited", "credit": "How credited", "tied": "Whose pages",
        "tied_to": "Tied to whom", "relation": "How tied", "derives": "Known to derive",
        "new_since": "New since", "read_since": "Read since", "by": "Told apart by", "extent": "Extent of the map",
        "version": "Version",
        "who": "Who", "what": "What", "about": "About (an id)", "document": "Document", "add": "Kind of record to add",
    },
    "sitrep_state": {"draft": "draft", "signed": "signed"},
    "sitrep_edit": {"add": "added", "strike": "struck", "restore": "restored"},
    "sitrep_part": {
        "summary": "Summary", "ceasefires": "Ceasefires", "violations": "Violations", "incidents": "Incidents",
        "casualties": "Figures of harm", "changes": "Changes", "unseen": "Not seen", "corrections": "Corrections", "method": "Method",
    },
    "kind": {"event": "event", "claim": "claim", "casualty": "casualty figure", "ceasefire": "ceasefire"},
    "kinds": {"event": "events", "claim": "claims", "casualty": "casualty figures", "ceasefire": "accounts of ceasefires"},
    "type": {
        "AGREE": "agree", "CONSULT": "consult", "SUPPORT": "support", "CONCEDE": "concede", "COOPERATE": "cooperate", "AID": "aid",
        "RETREAT": "retreat", "REQUEST": "request", "ACCUSE": "accuse", "REJECT": "reject", "THREATEN": "threaten",
        "PROTEST": "protest", "SANCTION": "sanction", "MOBILIZE": "mobilise", "COERCE": "coerce", "ASSAULT": "assault",
    },
    "stance": {
        "assert": "states", "accuse": "accuses", "deny": "denies", "confirm": "confirms", "demand": "demands", "pledge": "pledges",
        "threaten": "threatens", "reject": "rejects", "praise": "praises", "criticise": "criticises",
    },
    "outcome": {
        "killed": "killed", "wounded": "wounded", "captured": "captured", "missing": "missing", "displaced": "displaced",
        "detained": "detained",
    },
    "category": {"military": "military", "civilian": "civilian", "unspecified": "not specified"},
    "measure": {"new": "new figure", "total": "running total"},
    "qualifier": {"exact": "exact", "about": "about", "at_least": "at least", "at_most": "at most", "vague": "vague"},
    "stage": {
        "called_for": "called for", "negotiated": "negotiated", "declared": "declared", "in_effect": "in effect",
        "violated": "violated", "collapsed": "collapsed", "ended": "ended",
    },
    "modality": {
        "occurred": "occurred", "ongoing": "ongoing", "future": "still to come", "hypothetical": "hypothetical",
        "negated": "said not to be",
    },
    "status": {
        "withdrawn": "withdrawn", "verified": "verified", "not_attributable": "not attributable", "unverifiable": "unverifiable",
        "under_inquiry": "under inquiry", "disputed": "disputed", "corroborated": "corroborated", "reported": "reported",
    },
    "aside": {
        "advert": "advertisement", "teaser": "teaser", "caption": "caption", "repeat": "repeated", "author": "author",
        "comment": "comment",
        "subheading": "subheading", "navigation": "navigation",
    },
    "credit": {"by": "wrote it", "via": "relayed it", "own": "own reporting"},
    "dated_by": {
        "metadata": "the page’s metadata", "url": "the address", "header": "the head of the page", "dateline": "the dateline",
        "body": "the text",
    },
    "slot": {
        "type": "type", "mode": "mode", "actors": "actors", "recipients": "recipients", "began_on": "from", "ended_on": "to",
        "place": "place", "modality": "modality", "claimant": "on whose word", "speaker": "speaker", "code": "spoken for",
        "stance": "stance", "targets": "about whom", "content": "content", "said_on": "said on", "venue": "where said",
        "party": "whose people", "category": "category", "outcome": "outcome", "low": "at least", "high": "at most",
        "qualifier": "how exact", "measure": "new or total", "as_of": "as of", "part_of": "part of", "parties": "parties",
        "brokers": "brokers", "declared_on": "declared on", "effective_on": "in effect from", "stage": "stage", "scope": "scope",
        "provisions": "provisions", "trigger": "key words", "effective_at": "hour of effect",
        "theatre": "conflict", "means": "how known", "count": "number", "weapon": "weapon", "nature": "nature of fire",
    },
    "precision": {
        "point": "exact point", "settlement": "settlement", "district": "district", "region": "region", "country": "country",
        "unknown": "not located",
    },
    "voice": {
        "accuses": "accuses", "asserts": "states", "confirms": "confirms", "denies": "denies", "rejects": "rejects", "other": "speaks",
        "silent": "silent",
    },
    "relation": {
        "copy": "copy", "rewrite": "rewrite", "translation": "translation", "update": "update", "quotation": "quotes the same words",
        "credit": "credits", "denies": "denies", "counters": "counters", "rejects": "rejects", "accepts": "accepts",
        "confirms": "confirms", "corrects": "corrects",
    },
    "check": {
        "weekday": "weekday and date", "parts": "parts and whole", "falling_total": "falling total", "difference": "growth of a total",
        "two_figures": "two figures of one day", "count": "told number of truces", "future_event": "told before it happened",
    },
    "counted": {"truces": "truces", "meetings": "meetings"},
    "verdict": {"equal": "agrees", "possible": "may be", "contradicted": "does not agree", "open": "not compared"},
    "provision": {
        "entry_into_force": "entry into force", "duration": "duration", "scope": "scope", "prohibited_acts": "prohibited acts",
        "withdrawal": "withdrawal", "exchange_of_prisoners": "exchange of prisoners", "exchange_of_bodies": "exchange of bodies",
        "humanitarian_access": "humanitarian access", "monitoring_body": "monitoring body", "reporting": "reporting",
        "peacekeepers": "peacekeepers", "enforcement": "enforcement", "dispute_settlement": "settlement of disputes",
    },
    "breach": {
        "in force": "while in force", "day of entry": "on the day of entry, the hour unknown",
        "told soon after": "told soon after, the day inferred", "told beside it": "told beside the truce",
        "told as a breach": "told as a breach",
    },
    "origin": {
        "claimant": "claimant", "observation": "observation", "agency": "agency", "family": "family of copies", "outlet": "outlet",
        "unknown": "origin unknown",
    },
    "change": {
        "founded": "founded", "merged": "merged", "split": "split off", "grown": "grown", "shrunk": "shrunk", "vanished": "vanished",
    },
    "role": {
        "read_only": "reader", "observer": "observer", "analyst": "analyst", "verifier": "verifier", "duty_officer": "duty officer",
        "administrator": "administrator",
    },
    "entry": {
        "same": "same happening", "not_same": "not the same happening", "confirm": "confirmed", "dispute": "disputed",
        "dismiss": "dismissed", "correct": "corrected", "add": "added a record", "withdraw": "withdrawn", "verify": "verified",
        "not_attributable": "not attributable", "unverifiable": "unverifiable", "under_inquiry": "under inquiry", "note": "note",
        "seen": "seen", "rate": "rated a source", "undo": "took an entry back", "withdraw_document": "withdrew a document",
        "erase_document": "erased a document", "sign": "signed", "observe": "filed a field report", "add_account": "added an account",
        "change_account": "changed an account", "add_key": "made a key", "revoke_key": "revoked a key",
    },
    "review_reason": {
        "grown": "other records than when it was looked at", "violation": "alleged violation of a truce",
        "conflict": "claimants in conflict", "origins": "other bounds of origins than when it was looked at",
        "check": "a check found something", "confidence": "read unsurely",
    },
    "account_fault": {
        "name": "A name has 2 to 32 letters of a-z, 0-9, dot, hyphen, underscore, a letter or digit first; some are taken by the desk.",
        "taken": "There is an account of this name already.", "role": "There is no such role.",
        "first": "The first account must be an administrator’s.",
        "last_administrator": "This is the last administrator: make another one administrator first.",
        "full_name": "The full name is too long.", "theatre": "There is no such conflict.",
        "short": "The password is too short: ten characters or more; a few words are easy to keep in mind.",
        "long": "The password is too long.", "like_name": "The password is little more than the name.",
        "repeats": "The password repeats a few characters.", "again": "The new password was not typed twice the same.",
        "present": "The present password is another.", "wait": "Too many attempts failed: wait a while and try again.",
        "key_name": "Say what the key is for, in 80 letters at most.", "disabled": "The account is disabled.",
        "many_keys": "The account has too many keys: revoke those that nobody uses.", "no_key": "There is no such key.",
    },
    "stage_of_reading": {"read": "while reading the page", "extract": "while extracting records"},
    "theatre": {"other": "other conflicts"},
    "party": {"": "no party"},
    "reliability": {
        "A": "reliable", "B": "usually reliable", "C": "fairly reliable", "D": "not usually reliable", "E": "unreliable",
        "F": "not judged",
    },
    "credibility": {
        "1": "corroborated, not denied", "2": "corroborated, denied", "3": "one origin, not denied", "4": "one origin, denied",
        "5": "contradicted", "6": "origin unknown",
    },
    **REPORT_CODES,
}  # fmt: skip

WHAT = ("type", "stance", "outcome", "stage")
"""The vocabularies that tell one record of a kind from another; no code stands in two of them with another meaning."""
