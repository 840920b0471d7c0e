"""The codes of claims: how they are worded, and what they may say."""

WORDING = {
    "asserted": "the document says it without a hedge",
    "hedged": "the document weakens it (may, can, could, potential, suggest, in some individuals, ...)",
    "investigational": "the document calls it emerging or under study",
    "illustrative": "it stands in a hypothetical or worked example",
}
STATEMENT_BASIS = {
    "stated": "the span names everything the claim is about",
    "pointed_to": "the span points to something (it, these agents, a table's row) that an antecedent names",
    "restored": "a word of the document is lost; it was supplied from elsewhere in the same document",
}
IN_CONFLICT = ("contradiction", "tension")  # differing ranges and groups are listed, but no claim is in doubt for them
CAUTION = {
    "unflagged": "no caution names the claim",
    "minor": "a caution names it; a reader should know, the plain sense stands",
    "serious": "a caution names it; acting on the plain sense could do harm",
}

RECEPTOR_ENDPOINT = "estrogen_receptor_activity"  # the one endpoint that takes receptor effects and makes a cell of the matrix
RECEPTOR_EFFECT = {
    "agonist": "activates the receptor there",
    "weak_agonist": "activates the receptor weakly there",
    "neutral_or_weak_agonist": "does nothing to the receptor there or activates it weakly; which of the two is left open",
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
    "maintain_or_improve": "preserves or enhances; which of the two is left open",
    "no_change_or_improve": "neutral or beneficial; which of the two is left open",
    "normalise": "brings back to the normal range",
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
QUANTIFIER = {
    "some": "said of some or certain members of the class",
    "one": "said of one member that is not named",
}
MAGNITUDE = {
    "minimal": "called minimal, hardly any",
    "slight": "called slight, small, modest, mild or weak",
    "marked": "called marked, significant, substantial, strong, potent, or of high affinity",
    "profound": "called drastic, profound, nearly complete",
    "excessive": "called too much",
}
EMPHASIS = {
    "main": "called the main, primary, central or strongest one",
    "limiting": "called the rate-limiting one",
}
COMPARISON = {
    "more": "more than the comparator",
    "same": "as the comparator does",
    "not_in_the_same_way": "not in the way the comparator does",
}
NUMBER_IS = {
    "exact": "given as such",
    "about": "called approximate",
    "at_least": "said to be a lower bound",
}
NUMBER_OF = {
    "share": "a share of a whole",
    "exposure": "how long something was taken",
    "duration": "how long a state lasts",
}
SUBJECT_IS = {
    "more": "more of it, or a rise",
    "less": "less of it, or a fall",
    "disturbed": "out of order, which way is not said",
}
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
    "if_ratio_skewed": "where the ratio of testosterone to estrogen is out of balance",
    "if_testosterone_rises": "where testosterone rises with it",
    "as_monotherapy": "used alone",
    "in_monitored_use": "when dose and levels are watched and adjusted",
    "at_typical_dose": "at usual doses",
    "unmanaged": "when nothing is done to control it",
    "at_appropriate_level": "when its level is appropriate",
    "if_not_cleared": "when it is not broken down or removed as it should be",
    "in_specific_contexts": "in particular settings, which are not named",
    "with_broad_suppression": "when all estrogen is suppressed, not in one tissue alone",
    "without_other_isomer": "when the other isomer is left out",
    "despite_suppressed_estrogen": "although estrogen is suppressed",
    "in_hormonal_transition": "in a time of marked hormonal change",
    "in_some_tissues": "in some tissues and not in others, which are not named",
    "despite_enough_testosterone": "although testosterone is adequate, normal or high",
    "with_low_testosterone_and_normal_or_high_estradiol": "where testosterone is low and estradiol normal or high",
}
RISK = {
    "raises": "brings it, or makes it likelier",
    "accompanies": "goes together with it; the document does not say that it brings it",
    "does_not_raise": "does not bring it",
    "lowers": "makes an unwanted effect less likely than the comparator does",
}
FREQUENCY = {
    "common": "called frequent, typical, general or often seen",
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
    "commonly_cited": "given as what is often cited",
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
    "restore_or_enhance": "to restore or to enhance it; which of the two is left open",
    "support_or_enhance": "to support or to enhance it; which of the two is left open",
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
DOSE_LEVEL = {"low": "called low", "lowest_effective": "called the lowest that works"}
SCHEDULE = {"intermittent_or_low_dose": "with pauses, or in a low dose; which of the two is left open"}
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
LEVEL = {
    "present": "said to be there",
    "widespread": "said to be widely distributed there",
    "high": "said to be high or prevalent there",
}
CLASS_RELATION = {
    "is_a": "the subject is a member, kind or form of the object",
    "isomer_of": "the subject is an isomer of the object",
    "component_of": "the subject is a component of the object",
    "generation": "the subject belongs to that generation of a class",
    "structural_analogue_of": "the subject is built like the object",
    "located_in": "the subject is found in or at the object",
}
PHYSIOLOGY_RELATION = {
    "acts_on": "the subject changes, keeps or regulates the object; which way stands in `effect`",
    "causes": "the subject brings the object about",
    "contributes_to": "the subject is one cause of the object",
    "goes_with": "the two go together; nothing is said of cause",
    "needed_for": "the object cannot do without the subject",
    "not_enough_for": "the subject alone does not do for the object",
    "shows_need_for": "the subject shows that the object is needed",
    "predicts": "the subject foretells or indicates the object",
}
MODERATOR_RELATION = {
    "depends_on": "the subject is determined by, or varies with, the moderator",
    "varies_between": "the subject differs from one to another of the moderator",
    "chosen_by": "the choice of the subject is made by the moderator",
}
COMPARISON_RELATION = {
    "better_than": "the one is said to be better than the other",
    "more_than": "the one has or does more of it than the other",
    "less_than": "the one has or does less of it than the other",
    "differs_from": "the two are said to be unlike; holds both ways",
    "works_like": "the two are said to work alike; holds both ways",
}
MUTUAL = ("differs_from", "works_like")
RESEARCH_STATUS = {"under_study": "is being studied for it", "studied": "has been studied for it"}
PK_PROPERTY = {
    "half_life": "how long it stays",
    "accumulation": "build-up with repeated doses",
    "metabolism": "breakdown",
    "exposure": "concentration in the body",
}
PK_VALUE = {
    "short": "called short",
    "long": "called long",
    "longer": "longer than the comparator's",
    "occurs": "said to happen (by or in the actor, where one is given)",
    "decreases": "the actor or circumstance lowers it",
}
FINDING_RELATION = {
    "goes_with": "the study found the two together",
    "source_of": "the subject is where that share of the object comes from",
}
