"""Servers for the tests: `kg serve`, a real Oxigraph, and a proxy before it that fails as told."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

OXIGRAPH = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")


def free_port():
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return line.getsockname()[1]


@contextmanager
def oxigraph(*options):
    """A real server with an empty graph; its base URL."""
    port = free_port()
    command = [OXIGRAPH, "serve", "--bind", f"127.0.0.1:{port}", *options]
    with running(command, port, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as url:
        yield url


@contextmanager
def kg_serve(store):
    """`kg serve` over a folder; its base URL."""
    port = free_port()
    with running([sys.executable, "-m", "kg.cli", "serve", "--store", str(store), "--port", str(port)], port) as url:
        yield url


@contextmanager
def running(command, port, **streams):
    """A server process once it listens on `port`; its base URL.  It is ended afterwards."""
    server = subprocess.Popen(command, **streams)
    try:
        for _ in range(600):
            with socket.socket() as line:
                if line.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


class Proxy(ThreadingHTTPServer):
    """Hands requests on to the server; `faults` says what to do to the next ones instead.

    `503` refuses, `drop` breaks the line before the server hears of it, `lost` after it has done its work,
    `cut` breaks off in the middle of the answer, a number with text answers with that status.
    """

    daemon_threads = True

    def __init__(self, behind):
        self.behind, self.faults, self.seen = behind.removeprefix("http://"), [], []
        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request, client_address):
        """A broken line is what the test asked for."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def handle_one(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        self.server.seen.append((self.command, self.path, dict(self.headers), body))
        fault = self.server.faults.pop(0) if self.server.faults else None
        if fault == "drop":
            return self.hang_up()
        if fault is not None and fault[:3].isdecimal():
            return self.answer(int(fault[:3]), {"Content-Type": "text/plain"}, fault[3:].strip().encode())
        line = HTTPConnection(self.server.behind)
        headers = {name: value for name, value in self.headers.items() if name.lower() in ("content-type", "accept")}
        line.request(self.command, self.path, body, headers)
        answer = line.getresponse()
        held = answer.read()
        line.close()
        if fault == "lost":
            return self.hang_up()
        kind = {"Content-Type": answer.headers.get("content-type", "text/plain")}
        return self.answer(answer.status, kind, held, cut=fault == "cut")

    do_GET = do_POST = do_PUT = handle_one

    def answer(self, status, headers, body, cut=False):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if cut else body)
        if cut:
            self.hang_up()

    def hang_up(self):
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def proxy(behind):
    """The proxy before the server of this base URL."""
    made = Proxy(behind)
    try:
        yield made
    finally:
        made.shutdown()
        made.server_close()
