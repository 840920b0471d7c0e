"""The codes of claims: how they are worded, and what they may say."""

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
}
BOUND = {"inclusive": "the bound belongs to the range", "exclusive": "the bound is outside the range"}
LAB_STANDING = {
    "typical": "given as the usual range",
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
    "unspecified": "the document does not say",
}
OFF_LABEL = {"yes": "the document calls the use off-label", "not_stated": "the document does not say; never means licensed"}

DOSE_IS = {
    "single": "one dose",
    "alternatives": "two or more doses to choose from",
    "individualised": "said to be fitted to the person",
    "unspecified": "no number is given",
}
PER = {"week": "per week"}
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
    "exposure": "concentration in the body",
}
PK_VALUE = {
    "short": "called short",
    "longer": "longer than the comparator's",
    "occurs": "said to happen (by or in the actor, where one is given)",
    "decreases": "the actor or circumstance lowers it",
}
FINDING_RELATION = {
    "associated_with": "goes together with",
    "causes": "brings about",
    "contributes_to": "is one cause of",
    "requires": "needs",
    "depends_on": "is determined by, varies with",
    "differs_from": "is unlike",
    "varies_between": "differs from one to another of the object",
    "derived_from": "comes from",
    "encodes": "the gene codes for the product",
    "composed_of": "has as parts",
    "located_in": "is found in or at",
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
