"""Whatever the streams are, the command says what it can and never ends in a traceback."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from xml.etree import ElementTree as ET

import pytest
from shell import ASIDE, COMMAND, environment, run

from articles import package_of
from conftest import ROOT
from jjjdata import claim, cli
from jjjdata.commands import COMMANDS, console
from jjjdata.glossaries import glossary

ENCODINGS = ["cp1252", "gbk", "ascii", "cp437"]
FULL = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full here")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    ("id", "lang"), [("library-opened", "en"), ("pm25-beijing-lower", "zh"), ("pm25-drop", "en")]
)
def test_what_an_encoding_lacks_is_spelled_out(encoding, id, lang):
    """Under cp437 none of the English cards could be printed; ø and − were beyond GBK."""
    done = run("show", id, "--lang", lang, encoding=encoding)
    assert done.returncode == 0
    card = claim(id).text(lang) + "\n"
    assert done.stdout.decode(encoding) == card.encode(encoding, "backslashreplace").decode(
        encoding
    )


def test_a_bare_locale_is_enough():
    words = {"PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": ""}
    done = run("show", "pm25-drop", "--lang", "zh", **words)
    assert done.returncode == 0
    assert b"\\u7ed3\\u8bba" in done.stdout


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_errors_are_spelled_out_too(encoding):
    done = run("show", "京津冀", "--lang", "zh", encoding=encoding)
    assert done.returncode == 2
    expected = "没有名为".encode(encoding, "backslashreplace")
    assert expected in done.stderr


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_json_is_good_json_in_every_encoding(encoding):
    done = run("show", "pm25-drop", "--json", encoding=encoding)
    assert json.loads(done.stdout.decode("utf-8")) == [claim("pm25-drop").to_dict()]


@pytest.mark.parametrize("encoding", ["utf-8", *ENCODINGS])
def test_what_tools_read_is_utf8_wherever_it_goes(encoding):
    """Redirected under GBK, the XML said UTF-8 and was not."""
    done = run("glossary", "--format", "tbx", encoding=encoding)
    assert done.stdout.decode("utf-8") == glossary("tbx").rstrip("\n") + "\n"
    ET.fromstring(done.stdout)


@FULL
@pytest.mark.parametrize(
    "words",
    [["show", "pm25-drop"], ["find", "."], ["--json"], ["-h"], ["glossary", "--format", "csv"]],
)
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_is_told(words, unbuffered):
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*COMMAND, *words],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(PYTHONUNBUFFERED=unbuffered),
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.decode() == "jjjdata: the output can't be written: No space left on device\n"


@FULL
def test_if_even_the_error_can_not_be_told_the_status_says_it():
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*COMMAND, "show", "nope"], stderr=full, env=environment(), check=False
        )
    assert done.returncode == 2


@pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX")
@pytest.mark.parametrize("words", ["show pm25-drop", "find .", "glossary --phrases", "-h"])
def test_a_reader_who_has_seen_enough_is_no_fault(words):
    pipe = f"{sys.executable} -m jjjdata {words} | head -c 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", pipe], capture_output=True, env=environment(), check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX")
def test_a_closed_output_is_told():
    closed = f"{sys.executable} -m jjjdata show pm25-drop >&-"
    done = subprocess.run(
        ["bash", "-c", closed], capture_output=True, env=environment(), check=False
    )
    assert done.returncode == 2
    assert done.stderr == b"jjjdata: the output can't be written: standard output is closed\n"


def test_an_interruption_is_a_line_and_130(monkeypatch, capsys):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_run", interrupted)
    assert cli.main(["--lang", "en", "check"]) == 130
    assert capsys.readouterr().err == "jjjdata: interrupted\n"
    assert cli.main(["--lang", "zh", "check"]) == 130
    assert capsys.readouterr().err == "jjjdata：已中断\n"


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_ctrl_c_stops_the_process_without_a_traceback():
    waiting = "import jjjdata.cli, jjjdata.commands.version as v, signal, time, sys\n"
    # A suite started in the background hands on that Ctrl-C is ignored; a shell doesn't.
    waiting += "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    waiting += "v.run = lambda args: print('ready', flush=True) or time.sleep(60)\n"
    waiting += "sys.exit(jjjdata.cli.main(['--version']))"
    process = subprocess.Popen(
        [sys.executable, "-c", waiting],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert process.stdout.readline() == b"ready\n"
    time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, complaint = process.communicate(timeout=30)
    assert (process.returncode, complaint) == (130, b"jjjdata: interrupted\n")


class Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def isatty(self):
        return True


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_on_a_terminal_no_document_is_raw(monkeypatch, encoding):
    monkeypatch.setattr(sys, "stdout", Terminal(io.BytesIO(), encoding=encoding, newline="\n"))
    console.prepare()
    console.write_document("中文\t\x1b[31m\u202e\nø\n")
    console.flush()
    output = sys.stdout.buffer.getvalue().decode(encoding)
    last = "ø" if encoding == "utf-8" else "\\xf8"
    assert output == f"中文\t\\x1b[31m\\u202e\n{last}\n"


def test_a_stream_of_unknown_encoding_gets_plain_json(monkeypatch):
    class Odd(io.StringIO):
        encoding = "no-such-encoding"

    monkeypatch.setattr(sys, "stdout", Odd())
    console.write_json({"zh": "京", "odd": "\ud800\u2028"})
    text = sys.stdout.getvalue()
    assert text.isascii()
    assert json.loads(text) == {"zh": "京", "odd": "\ud800\u2028"}


def test_a_lone_surrogate_is_spelled_out():
    done = run("find", b"x\xff".decode("utf-8", "surrogateescape"))
    assert done.returncode == 1
    assert b"\\udcff" in done.stdout


# Every command, on every stream that has broken one


@pytest.fixture(scope="module")
def words_of(tmp_path_factory):
    """The words that make each command say something, in Chinese.

    What is validated is a copy that is small and has many faults.
    """
    folder = tmp_path_factory.mktemp("streams")
    article = folder / "article.txt"
    article.write_text("京津冀协同发展。", "utf-8")
    small = folder / "small"
    small.mkdir()
    package_of("zh", small)
    words = {
        "overview": [],
        "show": ["show", "pm25-drop"],
        "find": ["find", "天津港"],
        "list": ["list"],
        "series": ["series", "pm25-mean", "beijing"],
        "check": ["check"],
        "cite": ["cite"],
        "glossary": ["glossary"],
        "export": ["export", str(folder / "out"), "--table", "units", "--force"],
        "locate": ["locate", str(article)],
        "diff": ["diff", str(ROOT), str(ROOT)],
        "validate": ["validate", str(small)],
        "version": ["version"],
        "help": ["help"],
    }
    return {name: [*told, "--lang", "zh"] for name, told in words.items()}


# These write the whole reader before they say one line, in the way of all others.
LONG = ("browse", "site")
NAMES = ["overview", *(command.__name__.rpartition(".")[2] for command in COMMANDS)]
NAMES = [name for name in NAMES if name not in LONG]


def test_every_command_is_tried(words_of):
    assert sorted(words_of) == sorted(NAMES)


def answered(words, stream, monkeypatch, encoding="utf-8"):
    """Run a command in this process, on a binary stream: its status and its complaint."""
    for name in ASIDE:
        monkeypatch.delenv(name, raising=False)
    complaint = io.BytesIO()
    for name, binary in (("stdout", stream), ("stderr", complaint)):
        text = io.TextIOWrapper(binary, encoding=encoding, newline="\n")
        monkeypatch.setattr(sys, name, text)
    status = cli.main(words)
    sys.stderr.flush()
    return status, complaint.getvalue()


@pytest.mark.parametrize("name", NAMES)
def test_no_command_ends_in_a_traceback_whatever_the_encoding(words_of, name, monkeypatch):
    plain = run(*words_of[name], encoding="utf-8")
    assert plain.stdout
    for encoding in ENCODINGS:
        output = io.BytesIO()
        status, complaint = answered(words_of[name], output, monkeypatch, encoding)
        assert status in (0, 1), complaint
        assert (plain.returncode, plain.stderr) == (status, complaint)
        spelled = plain.stdout.decode().encode(encoding, "backslashreplace")
        # What tools read is UTF-8 wherever it goes.
        assert output.getvalue() == (plain.stdout if name == "cite" else spelled), encoding


@FULL
@pytest.mark.parametrize("name", NAMES)
def test_every_command_tells_of_a_full_disk(words_of, name, monkeypatch):
    with open("/dev/full", "wb", buffering=0) as full:
        status, complaint = answered(words_of[name], full, monkeypatch)
    assert status == 2
    assert complaint.decode() == "jjjdata：无法写出结果：No space left on device\n"


@pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX")
@pytest.mark.parametrize("name", NAMES)
def test_no_command_minds_a_reader_who_has_left(words_of, name, monkeypatch):
    """The other end of the pipe is closed before the first word is written."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb", buffering=0) as gone:
        assert answered(words_of[name], gone, monkeypatch) == (0, b"")
