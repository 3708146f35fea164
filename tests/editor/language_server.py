"""Speaks the Language Server Protocol with a server over standard input and output."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

ANSWER_WITHIN = 30  # seconds; the first answer includes the start of Node.js


class LanguageServer:
    """One running server. Positions are 0-based lines and UTF-16 columns, as the protocol has them."""

    def __init__(self, command: Sequence[str], root: Path, settings: dict[str, Any]) -> None:
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._to, self._from = self._process.stdin, self._process.stdout
        self._settings = settings
        self._numbers = iter(range(1, 1_000_000))
        self._answers: queue.Queue[dict[str, Any]] = queue.Queue()
        self._published: queue.Queue[tuple[str, list[Any]]] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        self._begin(root)

    def _begin(self, root: Path) -> None:
        can = {
            "workspace": {"configuration": True},
            "textDocument": {
                "completion": {
                    "completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}
                },
                "hover": {"contentFormat": ["markdown"]},
            },
        }
        self._ask(
            "initialize",
            {"processId": None, "rootUri": root.as_uri(), "capabilities": can, "locale": "zh-cn"},
        )
        self._tell("initialized", {})

    def problems(self, texts: Mapping[Path, str]) -> dict[Path, list[dict[str, Any]]]:
        """What the server reports for each text, as if it had been opened under its name."""
        for file, text in texts.items():
            document = {"uri": file.as_uri(), "languageId": "yaml", "version": 1, "text": text}
            self._tell("textDocument/didOpen", {"textDocument": document})
        waiting = {file.as_uri(): file for file in texts}
        found = {}
        while waiting:
            uri, problems = self._published.get(timeout=ANSWER_WITHIN)
            found[waiting.pop(uri)] = problems
        return found

    def hover(self, file: Path, line: int, column: int) -> str:
        found = self._at("textDocument/hover", file, line, column)
        return found["contents"]["value"] if found else ""

    def completions(self, file: Path, line: int, column: int) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._at("textDocument/completion", file, line, column)["items"]
        return found

    def stop(self) -> None:
        self._ask("shutdown", None)
        self._tell("exit", None)
        self._process.wait(timeout=ANSWER_WITHIN)
        self._to.close()
        self._from.close()

    def _at(self, method: str, file: Path, line: int, column: int) -> Any:
        place = {"textDocument": {"uri": file.as_uri()}, "position": {"line": line, "character": column}}
        return self._ask(method, place)

    def _ask(self, method: str, parameters: Any) -> Any:
        number = next(self._numbers)
        self._send({"id": number, "method": method, "params": parameters})
        answer = self._answers.get(timeout=ANSWER_WITHIN)
        assert answer["id"] == number, answer
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def _tell(self, method: str, parameters: Any) -> None:
        self._send({"method": method, "params": parameters})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._to.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._to.flush()

    def _listen(self) -> None:
        while (message := _read(self._from)) is not None:
            if "method" not in message:
                self._answers.put(message)
            elif "id" in message:
                self._reply(message)
            elif message["method"] == "textDocument/publishDiagnostics":
                said = message["params"]
                self._published.put((said["uri"], said["diagnostics"]))

    def _reply(self, request: dict[str, Any]) -> None:
        """The server asks back for settings, section by section; nothing else needs an answer."""
        result = None
        if request["method"] == "workspace/configuration":
            result = [self._settings.get(item.get("section")) for item in request["params"]["items"]]
        self._send({"id": request["id"], "result": result})


def _read(stream: IO[bytes]) -> dict[str, Any] | None:
    length = 0
    while (line := stream.readline()) not in (b"\r\n", b""):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    if not line:
        return None
    message: dict[str, Any] = json.loads(stream.read(length))
    return message
