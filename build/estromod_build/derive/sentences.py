"""A claim as an English sentence that says no more than its row: its model's template, the vocabularies' nouns, the codes' words.

In a template `{column}` is the column's words, `{name:...}` what the method `_name` makes of them, and `[...]` stands only where
everything in it is filled. Hedged claims say `may`, once, at the main verb.
"""

from __future__ import annotations

import re
from functools import cached_property

from estromod_schemas.codes import WORDS
from estromod_schemas.dataset import Dataset, Row
from estromod_schemas.kinds import text_of
from estromod_schemas.registry import TRAITS, meaning

LEVELS = {"increase": "raise", "decrease": "lower", "stimulates": "raise", "inhibits": "lower"}  # of what has an amount
TIMES = {"1": "once", "2": "twice"}
THIRD = {"be": "is", "have": "has"}
PLURAL = {"be": "are"}
UNIT = {"a": "years", "mo": "months", "wk": "weeks", "{ratio}": "", "10*6/mL": "million/mL"}
NO_ADVERB = ("bring", "come", "go", "have", "leave", "make")  # verbs before which "markedly" reads wrong
MAY = {"hedged", "investigational", "illustrative"}


class Speaker:
    """Makes sentences of one dataset's claims."""

    def __init__(self, data: Dataset) -> None:
        self.data = data

    def sentence(self, table: str, claim: Row) -> str:
        """Return the sentence of one claim of a claim table."""
        said = Saying(self.data, table, claim).text()
        said = f"In a made-up example, {said}" if claim["wording"] == "illustrative" else said
        varies = " (elsewhere with a hedge)" if claim["wording_varies"] else ""
        return re.sub(r"\s+", " ", f"{said[0].upper()}{said[1:]}{varies}.").replace(" ,", ",").replace(" .", ".")


class Saying:
    """One claim on its way to a sentence."""

    def __init__(self, data: Dataset, table: str, claim: Row) -> None:
        self.data, self.table, self.claim = data, table, claim
        self.defaults = {column.name: column.default for column in meaning(table)}
        self.subject = next((column.name for column in meaning(table) if column.role == "subject"), "")

    def text(self) -> str:
        """Return the template filled."""
        parts = re.split(r"\[([^\]]*)\]", TRAITS[self.table].sentence)
        said = "".join(self._filled(part, optional=place % 2 == 1) for place, part in enumerate(parts)).strip()
        how = self.said("magnitude")
        return said if not how or how in said else f"{said} ({self.claim['magnitude']})"

    def _filled(self, part: str, optional: bool) -> str:
        fields = re.findall(r"\{([^}]*)\}", part)
        found = {field: self._field(field) for field in fields}
        if optional and not all(found.values()):
            return ""
        return re.sub(r"\{([^}]*)\}", lambda match: found[match[1]], part)

    def _field(self, field: str) -> str:
        name, *more = field.split(":")
        special = getattr(self, f"_{name}", None)
        return str(special(*more)) if special else self.said(name)

    def said(self, name: str) -> str:
        """Return a column's noun or words; nothing where it holds its default."""
        value = self.claim.get(name)
        if value is None or value == self.defaults.get(name) or value == "unspecified":
            return ""
        if value in self.data.kinds:
            noun = str(self._entry(value)["noun"] if "noun" in self._entry(value) else self._entry(value)["name"])
            if name == "endpoint_id" and self.table == "gene_effects":
                return self._under(noun, self.claim["agent_id"])
            return self._quantified(noun) if name == self.subject else noun
        return WORDS.get(text_of(value), text_of(value))

    def _entry(self, thing: str) -> Row:
        return self.data.by_key(self.data.kinds[thing])[thing]

    def _under(self, noun: str, agent: str | None) -> str:
        """Return the noun of an endpoint as it turns out with an agent: the response to it, its metabolism."""
        if not agent:
            return noun
        name = str(self._entry(agent)["noun"]) if agent in self.data.kinds else agent
        if "the drug" in noun:
            return noun.replace("the drug", name)
        return f"the {noun.removeprefix('drug ')} of {name}" if noun.startswith("drug ") else f"{noun} under {name}"

    def _quantified(self, noun: str) -> str:
        noun = {"some": f"some {noun}", "one": f"one of the {noun}"}.get(self.claim.get("quantifier") or "", noun)
        bare = noun.removeprefix("the ")
        turned = {"more": f"higher {bare}", "less": f"lower {bare}", "disturbed": f"disturbed {bare}"}
        return turned.get(self.claim.get("subject_is") or "", noun)

    @cached_property
    def plural(self) -> bool:
        """Whether the verb after the subject is plural."""
        if self.table == "gene_effects":
            return False  # "variation in ..." leads
        if self.table == "moderators" and self.claim["endpoint_id"]:
            return self._many(self.claim["endpoint_id"])
        return self._many(self.claim.get(self.subject)) and self.claim.get("quantifier") != "one"

    def _many(self, thing: str | None) -> bool:
        return thing in self.data.kinds and self._entry(str(thing)).get("noun_number") == "plural"

    def conjugated(self, verb: str) -> str:
        """Return the verb as it stands after the subject: with `may` where the claim is hedged."""
        first, _, rest = verb.partition(" ")
        often = f"{often} " if (often := self.said("frequency")) else ""
        adverb = often + (f"{how} " if (how := self.said("magnitude")) and first not in ("be", *NO_ADVERB) else "")
        if first in ("weakly", "alone"):
            adverb, (first, _, rest) = f"{often}{first} ", rest.partition(" ")
            verb = f"{first} {rest}"
        if how and rest and first == "be":
            verb, rest = f"be {how} {rest}", f"{how} {rest}"
        if self.claim["wording"] in MAY and self.table != "research_status":
            return f"may {adverb}{verb}"
        if self.plural:
            return f"{adverb}{PLURAL.get(first, first)} {rest}".strip()
        third = THIRD.get(first) or re.sub(r"(s|sh|ch|x|z|o)$", r"\1e", re.sub(r"(?<![aeiou])y$", "ie", first)) + "s"
        return f"{adverb}{third} {rest}".strip()

    def _verb(self, column: str, object_: str) -> str:
        code, thing = str(self.claim[column]), self.claim[object_]
        noun, verb = self.said(object_), WORDS[code]
        if "estrogen receptors" in verb:  # the verb names what it acts on
            return self.conjugated(verb)
        if self.claim.get("directness") == "direct" and code == "no_change":
            return f"{'may not' if self.claim['wording'] in MAY else 'do not' if self.plural else 'does not'} directly change {noun}"
        if code in LEVELS and (thing.endswith("level") or self.data.kinds[thing] in ("hormones", "conditions")):
            verb = LEVELS[code]
        if code == "varies_between" and thing == "people":
            return self.conjugated("vary from person to person")
        if "{a}" in verb:
            return self.conjugated(verb.format(a=self._kind_of(thing)))
        return self.conjugated(verb.format(noun)) if "{}" in verb else f"{self.conjugated(verb)} {noun}"

    def _kind_of(self, thing: str) -> str:
        """Return the name of a kind: plural after a plural, else with its article."""
        entry = self._entry(thing)
        main = f"{WORDS[self.claim['emphasis']].removesuffix('ly')} " if self.claim.get("emphasis") else ""
        if self.plural:
            return f"{'among the ' if main else ''}{main}{entry['noun']}"
        if main:
            return f"the {main}{entry['name']}"
        return f"a{'n' if entry['name'][0].lower() in 'aeiou' else ''} {entry['name']}"

    def _manner(self) -> str:
        ways = [way for name in ("mode", "reversibility") if (way := self.said(name))]
        return f" {' and '.join(ways)}" if ways else ""

    def _way(self) -> str:
        effect = {"increase": "more", "decrease": "less", "improve": "better", "worsen": "worse"}.get(self.claim["effect"] or "")
        return f" ({effect})" if effect else ""

    def _other_people(self) -> str:
        people = self.said("population_id")
        return f" in {people}" if people and self.claim["population_id"] != self.claim["moderator_id"] else ""

    def _related(self) -> str:
        """Return how subject and object are related: by what happens to the object, where that is said."""
        effect, relation = self.claim["effect"], self.claim["relation"]
        if effect and relation == "acts_on":
            return self._verb("effect", "object_id")
        way = {"increase": "more ", "decrease": "less ", "improve": "better ", "worsen": "worse ", "alter": "changes in "}.get(
            effect or "", ""
        )
        verb = WORDS.get(relation, "affect")
        return f"{self.conjugated(verb)} {way}{self.said('object_id')}"

    def _place(self) -> str:
        tissue, endpoint = self.claim["tissue_id"], self._entry(self.claim["endpoint_id"])
        understood = tissue in ("whole_body", endpoint.get("measured_in")) or (tissue == "blood" and "level" in self.claim["endpoint_id"])
        return "" if understood else f" in {self.said('tissue_id')}"

    def _directness(self) -> str:
        return "" if self.claim["effect"] == "no_change" else WORDS.get(self.claim["directness"], "")

    def _brings(self, condition: str) -> str:
        noun, risk = self.said(condition), self.claim["risk"]
        if risk == "accompanies":
            return f"{self.conjugated('go with')} {noun}"
        if risk == "does_not_raise":
            return f"{self.conjugated('come without')} {noun}"
        if risk == "lowers":
            return f"{self.conjugated('make')} {noun} less likely"
        disease = self._entry(self.claim[condition])["kind"] == "disease"
        return f"{self.conjugated('raise the risk of' if disease else 'bring')} {noun}"

    def _number_for(self, analyte: str) -> str:
        low, high, unit = (text_of(self.claim[name]) for name in ("low", "high", "unit"))
        amount = f"{f'{low} to {high}' if high else f'more than {low}'} {UNIT.get(unit, unit)}".strip()
        return f"{'the aim for ' if self.claim['kind'] == 'target' else ''}{self.said(analyte)} {self.conjugated('be')} {amount}"

    def _used(self) -> str:
        how = f"{how} " if (how := self.said("magnitude")) else ""
        line, purpose = self.claim["line"], f"to {how}{WORDS[self.claim['role']]} {self.said('purpose_id')}"
        return f"{self.conjugated('be')} {WORDS.get(line, 'used')} {purpose}"

    def _dose(self) -> str:
        drug, low, high = self.said("drug_id"), text_of(self.claim["dose_low"]), text_of(self.claim["dose_high"])
        who = f" in {people}" if (people := self.said("population_id")) else ""
        times, more = (TIMES.get(text_of(self.claim[name]), f"{text_of(self.claim[name])} times") for name in ("times_low", "times_high"))
        often = f" {times if times == more else f'{times} or {more}'} a {self.claim['per']}" if self.claim["per"] else ""
        form = " as a tablet" if self.claim["form"] == "tablet" else ""
        often += f"{f' {route}' if (route := self.said('route')) else ''}{form}{f' {pauses}' if (pauses := self.said('schedule')) else ''}"
        be = "may be" if self.claim["wording"] == "hedged" else "is"
        if low:
            role = WORDS.get(self.claim["dose_role"], "a dose")
            return f"for {drug}{who}, {role} {be} {low if low == high else f'{low} or {high}'} {self.claim['dose_unit']}{often}"
        if self.claim["dose_is"] == "individualised":
            return f"the dose of {drug} {be} fitted to the person{who}"
        level = self.said("dose_level")
        return f"{drug} {be} given{often}{who}; {f'{level} is named, no number' if level else 'no dose is named'}"

    def _watched(self, measure: str) -> str:
        plural = self._entry(self.claim[measure]).get("noun_number") == "plural"
        return f"{self.said(measure)} {'may be' if self.claim['wording'] in MAY else 'are' if plural else 'is'} watched"

    def _variation(self) -> str:
        gene = self._entry(self.claim["gene_id"])
        name = f"the {gene['symbol']} gene" if gene["symbol"] else f"genes of {gene['noun']}"
        return f"variant {self.claim['variant']} of {name}" if self.claim["variant"] else f"variation in {name}"

    def _kinetics(self) -> str:
        drug, what, value = self.said("drug_id"), self.claim["property"], self.claim["value"]
        actor, other = self.said("actor_id"), self.said("comparator_id")
        if what == "half_life":
            return f"{drug} {self.conjugated('have')} a {value} half-life{f' than {other}' if other else ''}"
        if what == "metabolism":
            place = "in" if self.data.kinds.get(self.claim["actor_id"] or "") == "tissues" else "by"
            return f"{drug} {self.conjugated('be')} metabolised{f' {place} {actor}' if actor else ''}"
        if what == "accumulation":
            return f"{drug} {self.conjugated('accumulate')}{f' through {actor}' if actor else ''}"
        return f"exposure to {drug} {'may be' if self.claim['wording'] in MAY else 'is'} lower{f' through {actor}' if actor else ''}"

    def _endpoint_of(self) -> str:
        endpoint = self.claim["endpoint_id"]
        return self._under(str(self._entry(endpoint)["noun"]), self.claim["subject_id"]) if endpoint else self.said("subject_id")

    def _number(self) -> str:
        if self.claim["number"] is None:
            return ""
        unit = self.claim["unit"]
        amount = f"{WORDS.get(self.claim['number_is'], '')}{text_of(self.claim['number'])} {UNIT.get(unit, unit)}"
        return f"{amount} {WORDS.get(self.claim['number_of'] or '', '')}".strip()
