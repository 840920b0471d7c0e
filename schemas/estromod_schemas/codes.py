"""Every closed list of codes with the meaning of each. `codes` publishes them; models name them."""

WORDING = {
    "asserted": "the document says it without a hedge",
    "hedged": "the document weakens it (may, can, could, potential, suggest, in some individuals, ...)",
    "investigational": "the document calls it emerging or under study",
    "illustrative": "it stands in a hypothetical or worked example",
}
CAUTION = {
    "unflagged": "no caution names the fact",
    "minor": "a caution names it; a reader should know, the plain sense stands",
    "serious": "a caution names it; acting on the plain sense could do harm",
}

RECEPTOR_ENDPOINT = "estrogen_receptor_activity"  # the one endpoint that takes receptor effects and makes a cell of the matrix
RECEPTOR_EFFECT = {
    "agonist": "activates the receptor there",
    "weak_agonist": "activates the receptor weakly there",
    "antagonist": "blocks the receptor there",
    "modulate": "changes receptor signalling, which way is not said",
    "mixed": "said to act both ways there",
}
CHANGE = {
    "increase": "raises, elevates, promotes, enhances, stimulates",
    "decrease": "lowers, reduces, suppresses, inhibits",
    "improve": "makes better, benefits, is favourable for",
    "worsen": "impairs, is adverse or detrimental for",
    "maintain": "supports, preserves, protects, helps keep",
    "regulate": "regulates, modulates, influences, is involved in",
    "alter": "changes, affects, direction not said",
    "no_change": "neutral, unchanged",
    "no_worsening": "did not adversely affect",
    "mixed": "effects in both directions are said",
}
EFFECT = {**RECEPTOR_EFFECT, **CHANGE}
OPPOSITES = (
    ({"agonist", "weak_agonist"}, {"antagonist"}),
    ({"increase"}, {"decrease"}),
    ({"improve"}, {"worsen"}),
    ({"agonist", "weak_agonist", "antagonist", "increase", "decrease", "improve", "worsen"}, {"no_change"}),
)
DIRECTNESS = {
    "direct": "said to act directly",
    "indirect": "said to act indirectly, through something else",
    "unspecified": "the document does not say",
}
TIMING = {
    "short_term": "said of short use",
    "long_term": "said of long or continued use",
    "unspecified": "the document does not say",
}
CIRCUMSTANCE = {
    "if_overdosed": "when the dose is too high",
    "with_profound_suppression": "when estrogen is suppressed strongly or completely",
    "if_estrogen_excessive": "when estrogen is too high before",
    "if_testosterone_rises": "where testosterone rises with it",
    "in_hypogonadism": "in hypogonadism",
    "as_monotherapy": "used alone",
    "in_monitored_use": "when dose and levels are watched and adjusted",
    "at_typical_dose": "at usual doses",
    "unmanaged": "when nothing is done to control it",
}
RISK = {
    "raises": "brings it, or makes it likelier",
    "does_not_raise": "does not bring it",
    "lowers": "makes an unwanted effect less likely than the comparator does",
}
FREQUENCY = {
    "common": "called frequent, typical or often seen",
    "uncommon": "called rare or uncommon",
    "unspecified": "the document does not say",
}

LAB_KIND = {
    "target": "a range to aim for",
    "expected": "a range said to be expected",
    "above": "values above the low bound",
    "below": "values below the high bound",
}
BOUND = {"inclusive": "the bound belongs to the range", "exclusive": "the bound is outside the range"}
LAB_STANDING = {
    "typical": "given as the usual range",
    "commonly_cited": "given as what is often cited",
    "illustrative": "belongs to a hypothetical example",
    "unspecified": "the document does not say",
}

ACTION = {
    "inhibits": "reduces its activity",
    "inactivates": "ends its activity for good",
    "binds": "binds to it, nothing more is said",
    "activates": "turns it on, acts as agonist",
    "blocks": "keeps its ligand from acting, acts as antagonist",
    "modulates": "changes its activity, which way is not said or depends",
}
MODE = {
    "competitive": "competes with the ligand or substrate",
    "mechanism_based": "is processed by the enzyme and inactivates it",
    "unspecified": "the document does not say",
}
REVERSIBILITY = {
    "reversible": "binding can be undone",
    "irreversible": "binding is permanent",
    "unspecified": "the document does not say",
}
SITE = {
    "active_site": "the enzyme's active site",
    "heme_iron": "the heme iron of the active site",
    "ligand_binding_domain": "the receptor's ligand-binding domain",
}

ROLE = {
    "treat": "to treat it",
    "prevent": "to prevent it",
    "manage": "to manage, control or lower it",
    "stimulate": "to stimulate it",
    "restore": "to restore it",
    "support": "to support it",
    "enhance": "to enhance it",
}
LINE = {
    "preferred": "called preferred, first choice, more appropriate",
    "standard": "called standard, cornerstone, widely or primarily used",
    "alternative": "called possible or one option beside another",
    "not_primary": "said not to be the main agent for it",
    "avoided": "said to be unsuitable or to be avoided",
    "unspecified": "the document does not say",
}
OFF_LABEL = {"yes": "the document calls the use off-label", "not_stated": "the document does not say; never means licensed"}

DOSE_IS = {
    "single": "one dose",
    "range": "a range of doses",
    "alternatives": "two or more doses to choose from",
    "individualised": "said to be fitted to the person",
    "unspecified": "no number is given",
}
PER = {"day": "per day", "week": "per week"}
DOSE_UNIT = {"mg": "milligram"}
ROUTE = {
    "oral": "by mouth",
    "intramuscular": "by intramuscular injection",
    "injection": "by injection, where is not said",
    "unspecified": "the document does not say",
}
FORM = {"tablet": "tablet", "injection": "solution for injection", "unspecified": "the document does not say"}
DOSE_ROLE = {
    "starting": "a starting dose",
    "typical": "called typical, usual or standard",
    "example": "given as an example",
    "unspecified": "the document does not say",
}
PURPOSE = {
    "titrate_dose": "to adjust the dose",
    "detect_harm": "to find unwanted effects",
    "confirm_effect": "to see whether it works",
    "assess_before": "to decide before or at the start",
    "unspecified": "the document does not say",
}

EDGE_RELATION = {
    "secretes": "the source makes and releases the target",
    "stimulates": "the source raises the target",
    "converts_to": "the source becomes the target",
    "catalyses": "the source speeds the target's formation",
    "feeds_back_positively_on": "the source raises the target by feedback",
    "inhibits": "the source lowers the target",
    "conjugates": "the source removes the target by conjugation",
    "feeds_back_negatively_on": "the source lowers the target by feedback",
    "binds": "the source binds the target",
}
SIGNS = {
    "secretes": 1,
    "stimulates": 1,
    "converts_to": 1,
    "catalyses": 1,
    "feeds_back_positively_on": 1,
    "inhibits": -1,
    "conjugates": -1,
    "feeds_back_negatively_on": -1,
    "binds": 0,
}
LEVEL = {"present": "said to be there", "high": "said to be high or prevalent there"}
CLASS_RELATION = {
    "is_a": "the subject is a member or kind of the object",
    "isomer_of": "the subject is an isomer of the object",
    "component_of": "the subject is a component of the object",
    "generation": "the subject belongs to that generation of a class",
    "differs_from": "the two are said to be different agents or classes",
}
PK_PROPERTY = {
    "half_life": "how long it stays",
    "accumulation": "build-up with repeated doses",
    "metabolism": "breakdown",
    "clearance": "removal from the body",
    "exposure": "concentration in the body",
    "transport": "movement by transporters",
}
PK_VALUE = {
    "short": "called short",
    "long": "called long",
    "shorter": "shorter than the comparator's",
    "longer": "longer than the comparator's",
    "occurs": "said to happen (by or in the actor, where one is given)",
    "increases": "the actor or circumstance raises it",
    "decreases": "the actor or circumstance lowers it",
    "alters": "the actor changes it, direction not said",
}
FINDING_RELATION = {
    "associated_with": "goes together with",
    "causes": "brings about",
    "contributes_to": "is one cause of",
    "requires": "needs",
    "depends_on": "is determined by, varies with",
    "differs_from": "is unlike",
    "varies_between": "differs from one to another of the object",
    "accounts_for": "makes up a share of",
    "derived_from": "comes from",
    "encodes": "the gene codes for the product",
    "composed_of": "has as parts",
    "located_in": "is found in or at",
    "recruits": "brings to the receptor complex",
    "demonstrates_need_for": "a finding shows that it is needed",
    "insufficient_for": "alone is not enough for",
    "has_effect_on": "a study, subgroup or unnamed member acts on it; direction in `effect`",
    "compared_with": "is set beside; direction in `effect`",
    "is_a": "is a kind or form of",
    "is_main": "is the main or strongest one of",
    "predicts": "foretells or indicates",
    "under_study_for": "is being studied for",
    "same_mechanism_as": "works alike",
    "structural_analogue_of": "is built like",
    "offers_advantage_over": "is said to be better than, for the endpoint",
}

DISPOSITION = {
    "curated": "at least one statement stands in it",
    "defect": "text is lost so that subject, object or number is missing",
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
    "other_effects": "effects of this very agent are stated there, none on receptor activity",
    "not_stated": "nothing is stated of this very agent there; this is not the same as no effect",
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

DRUG_ACTIVE = {"yes": "said to act in the body", "no": "said not to", "unspecified": "the documents do not say"}
TISSUE_KIND = {
    "organ": "organ",
    "tissue": "tissue",
    "region": "part of an organ",
    "cell_type": "cell type",
    "system": "organ system or axis",
    "fluid": "body fluid",
    "whole_body": "the body as a whole",
}
HORMONE_KIND = {
    "steroid": "steroid hormone",
    "peptide": "peptide or protein hormone",
    "metabolite": "product of hormone metabolism",
}
DIRECTION = {"high": "too much", "low": "too little", "imbalanced": "out of balance, which way is not said"}
GENE_KIND = {
    "enzyme": "enzyme",
    "receptor": "receptor",
    "transporter": "transporter",
    "family": "family of genes or proteins",
    "coregulator": "protein that a receptor recruits",
}
ENDPOINT_KIND = {
    "receptor_activity": "activity of a receptor",
    "hormone_level": "level or ratio of hormones",
    "biomarker": "measured marker",
    "process": "biological process",
    "clinical_outcome": "outcome, risk or response",
    "experience": "felt or seen by the person",
    "factor": "an influence that is no medicine: age, way of life, inheritance",
}
CONDITION_KIND = {"symptom": "felt by the person", "sign": "seen or measured", "disease": "disease or disorder"}
SEX = {"female": "female", "male": "male", "any": "any, or not said"}
PROTOCOL_STANDING = {"described": "described as practice", "illustrative": "called hypothetical or made up as an example"}
