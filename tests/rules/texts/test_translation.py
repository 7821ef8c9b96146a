"""fidelity-follows: the recorded fidelity is that of the worst term that bears on the claim."""


def test_another_fidelity_is_found(bench):
    unseen = bench.row("claims", lambda row: row["fidelity"] == "original_not_seen")
    (fault,) = bench.faults_after("claims", unseen, "fidelity", "faithful")
    assert (fault.code, fault.value, fault.expected) == (
        "fidelity-follows",
        "faithful",
        "original_not_seen",
    )


def test_a_worse_problem_of_a_term_is_found(bench):
    terms = {row["id"]: {"problem": "garbled"} for row in bench.rows("terms")}
    seen = {row["id"] for row in bench.rows("claims") if row["fidelity"] == "mistranslated"}
    with bench.changed("terms", terms):
        at_fault = {fault.row for fault in bench.faults() if fault.code == "fidelity-follows"}
    assert seen
    assert seen <= at_fault
