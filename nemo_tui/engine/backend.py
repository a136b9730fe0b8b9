"""The backend of a conversation: address, token and session, fetched when first needed.

Here lies what is done about a refusal before anyone is told: a new anonymous token once, a
rate limit waited out once, a studio that died started again.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from nemo_tui.client.api import Address, Api, Call, NotSent, Patience
from nemo_tui.client.auth import anonymous_token
from nemo_tui.config import Settings
from nemo_tui.engine.clock import Clock
from nemo_tui.engine.identity import KeptToken, TokenKeeper, client_id
from nemo_tui.engine.running import Emit
from nemo_tui.engine.turn import Noted, Notice, SessionStarted, Waiting
from nemo_tui.protocol.addresses import place
from nemo_tui.protocol.problems import Kind, Problem, Unreachable

Connect = Callable[[], Awaitable[Address]]
T = TypeVar("T")
RATE_LIMIT_SECONDS = 30
WIRE_LANGUAGES = {"zh": "zh-CN"}


class Backend:
    """One backend and the session on it."""

    def __init__(
        self,
        settings: Settings,
        connect: Connect,
        attribution: Callable[[], Mapping[str, str]],
        clock: Clock,
        *,
        session_id: str = "",
        language: str = "en",
        on_call: Callable[[Call], None] | None = None,
        patience: Patience | None = None,
    ) -> None:
        self._settings = settings
        self._connect = connect
        self._attribution = attribution
        self._clock = clock
        self._on_call = on_call
        self._patience = patience
        self._keeper = TokenKeeper(settings.paths.data / "tokens")
        self._api: Api | None = None
        self._sent_as: tuple[Address, tuple[tuple[str, str], ...]] | None = None
        self._address: Address | None = None
        self._reached: Address | None = None
        self._is_anonymous = False
        self._is_announced = False
        self.session_id = session_id
        self.task_id = ""
        self.user_id = ""
        self.language = language

    @property
    def is_local(self) -> bool:
        """Whether the work is done on this machine."""
        return self._address.local if self._address else self._settings.backend == "local"

    @property
    def name(self) -> str:
        """What jobs and history call this backend: "local", or its address."""
        if self._settings.backend == "local" or not self._address:
            return backend_name(self._settings)
        return self._address.url

    @property
    def host(self) -> str:
        """The host that files go to."""
        return place(self._address.url) if self._address else ""

    @property
    def has_account(self) -> bool:
        """Whether the token belongs to an account and is not an anonymous one."""
        return not self._is_anonymous and not self.user_id.startswith("anon")

    async def open(self, emit: Emit) -> Api:
        """The endpoints, ready to be called; finds a studio that died and starts it again."""
        address = await self._connect()
        if not self._address or address != self._reached:
            if self._reached and address.local:
                emit(Noted(Notice("engine.reconnected")))
            self._address = self._reached = address
        if not self._address.token:
            await self._sign_in(emit)
        return await self._as_this_skill(self._address)

    async def sign_in(self, emit: Emit) -> None:
        """Reach the backend and have a token. Raises Problem."""

        async def nothing(api: Api) -> None:
            return None

        await self.call(emit, nothing)

    async def session(self, emit: Emit) -> str:
        """The session to work in; a new project where there is none."""
        if not self.session_id:
            info = await self.call(
                emit,
                lambda api: api.create_session(WIRE_LANGUAGES.get(self.language, self.language)),
            )
            self.session_id, self.task_id = info.session_id, info.task_id
            self.user_id = info.user_id or self.user_id
            self._is_announced = True
            emit(SessionStarted(self.session_id, self.name))
        elif not self._is_announced:
            self._is_announced = True
            emit(SessionStarted(self.session_id, self.name, is_new=False))
        return self.session_id

    def drop_session(self) -> None:
        """Forget a session that the backend no longer knows."""
        self.session_id = self.task_id = ""

    async def call(self, emit: Emit, work: Callable[[Api], Awaitable[T]]) -> T:
        """Make a call that may be made again; each cure is tried once. Raises Problem."""
        tried: set[Kind] = set()
        while True:
            try:
                return await work(await self.open(emit))
            except Problem as problem:
                if problem.kind in tried or not await self.cure(problem, emit):
                    raise
                tried.add(problem.kind)

    async def cure(self, problem: Problem, emit: Emit) -> bool:
        """Do what can be done about a refusal; True when the call is worth making again."""
        if problem.kind is Kind.SIGN_IN and self._is_anonymous and self._address:
            self._keeper.drop(self._address.url, client_id(self._settings))
            self._address = replace(self._address, token="")
            emit(Noted(Notice("engine.new_token")))
            return True
        if problem.kind is Kind.RATE_LIMITED:
            for left in range(RATE_LIMIT_SECONDS, 0, -1):
                emit(Waiting(left))
                await self._clock.sleep(1)
            return True
        return isinstance(problem, Unreachable) and await self._is_back(problem)

    async def _is_back(self, problem: Unreachable) -> bool:
        """Whether a studio that died was started again, or nothing had reached it."""
        if not self._address or not self._address.local:
            return False
        return await self._connect() != self._reached or isinstance(problem, NotSent)

    async def claim(self, emit: Emit) -> str:
        """A token for handing this session over, which has no rights of its own."""
        session = await self.session(emit)
        return await self.call(emit, lambda api: api.claim_token(self.task_id, session))

    async def aclose(self) -> None:
        """Close the connections."""
        if self._api:
            await self._api.aclose()
            self._api = None

    async def _sign_in(self, emit: Emit) -> None:
        assert self._address
        url, client = self._address.url, client_id(self._settings)
        kept = self._keeper.get(url, client)
        if not kept:
            grant = await anonymous_token(
                url, client, self._attribution(), on_call=self._on_call, patience=self._patience
            )
            kept = KeptToken(grant.token, grant.user_id, grant.expires_at)
            self._keeper.put(url, client, kept)
            if not self._address.local:
                emit(Noted(Notice("engine.anonymous", {"host": self.host})))
        self._is_anonymous = True
        self.user_id = kept.user_id or self.user_id
        self._address = replace(self._address, token=kept.token)

    async def _as_this_skill(self, address: Address) -> Api:
        headers = self._attribution()
        identity = (address, tuple(headers.items()))
        if not self._api or identity != self._sent_as:
            await self.aclose()
            self._api = Api(address, headers, on_call=self._on_call, patience=self._patience)
            self._sent_as = identity
        return self._api


def backend_name(settings: Settings) -> str:
    """ "local", or the address that the settings name."""
    if settings.backend == "local":
        return "local"
    return settings.api_url if settings.backend == "cloud" else settings.backend
