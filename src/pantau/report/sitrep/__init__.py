"""The situation report: made from the store as codes with footnotes, worded in any language, written as HTML, Markdown or PDF."""
