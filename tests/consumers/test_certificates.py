"""The link check tells a bad certificate from a server that does not answer."""

import ssl

import trustme

from links import Visitor
from servers import serving


def test_a_certificate_that_nobody_signed_is_an_outcome_of_its_own():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    with serving(context) as server:
        address = f"https://127.0.0.1:{server.server_port}/ok"
        visit = Visitor(timeout=2, retries=1, pause=0).visit(address)
    assert (visit.outcome, visit.status, visit.attempts) == ("certificate", None, 1)
    assert "certificate" in visit.note
