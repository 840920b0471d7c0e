"""Which way a claim goes, by its code, and which way that is for its topic. Of two that are left open the weaker counts."""

from __future__ import annotations

DIRECTION = {
    "up": "more of it",
    "down": "less of it",
    "better": "better, by no measure",
    "worse": "worse, by no measure",
    "keeps": "kept as it is",
    "none": "said not to change",
    "both": "both ways are said",
    "unclear": "something happens to it, which way is not said",
}
SAYS = {
    "up": (
        "increase",
        "agonist",
        "weak_agonist",
        "normalise",
        "raises",
        "accompanies",
        "activates",
        "stimulate",
        "restore",
        "enhance",
        "restore_or_enhance",
    ),
    "down": ("decrease", "antagonist", "lowers", "inhibits", "inactivates", "blocks", "prevent", "treat"),
    "better": ("improve",),
    "worse": ("worsen",),
    "keeps": ("maintain", "maintain_or_improve", "support", "support_or_enhance"),
    "none": ("neutral_or_weak_agonist", "no_change", "no_worsening", "no_change_or_improve", "does_not_raise"),
    "both": ("mixed",),
    "unclear": ("regulate", "alter", "modulate", "modulates", "binds", "manage"),
}
DIRECTION_OF = {code: direction for direction, said in SAYS.items() for code in said}
TREND = {
    "for": "speaks for the topic: more, or better",
    "against": "speaks against it: less, or worse",
    "keeps": "keeps it as it is",
    "none": "is said not to change it",
    "both": "both ways are said",
    "unclear": "which way it goes for the topic cannot be told",
}
