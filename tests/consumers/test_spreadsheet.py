"""LibreOffice opens the workbook and shows the cells that the CSV files have."""

import csv
import io
import os
import re
import shutil
import subprocess

import pytest

from exports.copies import TABLES, copied, lines, write_lines
from jjjdata.exports import export
from jjjdata.package import Package

# UTF-8, every sheet, cells as they are and not as they are shown.
SHAPE = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
NASTY = ("NA", "010", " space ", "two\nlines", "_x0041_", "1e5", "2024-02-27", "TRUE", "'=1", "🚄")


@pytest.fixture(scope="module")
def soffice():
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if not program and os.environ.get("CI"):
        pytest.fail("LibreOffice is not installed; on Debian: apt-get install libreoffice-calc")
    if not program:
        pytest.skip("NOT RUN: LibreOffice is not installed")
    return program


def by_libreoffice(soffice, file, home):
    """Return every sheet of a workbook as LibreOffice saves it."""
    profile = f"-env:UserInstallation=file://{home}/profile"
    words = [soffice, profile, "--headless", "--convert-to", SHAPE, "--outdir", f"{home}/out", file]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=180)
    assert (home / "out").exists(), done.stdout + done.stderr
    sheets = {}
    for saved in (home / "out").iterdir():
        text = io.StringIO(saved.read_text("utf-8"), newline="")
        sheets[saved.stem.partition("-")[2]] = list(csv.reader(text))
    return sheets


def test_the_workbook_opens_and_the_chinese_survives(soffice, forms, package, tmp_path):
    sheets = by_libreoffice(soffice, forms["xlsx"] / "jjjdata.xlsx", tmp_path)
    assert set(sheets) == {"README", "columns", *TABLES}
    for table in TABLES:
        kinds = [each["type"] for each in package.fields(table)]
        header, *rows = sheets[table]
        rows = [
            [
                text.lower() if kind == "boolean" else text
                for text, kind in zip(row, kinds, strict=True)
            ]
            for row in rows
        ]
        assert [header, *rows] == lines(package, table), table
    assert "京津冀" in sheets["README"][0][0]


def test_claims_are_printed_on_few_landscape_pages(soffice, tmp_path):
    """Of 406 pages of the workbook most were unreadable; a sheet alone had 70."""
    (file,) = export(tmp_path / "book", "xlsx", tables=["claims"], lang="zh")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    words = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), file]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=180)
    printed = tmp_path / "jjjdata.pdf"
    assert printed.exists(), done.stdout + done.stderr
    content = printed.read_bytes()
    pages = re.findall(rb"/Type\s*/Page\b.*?/MediaBox\s*\[([^\]]+)\]", content, re.DOTALL)
    assert 3 <= len(pages) <= 25
    for page in pages:
        _, _, width, height = map(float, page.split())
        assert width > height


def test_nasty_cells_are_kept(soffice, tmp_path):
    (tmp_path / "copy").mkdir()
    package = Package(copied(tmp_path / "copy"))
    content = lines(package, "terms")
    at = content[0].index("note_en")
    for row, cell in zip(content[1:], NASTY, strict=False):
        row[at] = cell
    write_lines(package, "terms", content)
    (file,) = export(tmp_path / "book", "xlsx", tables=["terms"], package=package)
    assert by_libreoffice(soffice, file, tmp_path)["terms"] == content
