"""The README's examples run, and print what it says they print."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

README = Path(__file__).parents[1] / "README.md"
EXAMPLES = re.findall(r"```python\n(.*?)```(?:\n\n```text\n(.*?)```)?", README.read_text("utf-8"), re.DOTALL)


def printed(code: str) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "README.md", "exec"), {})
    return out.getvalue()


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 3


@pytest.mark.parametrize(("code", "output"), EXAMPLES, ids=[f"example_{number}" for number in range(1, len(EXAMPLES) + 1)])
def test_examples_print_what_the_readme_says(code: str, output: str) -> None:
    assert printed(code) == output, "copy the real output into README.md: python tests/test_readme.py"


def test_the_first_example_is_ten_lines() -> None:
    lines = [line for line in EXAMPLES[0][0].splitlines() if line]
    assert len(lines) <= 10


if __name__ == "__main__":  # writes the real output into the README
    text = README.read_text("utf-8")
    for code, output in EXAMPLES:
        if output:
            text = text.replace(f"{code}```\n\n```text\n{output}```", f"{code}```\n\n```text\n{printed(code)}```")
    README.write_text(text, "utf-8")
