"""name-pair, spelling: places and organizations are named in both languages as in their tables."""

import pytest

from clock import grows_in_proportion
from jjjdata.rules.texts.names import read_names


@pytest.fixture(scope="module")
def names(bench):
    return read_names(bench.tables())


@pytest.mark.parametrize(
    ("chinese", "english", "untold"),
    [
        ("天津港的吞吐量", "The throughput", ["天津港"]),
        ("天津港的吞吐量", "The throughput of Tianjin Port", []),
        ("天津港的吞吐量", "The port's throughput", []),
        ("天津港的吞吐量", "The airport's throughput", ["天津港"]),
        ("北京的人口", "The city's population", []),
        ("北京的人口", "Its capacity", ["北京"]),
        ("津冀两地", "Hebei and Tianjin", []),
        ("津冀两地", "Tianjin alone", ["津冀"]),
        ("京津冀的经济", "The economy", []),
        ("唐山与雄安", "Tangshan", ["雄安"]),
        ("通州区与北三县", "Tongzhou and the three northern counties", []),
        ("国家统计局公布", "The bureau gives", []),
        ("国家统计局公布", "It gives", ["国家统计局"]),
        ("国家统计局公布", "An international program gives", ["国家统计局"]),
    ],
)
def test_a_name_in_chinese_is_told_in_english(names, chinese, english, untold):
    assert [
        word for code, word, _ in names.faults(chinese, english) if code == "name-pair"
    ] == untold


@pytest.mark.parametrize(
    ("english", "misspelled"),
    [
        ("Xiongan is meant.", ["Xiongan"]),
        ('"Xiongan" is meant.', []),
        ("The 'Xiongan' of the machine", []),
        ("The Hotel Xiongan is meant.", []),
        ("He said so at Hotel Xiongan.", []),
        ("Many Xiongan firms grew.", ["Xiongan"]),
        ("It grew. Under Xiongan rules it fell.", ["Xiongan"]),
        ("It grew (Under Xiongan rules).", ["Xiongan"]),
        ("In Xiongan it grew.", ["Xiongan"]),
        ("The Xiongan New Area grew.", ["Xiongan"]),
        ("The Xiong'an New Area", []),
    ],
)
def test_a_refused_spelling_is_only_quoted(names, english, misspelled):
    assert [
        word for code, word, _ in names.faults("无", english) if code == "spelling"
    ] == misspelled


def test_a_changed_cell_is_found(bench):
    port = "The throughput exceeded 22 million TEU in 2023."
    fits = lambda row: row["id"] == "port-containers-2023"  # noqa: E731
    assert "name-pair" in bench.codes_after("claims", fits, "statement_en", port)
    misspelled = lambda row: row["rationale_en"] + " Xiongan is meant."  # noqa: E731
    assert "spelling" in bench.codes_after("claims", fits, "rationale_en", misspelled)


def test_a_changed_spelling_in_the_table_counts(bench):
    with bench.changed("places", {"tianjin-port": {"spellings_en": "harbor"}}):
        names = read_names(bench.tables())
    assert [word for _, word, _ in names.faults("天津港", "The harbor")] == []
    assert [word for _, word, _ in names.faults("天津港", "The port")] == ["天津港"]


def test_refused_spellings_cost_no_more_than_their_number(names):
    def refused(number):
        return len(list(names.faults("无", "xiongan Xiongan " * number)))

    assert refused(1250) == 1250
    assert grows_in_proportion(refused, 1250)
