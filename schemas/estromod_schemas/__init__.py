"""The tables of EstroMod as pandera models, and the rules between them."""

from .base import Column, Fact, Table
from .facts import *  # noqa: F403
from .registry import FACT_TABLES, MODELS, PUBLISHED_TABLES, VOCABULARY_TABLES, columns
from .vocabularies import *  # noqa: F403
