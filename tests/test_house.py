"""The house rules: one definition in one place, what is written runs, and no file or function is long."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterator
from importlib import import_module
from inspect import getmembers, isfunction
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

import pytest
from conftest import ROOT

from estromod_build import check
from estromod_build.check.base import CHECKS
from estromod_build.check.words import runs
from estromod_schemas import rules
from estromod_schemas.kinds import KINDS
from estromod_schemas.namespaces import NAMESPACES
from estromod_schemas.registry import MODELS
from estromod_schemas.rules import RULES

WINGS = ("dataset", "schemas", "build")
MODULES = {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text("utf-8")) for wing in WINGS for path in (ROOT / wing).rglob("*.py")}
MODEL_FILES = {f"schemas/estromod_schemas/{name}.py" for name in ("agents", "body", "claims", "derived", "vocabularies", "provenance")}
DIETS = '''

class Diets(Vocabulary):
    """One way of eating."""

    diet_id: Text = column("The diet.", key=True)
    name: Text = name()
    definition: Text = definition()
'''
PROBE = """
from .base import Violation, rule


@rule
def a_probe_runs(data):
    yield Violation("tissues", 0, "name", "probe", "is one")
"""


# What is written runs


@pytest.fixture(scope="module")
def said(documents: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What `check` says of a copy with a new vocabulary that holds a copied sentence, and with a new rule."""
    root = tmp_path_factory.mktemp("copy")
    for wing in WINGS:
        shutil.copytree(ROOT / wing, root / wing, ignore=shutil.ignore_patterns("__pycache__"))
    with (root / "schemas/estromod_schemas/vocabularies.py").open("a", encoding="utf-8") as models:
        models.write(DIETS)
    run = min(runs(min(documents.glob("*.txt")).read_text("utf-8"), 6))
    (root / "dataset/curated/diets.csv").write_text(f"diet_id,name,definition\nprobe,Probe,{' '.join(run)}\n", "utf-8")
    (root / "schemas/estromod_schemas/rules/zz_probe.py").write_text(PROBE, "utf-8")
    command = [sys.executable, "-m", "estromod_build", "check", "--documents", str(documents)]
    path = os.pathsep.join(str(root / wing) for wing in WINGS)
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": path}, cwd=root, check=False)
    assert done.returncode == 1, done.stderr
    return done.stderr.splitlines()


def test_a_copied_sentence_of_a_new_vocabulary_is_refused(said: list[str]) -> None:
    [line] = [line for line in said if "[own words]" in line]
    assert line.startswith("dataset/curated/diets.csv:2: definition: ")


def test_a_new_rule_runs(said: list[str]) -> None:
    assert "dataset/curated/tissues.csv:2: name: 'probe' is one [a probe runs]" in said


def functions(package: ModuleType, parameters: list[str], gives: str) -> list[object]:
    """Return the public functions of a package's modules that take a dataset by these parameters and give this."""
    modules = [import_module(f"{package.__name__}.{module.name}") for module in iter_modules(package.__path__)]
    found = {member for module in modules for name, member in getmembers(module, isfunction) if not name.startswith("_")}
    typed = [(function, function.__annotations__) for function in found]
    return [one for one, types in typed if [*types] == [*parameters, "return"] and "Dataset" in types.values() and gives in types["return"]]


def test_every_rule_and_every_check_is_registered() -> None:
    for known, found in (
        (RULES, functions(rules, ["data"], "Iterator[Violation]")),
        (CHECKS, functions(check, ["curated", "documents"], "Failure")),
    ):
        assert set(found) == set(known) and len(found) == len(known) == len({function.__name__ for function in known})


# One definition


def words_of(tree: ast.AST) -> Iterator[set[str]]:
    """Yield the words of every list, tuple and set of words, and the keys of every dictionary of literals.

    A dictionary from words to what computes them is no list of what there is.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.List | ast.Tuple | ast.Set | ast.Dict):
            try:
                found = ast.literal_eval(node)
            except ValueError:
                continue
            if found and all(isinstance(word, str) for word in found):
                yield set(found)


def lists_of(tree: ast.AST, known: Collection[str]) -> list[set[str]]:
    """Return the displays of three or more of the known words and nothing else; of two there is something to say."""
    return [words for words in words_of(tree) if len(words) > 2 and words <= set(known)]


def test_no_list_of_tables_or_kinds_stands_beside_the_models() -> None:
    code = {name: tree for name, tree in MODULES.items() if name not in MODEL_FILES}
    assert {name: found for name, tree in code.items() if (found := lists_of(tree, MODELS) + lists_of(tree, KINDS))} == {}
    assert lists_of(ast.parse("A = ['drugs', 'tissues', 'genes']; B = {'text': 1, 'list': 2, 'date': 3}"), {*MODELS, *KINDS})


def patterns_in(tree: ast.AST) -> set[str]:
    """Return the texts that are the pattern of a namespace, or hold one that nothing else would have."""
    patterns = {form for namespace in NAMESPACES.values() for form in (namespace.pattern, namespace.cell)}
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    held = {text for text in texts for pattern in patterns if len(pattern) > 8 and pattern in text}
    return held | {text for text in texts if text.removeprefix("^").removesuffix("$") in patterns}


def test_the_pattern_of_an_identifier_stands_with_its_namespace_alone() -> None:
    assert [name for name, tree in MODULES.items() if patterns_in(tree)] == ["schemas/estromod_schemas/namespaces.py"]
    written = [word.value for word in ast.walk(MODULES["schemas/estromod_schemas/namespaces.py"]) if isinstance(word, ast.Constant)]
    assert all(written.count(prefix) == 1 for prefix in NAMESPACES)


# Length


def length(node: ast.FunctionDef) -> int:
    """Return how many lines a function has without its docstring."""
    words = node.body[0].end_lineno - node.body[0].lineno + 1 if ast.get_docstring(node) else 0
    return node.end_lineno - node.lineno + 1 - words


def test_no_module_is_over_300_lines() -> None:
    assert [name for name in MODULES if (ROOT / name).read_text("utf-8").count("\n") > 300] == []


def test_no_function_is_over_40_lines() -> None:
    functions = [(name, node) for name, tree in MODULES.items() for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert len(functions) > 300 and [f"{name}: {node.name}" for name, node in functions if length(node) > 40] == []
