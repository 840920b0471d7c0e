"""The words of codes in a sentence; only those whose own name would read wrong or say more than the code means."""

from __future__ import annotations

VERB = {
    "increase": "increase", "decrease": "reduce", "improve": "improve", "worsen": "worsen", "maintain": "help to maintain",
    "regulate": "influence", "alter": "affect", "modulate": "modulate", "mixed": "have mixed effects on",
    "no_change": "leave {} unchanged", "no_worsening": "leave {} no worse", "maintain_or_improve": "maintain or improve",
    "no_change_or_improve": "leave {} unchanged or better", "normalise": "bring {} back to the normal range",
    "agonist": "activate estrogen receptors", "weak_agonist": "weakly activate estrogen receptors",
    "neutral_or_weak_agonist": "leave estrogen receptors alone or weakly activate them",
    "antagonist": "block estrogen receptors",
    "inhibits": "inhibit", "inactivates": "inactivate", "binds": "bind to", "activates": "activate", "blocks": "block",
    "modulates": "modulate",
    "treat": "treat", "prevent": "prevent", "manage": "control", "stimulate": "stimulate", "restore": "restore",
    "support": "support", "enhance": "enhance", "support_or_enhance": "support or enhance", "restore_or_enhance": "restore or enhance",
    "secretes": "secrete", "stimulates": "stimulate", "converts_to": "be converted to", "catalyses": "catalyse the formation of",
    "feeds_back_positively_on": "feed back positively on", "conjugates": "remove {} by conjugation",
    "feeds_back_negatively_on": "feed back negatively on",
    "causes": "bring about", "contributes_to": "contribute to", "goes_with": "go with", "needed_for": "be needed for",
    "not_enough_for": "alone be not enough for", "shows_need_for": "show the need for", "predicts": "point to",
    "depends_on": "depend on", "varies_between": "vary among", "chosen_by": "be chosen by",
    "better_than": "have an advantage over", "more_than": "exceed", "less_than": "be below", "differs_from": "differ from",
    "works_like": "work like", "is_a": "be {a}", "isomer_of": "be an isomer of", "component_of": "be a component of",
    "generation": "belong to the {}", "structural_analogue_of": "be built like",
    "located_in": "be found in", "under_study": "be under study for", "studied": "have been studied for",
    "source_of": "be the source of", "present": "occur in", "widespread": "be widely distributed in", "high": "be prevalent in",
}  # fmt: skip
LEVELS = {"increase": "raise", "decrease": "lower", "stimulates": "raise", "inhibits": "lower"}  # of what has an amount
TIMES = {"1": "once", "2": "twice"}
THIRD = {"be": "is", "have": "has"}
PLURAL = {"be": "are"}
PHRASE = {
    "minimal": "minimally", "slight": "slightly", "marked": "markedly", "profound": "profoundly",
    "main": "mainly", "limiting": "as the limiting step", "only": "alone",
    "direct": "directly", "indirect": "indirectly", "short_term": "in short use", "long_term": "in long use",
    "if_overdosed": "if the dose is too high", "with_profound_suppression": "when estrogen is suppressed strongly",
    "if_estrogen_excessive": "where estrogen was too high before", "if_ratio_skewed": "where the testosterone-to-estrogen ratio is out of balance",
    "if_testosterone_rises": "where testosterone rises with it",
    "as_monotherapy": "when used alone", "in_monitored_use": "when dose and levels are watched", "at_typical_dose": "at usual doses",
    "unmanaged": "when nothing is done about it", "at_appropriate_level": "at an appropriate level",
    "if_not_cleared": "if not cleared as it should be", "in_specific_contexts": "in particular settings",
    "despite_suppressed_estrogen": "although estrogen is suppressed", "in_hormonal_transition": "in hormonal transition", "in_some_tissues": "in some tissues",
    "despite_enough_testosterone": "although testosterone is adequate", "excessive": "excessively",
    "with_low_testosterone_and_normal_or_high_estradiol": "where testosterone is low and estradiol normal or high",
    "with_broad_suppression": "when all estrogen is suppressed", "without_other_isomer": "without the other isomer",
    "more": "more than", "same": "like", "not_in_the_same_way": "unlike",
    "competitive": "competitively", "mechanism_based": "as a mechanism-based inhibitor", "reversible": "reversibly",
    "irreversible": "for good", "active_site": "at the active site", "heme_iron": "at the heme iron",
    "preferred": "preferred", "standard": "commonly used", "alternative": "one option", "not_primary": "not the main means",
    "titrate_dose": "to adjust the dose", "detect_harm": "to detect harm", "confirm_effect": "to see whether it works",
    "assess_before": "before treatment", "yes": "off label", "common": "often", "uncommon": "rarely",
    "oral": "by mouth", "intramuscular": "into muscle", "injection": "by injection", "low": "a low dose",
    "lowest_effective": "the lowest dose that works", "intermittent_or_low_dose": "with pauses or in a low dose",
    "about": "about ", "at_least": "at least ", "starting": "a starting dose", "typical": "the usual dose", "example": "an example of a dose",
    "exposure": "of use", "duration": "in length", "share": "",
}  # fmt: skip
UNIT = {"a": "years", "mo": "months", "wk": "weeks", "{ratio}": "", "10*6/mL": "million/mL"}
