"""The codes of places, works, identifiers, doubts, and of what is derived."""

from __future__ import annotations

from .claims import CAUTION, RECEPTOR_EFFECT

DISPOSITION = {
    "curated": "at least one statement stands in it",
    "promise": "says what the text or knowledge will do for the reader",
    "metaphor": "an image without a claim of its own",
    "question": "asks the reader",
    "hollow": "a topic sentence whose particulars stand elsewhere, or a claim about nothing the tables hold",
    "heading": "a heading",
    "table_frame": "a table's header row or separator",
    "caption": "a description of a picture",
    "navigation": "part of the web page, not of the article",
    "definition": "an everyday definition",
    "bibliography": "a reference, kept in citations",
    "misplaced_card": "a glossary card whose text belongs to another term",
}
PASSAGE_KIND = {
    "navigation": "part of the web page",
    "level_heading": "one of the article's level headings",
    "heading": "a section heading",
    "paragraph": "running text",
    "pull_quote": "a sentence set apart that sums up or repeats",
    "bullet": "an item of a list",
    "table_header": "the header row of a table",
    "table_separator": "the rule between a table's header and rows",
    "table_row": "a row of a table",
    "caption": "the description of a picture",
    "reference": "an entry of the bibliography",
    "glossary_term": "the term of a glossary card",
    "glossary_definition": "the text of a glossary card",
}
WORK_TYPE = {"article": "article in a journal", "book": "book", "web_page": "web page"}
CITATION_STATUS = {
    "verified": "the work exists and the entry agrees with it",
    "verified_with_errors": "the work exists, some fields of the entry are wrong",
    "misattributed": "the entry mixes works or credits the wrong authors, journal or year",
    "not_found": "no such work was found",
    "web_page": "a web page, not a published work",
}
RECORD_BASIS = {
    "seen": "read in a named source",
    "computed": "computed from seen values",
    "recalled": "from memory, not seen",
    "not_found": "nothing real was found; the fields are as cited",
}
XREF_RELATION = {
    "exact": "the same thing",
    "broader": "the identifier's thing contains ours",
    "narrower": "the identifier's thing is a part or kind of ours",
    "related": "near, but neither the same nor its parent (a salt, another form, a measure)",
}
XREF_STATUS = {
    "current": "in force where it was seen",
    "obsolete": "withdrawn where it was seen",
    "unknown": "the source does not say",
}
CHECKED_BY = {
    "bioregistry_pattern": "prefix and form fit the Bioregistry; no package at hand holds the identifier itself",
    "cas_check_digit": "the check digit is right",
    "unii_check_character": "the check character is right",
    "loinc_check_digit": "the check digit is right, and the long common name is recorded",
    "inchikey_from_smiles": "it is the InChIKey of our structure, of a salt: with its acid beside it",
    "chebi_label": "ChEBI holds it in force under this label",
    "uberon_label": "UBERON holds it in force under this label",
    "cl_label": "the Cell Ontology holds it in force under this label",
    "hp_label": "the Human Phenotype Ontology holds it in force under this label",
    "mondo_label": "Mondo holds it in force under this label",
    "mesh_label": "MeSH holds it under this label",
    "ec_label": "the enzyme nomenclature holds it under this label",
    "famplex_entity": "FamPlex holds it",
    "hgnc_symbol": "HGNC holds it as approved under this symbol",
    "hgnc_cross_reference": "HGNC gives it for the entry's HGNC identifier",
    "chebi_cross_reference": "ChEBI gives it for one of the entry's ChEBI identifiers",
    "drugbank_cross_reference": "DrugBank and ChEBI or ChEMBL give it for another of the entry's identifiers",
    "chembl_structure": "the structure ChEMBL gives for it has the entry's InChIKey",
    "pubchem_record": "PubChem's record of it has the entry's InChIKey",
}
CONFLICT_KIND = {
    "contradiction": "cannot both hold",
    "tension": "pull against each other",
    "range": "numbers, doses or groups differ",
}
FOUND_BY = {"build": "found by rule", "reader": "found by reading"}
CAUTION_KIND = {
    "contradicted": "well-established pharmacology says otherwise",
    "overstated": "goes further than the evidence",
    "unqualified": "lacks a condition it needs",
    "omission": "the documents are silent on what a label warns of",
}
SEVERITY = {"minor": CAUTION["minor"], "serious": CAUTION["serious"]}

MATRIX_ACTION = {
    **{code: f"the agent itself: {meaning}" for code, meaning in RECEPTOR_EFFECT.items()},
    "conflicting": "statements of this very agent disagree",
    "not_stated": "no receptor action of this very agent is stated there; this is not the same as none, and other effects may stand in `lead`",
}
BASIS = {
    "stated": "stated of this very agent",
    "class_only": "stated only of a class the drug belongs to",
    "not_stated": "stated of neither",
}
AGREEMENT = {
    "conflicting": "same endpoint, opposite directions, overlapping populations",
    "by_population": "opposite directions in disjoint populations",
    "repeated": "same endpoint and direction at two places; repetition inside one website is no independent support",
    "single": "said once",
    "not_stated": "nothing is stated",
}
MATRIX_VIEW = {"organ": "an organ", "topic": "a topic"}
ORGAN_BASIS = {"stated": "a tissue is said", "endpoint": "no tissue is said; it is where the endpoint is measured"}
DOCUMENTS_AGREE = {
    "yes": "all that state a trend state the same",
    "no": "they state different trends",
    "silent": "fewer than two state a trend",
}
