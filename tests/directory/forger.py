"""A directory that signs whatever a test wants it to say, spoken to over real HTTP."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from heed.config.directory import Directory
from tests.directory.running import CLIENT, SECRET, TENANT

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OID = "00000000-0000-4000-8000-000000000007"


class Forger:
    """What it answers can be changed by a test: its configuration, its keys, its token."""

    def __init__(self, port: int) -> None:
        self.issuer = f"http://127.0.0.1:{port}/{TENANT}/v2.0"
        self.configuration: dict[str, Any] = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
        }
        self.keys: Any = {"keys": [self.public(KEY)]}
        self.token: Any = ""
        self.status = 200
        self.answer: Any = None
        self.asked: list[dict[str, str]] = []

    @property
    def directory(self) -> Directory:
        return Directory(self.issuer, CLIENT, SECRET, "your Saltmarsh account")

    @staticmethod
    def public(key: rsa.RSAPrivateKey, kid: str = "one") -> dict[str, Any]:
        return {**json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key())), "kid": kid}

    @staticmethod
    def pem() -> bytes:
        return KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    def claims(self, asked: str, **changed: Any) -> dict[str, Any]:
        """What a good token says in answer to the question; None takes a claim away."""
        now = int(time.time())
        good = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "sam-in-this-application",
            "oid": OID,
            "tid": TENANT,
            "exp": now + 3600,
            "iat": now,
            "nonce": parse_qs(urlsplit(asked).query)["nonce"][0],
            "preferred_username": "sam@saltmarsh.example",
        }
        return {name: said for name, said in {**good, **changed}.items() if said is not None}

    def sign(
        self, claims: dict[str, Any], *, key: Any = KEY, algorithm: str = "RS256", kid: str = "one"
    ) -> str:
        return jwt.encode(claims, key, algorithm=algorithm, headers={"kid": kid})

    def reply(self, path: str) -> Any:
        if path.endswith("/openid-configuration"):
            return self.configuration
        if path.endswith("/keys"):
            return self.keys
        return self.answer or {"access_token": "a", "token_type": "Bearer", "id_token": self.token}


@contextmanager
def forger() -> Iterator[Forger]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps(made.reply(self.path)).encode()
            self.send_response(made.status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            made.asked.append({name: values[0] for name, values in parse_qs(sent).items()})
            self.do_GET()

        def log_message(self, *said: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made = Forger(server.server_port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
