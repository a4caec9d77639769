"""The HTTP face: HEAD and PATCH to send, GET to fetch, one path. Source: docs/protocol.md, Files.

aiohttp reads and writes the protocol; what may be done is asked of permits.py, who else is at it of transfers.py.
"""

import asyncio
import errno
import json
import logging
import os
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import Executor
from typing import Any, Final

from aiohttp import hdrs, web
from aiohttp.web_protocol import RequestPayloadError

from relay.adapters.file_store import FileStore
from relay.db.gate import Row
from relay.files.idle import Idle
from relay.files.metrics import FileMetrics
from relay.files.permits import Permit, Permits
from relay.files.receiving import Hashes, Receiving, TooMuch
from relay.files.transfers import Transfer, Transfers
from relay.services.file_orders import FileArrived, RefuseFile
from relay.writer.wire import Outcome
from shared.errors import AuthFailed, Conflict, NotFound, ProtocolError, SportelloError, TooLarge, Unavailable
from shared.ids import UUID_PATTERN, FileId
from shared.limits import MAX_FILE_BYTES
from shared.protocol.base import Message
from shared.protocol.transfers import FileState

log = logging.getLogger(__name__)
OFFSET: Final = "Upload-Offset"
STATE: Final = "Sportello-State"
CODE: Final = "Sportello-Code"
SEND_BYTES: Final = 256 * 1024
STALL_S: Final = 60.0
"""A peer that neither sends nor takes a byte for so long is cut off; what has arrived is kept."""
RETRY_AFTER_MS: Final = 2_000
_STATUS: Final = {
    AuthFailed.code: 401,
    NotFound.code: 404,
    Conflict.code: 409,
    TooLarge.code: 413,
    Unavailable.code: 503,
}
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO})
_RANGE: Final = re.compile(r"bytes=(\d{1,15})-(\d{0,15})\Z")
_ID: Final = re.compile(UUID_PATTERN)
Ask = Callable[[Message], Awaitable[Outcome]]


class Stopped(ConnectionError):
    """The transfer may not go on: a newer one took over, or it is no longer permitted."""


class FilePages:
    """One per file process; `arrived` is called when a file waits for its checks."""

    def __init__(
        self,
        *,
        store: FileStore,
        permits: Permits,
        transfers: Transfers,
        ask: Ask,
        workers: Executor,
        metrics: FileMetrics,
        arrived: Callable[[], None],
    ) -> None:
        self._store = store
        self._permits = permits
        self._transfers = transfers
        self._ask = ask
        self._workers = workers
        self._metrics = metrics
        self._arrived = arrived
        self._hashes = Hashes()
        self.idle = Idle()

    def application(self) -> web.Application:
        """Return the aiohttp application."""
        application = web.Application(middlewares=[self._answered])
        application.router.add_route("*", "/files/{file_id}", self._file)
        application.router.add_get("/healthz", self._healthy)
        application.router.add_get("/metrics", self._figures)
        application.router.add_route("*", "/{rest:.*}", self._nothing)
        return application

    @web.middleware
    async def _answered(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """Turn every refusal into its status and JSON."""
        self.idle.begins(request)
        try:
            return await handler(request)
        except SportelloError as error:
            return self._refusal(error)
        except (ConnectionError, TimeoutError, RequestPayloadError) as error:
            log.debug("transfer broke off: %s", type(error).__name__)
            _hang_up(request)
            return web.Response(status=400)
        except OSError as error:
            if error.errno not in _FULL:
                raise
            log.error("files cannot be written: %s", os.strerror(error.errno or 0))  # noqa: TRY400
            return self._refusal(Unavailable(retry_after_ms=RETRY_AFTER_MS))
        finally:
            self.idle.ends(request)

    def _refusal(self, error: SportelloError, **headers: str) -> web.Response:
        self._metrics.refused.labels(error.code).inc()
        if error.retry_after_ms is not None:
            headers["Retry-After"] = str(max(1, error.retry_after_ms // 1000))
        facts = {"code": error.code, "params": error.params, "retry_after_ms": error.retry_after_ms}
        body = json.dumps({key: value for key, value in facts.items() if value is not None})
        is_range = error.params.get("why") == "range"
        status = 416 if is_range else _STATUS.get(error.code, 400)
        return web.Response(
            status=status,
            text=body,
            content_type="application/json",
            headers={hdrs.CACHE_CONTROL: "no-store", **headers},
        )

    async def _file(self, request: web.Request) -> web.StreamResponse:
        file_id = request.match_info["file_id"]
        if not _ID.match(file_id):
            raise NotFound
        if request.method == hdrs.METH_GET:
            return await self._send(request, self._permit(request, file_id, is_sending=False))
        if request.method == hdrs.METH_HEAD:
            return self._tell(self._permit(request, file_id, is_sending=True), 200)
        if request.method == hdrs.METH_PATCH:
            return await self._receive(request, self._permit(request, file_id, is_sending=True))
        raise web.HTTPMethodNotAllowed(request.method, [hdrs.METH_GET, hdrs.METH_HEAD, hdrs.METH_PATCH])

    async def _nothing(self, _request: web.Request) -> web.StreamResponse:
        raise NotFound

    async def _healthy(self, _request: web.Request) -> web.StreamResponse:
        return web.Response(text="ok\n")

    async def _figures(self, _request: web.Request) -> web.StreamResponse:
        content_type, body = self._metrics.exposition(*self._transfers.counts())
        return web.Response(body=body, headers={hdrs.CONTENT_TYPE: content_type})

    def _permit(self, request: web.Request, file_id: str, *, is_sending: bool) -> Permit:
        scheme, _, token = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")
        if scheme.lower() != "bearer":
            raise AuthFailed
        return self._permits.check(token.strip(), file_id, is_sending=is_sending)

    # Receiving.

    async def _receive(self, request: web.Request, permit: Permit) -> web.StreamResponse:
        offset = request.headers.get(OFFSET, "")
        if not offset.isascii() or not offset.isdigit() or len(offset) > 15:
            raise ProtocolError(why="offset")
        payload = request.content
        async with self._transfers.uploading(permit, lambda: payload.set_exception(Stopped())) as transfer:
            row = self._permits.again(permit)
            if row.state is not FileState.RECEIVING or int(offset) != self._arrived_of(row):
                return self._conflict(row)
            if request.content_length is not None and int(offset) + request.content_length > row.size:
                return await self._too_much(request, row)
            try:
                whole = await self._append(request, row, transfer)
            except TooMuch:
                return await self._too_much(request, row)
            except Stopped:
                return self._conflict(self._permits.again(permit))
            if whole is not None:
                await self._complete(row, whole)
        return self._tell(permit, 204)

    async def _append(self, request: web.Request, row: Row, transfer: Transfer) -> str | None:
        """Append the body; return the SHA-256 of the whole file when this was the last of it."""
        loop = asyncio.get_running_loop()
        opened = await loop.run_in_executor(self._workers, self._store.open_to_append, row.customer_id, row.stored_as)
        try:
            hasher = await loop.run_in_executor(self._workers, self._hashes.take, row.id, opened)
            receiving = Receiving(opened, hasher, row.size, self._workers)
            before = opened.arrived
            try:
                await receiving.take(_body(request, transfer))
            finally:
                self._metrics.received.inc(opened.arrived - before)
                if not receiving.is_broken:
                    self._hashes.keep(row.id, opened.arrived, receiving.hasher)
            return str(receiving.hasher.hexdigest()) if opened.arrived == row.size else None
        finally:
            await loop.run_in_executor(self._workers, opened.close)

    async def _complete(self, row: Row, sha256: str) -> None:
        """Every byte is there: to the checks with it, or to the end where it is another file than was offered."""
        file_id = FileId(row.id)
        if sha256 == row.sha256:
            outcome = await self._ask(FileArrived(file_id=file_id))
        else:
            log.info("file %s is not what was offered", file_id)
            outcome = await self._ask(RefuseFile(file_id=file_id, code="hash_mismatch"))
        if outcome.code not in {"", Conflict.code}:
            raise Unavailable(retry_after_ms=RETRY_AFTER_MS)
        self._arrived()

    async def _too_much(self, request: web.Request, row: Row) -> web.StreamResponse:
        """Cut off a sender who lied about the size."""
        await self._ask(RefuseFile(file_id=FileId(row.id), code=TooLarge.code))
        limit = min(row.size, MAX_FILE_BYTES)
        response = self._refusal(TooLarge(limit=limit, name=row.name))
        response.force_close()
        await response.prepare(request)
        await response.write_eof()
        if request.transport is not None:
            request.transport.close()
        return response

    def _conflict(self, row: Row) -> web.StreamResponse:
        return self._refusal(Conflict(what="offset"), **self._facts(row))

    def _tell(self, permit: Permit, status: int) -> web.StreamResponse:
        row = self._permits.again(permit)
        headers = {hdrs.CACHE_CONTROL: "no-store", "Upload-Length": str(row.size), **self._facts(row)}
        return web.Response(status=status, headers=headers)

    def _facts(self, row: Row) -> dict[str, str]:
        facts = {OFFSET: str(self._arrived_of(row)), STATE: row.state.value}
        return facts | {CODE: row.refused} if row.refused else facts

    def _arrived_of(self, row: Row) -> int:
        if row.state in {FileState.CHECKING, FileState.READY}:
            return int(row.size)
        return min(self._store.arrived(row.customer_id, row.stored_as), int(row.size))

    # Sending.

    async def _send(self, request: web.Request, permit: Permit) -> web.StreamResponse:
        row = permit.file
        if row.state is not FileState.READY:
            raise AuthFailed
        start, end = _range(request.headers.get(hdrs.RANGE), row.size)
        is_part = hdrs.RANGE in request.headers
        response = web.StreamResponse(
            status=206 if is_part else 200,
            headers={
                hdrs.CONTENT_TYPE: "application/octet-stream",
                hdrs.CONTENT_LENGTH: str(end - start),
                hdrs.ETAG: f'"{row.sha256}"',
                hdrs.ACCEPT_RANGES: "bytes",
                hdrs.CACHE_CONTROL: "no-store",
                "X-Content-Type-Options": "nosniff",
                hdrs.CONTENT_DISPOSITION: "attachment",
            },
        )
        if is_part:
            response.headers[hdrs.CONTENT_RANGE] = f"bytes {start}-{end - 1}/{row.size}"
        loop = asyncio.get_running_loop()
        path = self._store.path(row.customer_id, row.stored_as)
        number = await loop.run_in_executor(self._workers, os.open, path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
        try:
            async with self._transfers.downloading(permit, lambda: _hang_up(request)) as transfer:
                await response.prepare(request)
                while start < end and not transfer.is_stopped:
                    length = min(SEND_BYTES, end - start)
                    part = await loop.run_in_executor(self._workers, os.pread, number, length, start)
                    async with asyncio.timeout(STALL_S):
                        await response.write(part)
                    start += len(part)
                    self._metrics.sent.inc(len(part))
                    if not part:
                        _hang_up(request)
                        break
                await response.write_eof()
        finally:
            os.close(number)
        return response


async def _body(request: web.Request, transfer: Transfer) -> AsyncIterator[bytes]:
    """Yield the body as it comes. Raises: Stopped; ConnectionError, TimeoutError when it breaks off or stalls."""
    while True:
        if transfer.is_stopped:
            raise Stopped
        async with asyncio.timeout(STALL_S):
            data = await request.content.readany()
        if not data:
            return
        yield data


def _range(header: str | None, size: int) -> tuple[int, int]:
    """Return the first byte and the one behind the last. Raises: ProtocolError for what no single range is."""
    if header is None:
        return 0, size
    found = _RANGE.match(header)
    if found is None:
        raise ProtocolError(why="range")
    start = int(found.group(1))
    last = min(int(found.group(2)), size - 1) if found.group(2) else size - 1
    if start > last:
        raise ProtocolError(why="range")
    return start, last + 1


def _hang_up(request: web.Request) -> None:
    transport: Any = request.transport
    if transport is not None:
        transport.abort()
