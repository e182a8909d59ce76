#include "core/edge/brokers/alpaca/session.h"

#include "core/edge/brokers/alpaca/leg_owners.h"
#include "core/edge/brokers/alpaca/listing.h"
#include "core/edge/brokers/alpaca/order_reports.h"
#include "core/edge/brokers/alpaca/order_rules.h"
#include "core/edge/brokers/shared/environment_check.h"
#include "core/edge/brokers/shared/silent_stream.h"

#include <algorithm>
#include <utility>

namespace omni::brokers::alpaca {

namespace {

using views::LineKind;
using views::LineState;
using Kind = orders::OrderEventKind;

} // namespace

Result<void> checkKey(const BrokerKey& key)
{
    const auto id = key.id.exposed();
    const bool isLive = key.environment == orders::Environment::Live;
    if (id.empty() || key.secret.isEmpty()) {
        return failure(Errc::Invalid, "there is no key of Alpaca, or no secret with it: set both");
    }
    if ((id.starts_with("PK") && isLive) || (id.starts_with("AK") && !isLive)) {
        return failure(Errc::Denied,
                       isLive ? "the key is one of Alpaca's paper accounts, and this account is live"
                              : "the key is one for real money, and this account is on paper: it is sent nowhere");
    }
    return {};
}

Result<std::unique_ptr<ports::Broker>> makeSession(BrokerMaking making)
{
    if (const auto sound = checkKey(making.key); !sound) {
        return tl::unexpected(sound.error());
    }
    if (const auto sound = checkEnvironment(making.config, making.key, faces()); !sound) {
        return tl::unexpected(sound.error());
    }
    const auto rest = faceOf(making.config, faces(), "rest");
    const auto dataRest = faceOf(making.config, faces(), "data_rest");
    const auto streamWs = faceOf(making.config, faces(), "stream_ws");
    const auto dataWs = faceOf(making.config, faces(), "data_ws");
    for (const auto* face : {&rest, &dataRest, &streamWs, &dataWs}) {
        if (!*face) {
            return tl::unexpected(face->error());
        }
    }
    auto state = std::make_shared<SessionState>(std::move(making));
    auto trading = Rest::make(rest->endpoint, state->config, state->key, state->clock, state->seed + 1);
    auto data = Rest::make(dataRest->endpoint, state->config, state->key, state->clock, state->seed + 2);
    if (!trading || !data) {
        return tl::unexpected(trading ? data.error() : trading.error());
    }
    state->trading = std::move(*trading);
    state->data = std::move(*data);
    return std::unique_ptr<ports::Broker>(
        new Session(std::move(state), streamWs->endpoint, dataWs->endpoint, rest->endpoint.host));
}

Session::Session(SharedState state, const net::Endpoint& streamWs, const net::Endpoint& dataWs, std::string host)
    : m_state(std::move(state))
    , m_streamWs(streamWs)
    , m_dataWs(dataWs)
    , m_host(std::move(host))
{
}

Session::~Session()
{
    stop();
}

ports::BrokerTraits Session::traits() const
{
    ports::BrokerTraits traits;
    traits.abilities = alpacaAbilities();
    traits.settleDelay = settleDelay;
    const auto use = m_state->trading ? m_state->trading->rateUse() : std::nullopt;
    traits.ordersPerMinute = static_cast<std::int32_t>(use ? use->limit : 200);
    return traits;
}

void Session::list(std::vector<std::string> symbols,
                   std::function<void(Result<std::vector<ports::ListedInstrument>>)> done)
{
    if (m_state->isStopped) {
        return;
    }
    listAssets(m_state, std::move(symbols), std::move(done));
}

void Session::bars(const market::Instrument& instrument, Duration interval, Timestamp from, Timestamp until,
                   std::function<void(Result<std::vector<market::Bar>>)> done)
{
    if (m_state->isStopped) {
        return;
    }
    askBars(m_state, instrument, interval, from, until, std::move(done));
}

void Session::start(const ports::BrokerSession& session)
{
    if (m_state->session || m_state->isStopped) {
        return;
    }
    if (session.environment != m_state->config.environment) {
        for (const auto kind : {LineKind::MarketData, LineKind::Orders, LineKind::Account}) {
            m_state->lines.set(kind, LineState::Refused,
                               "the session is of another environment than the account: nothing was sent");
        }
        return;
    }
    m_state->session = std::make_unique<const ports::BrokerSession>(session);
    m_state->outlet = std::make_unique<Outlet>(
        session.sink, m_state->clock,
        [this] {
            later(m_state, {}, [this] { m_orders->restart("the desk took no reports: it compares afterwards"); });
        },
        [this] { m_market->giveImages(); });
    m_state->started = m_state->clock.mono();
    m_state->knownUntil = session.knownUntil;
    const auto dollars = session.currencies.numberOf("USD");
    if (!dollars || !openParts()) {
        m_state->lines.set(LineKind::Orders, LineState::Refused,
                           dollars ? "the order stream cannot be opened" : dollars.error().detail);
        return;
    }
    m_state->dollars = *dollars;
    m_state->lines.set(LineKind::Account, LineState::Connecting);
    m_state->lines.set(LineKind::Orders, LineState::Connecting);
    m_account->start();
}

/// What stands under a name of Alpaca's own is known again by its number, and whose stop it may be by its entry.
void Session::recallOrders()
{
    for (const auto& [ticket, venueOrderId] : m_state->session->standing) {
        auto& known = m_state->orders.of(ticket.id);
        known.instrument = ticket.instrument;
        const auto* instrument = m_state->instrumentOf(ticket.instrument);
        known.isReaching = instrument != nullptr && isReaching(ticket, *instrument);
        m_state->orders.learnVenueId(ticket.id, venueOrderId.view());
    }
    for (const auto& [entry, stop] : m_state->session->entryStops) {
        m_state->stops.of(entry).stop = stop;
    }
    for (const auto& [instrument, held] : m_state->session->positions) {
        m_state->fees.begin(instrument, held);
        m_state->holdings.begin(instrument, held);
    }
    for (const auto& [execution, hasFee] : m_state->session->bookedFills) {
        m_state->fees.recall(execution.view(), hasFee);
        m_state->holdings.recall(execution.view());
    }
}

/// Coins were bought, and their fee did not come with the execution: the account says it, sooner or later.
void Session::wantFees()
{
    if (m_feesAreAsked) {
        return;
    }
    m_feesAreAsked = true;
    later(m_state, seconds(std::int64_t{1} << std::min(m_feeTries, 5)), [this] {
        m_feesAreAsked = false;
        if (!m_state->fees.wantsComparison()) {
            m_feeTries = 0;
            return;
        }
        ++m_feeTries;
        reconcile();
        wantFees();
    });
}

bool Session::openParts()
{
    m_desk = std::make_unique<OrderDesk>(
        OrderDesk{m_state, [this](const std::string& why) { onKeyRefused(why); },
                  [this](const std::string& why) { later(m_state, {}, [this, why] { m_orders->restart(why); }); }});
    recallOrders();
    m_market = std::make_unique<MarketWatch>(m_state, m_dataWs);
    m_account = std::make_unique<AccountWatch>(
        m_state,
        AccountWatchHooks{
            [this](const AccountImage& account) { onAccount(account); },
            [this](const std::string& why) { onKeyRefused(why); }, [this](const std::string& why) { refuse(why); },
            [this](const std::string& why) { m_state->lines.set(LineKind::Account, LineState::Down, why); }});
    m_reconciliation = std::make_unique<Reconciliation>(
        *m_desk,
        ReconciliationHooks{[this](const AccountImage& account) { onAccount(account); },
                            [this](const std::string& why) {
                                m_state->lines.set(LineKind::Account, LineState::Stale,
                                                   "the account could not be compared: " + why);
                            }});
    auto stream = OrderStream::make(
        m_streamWs, m_state->config, m_state->key,
        OrderStreamHandlers{[this] { onOrdersUp(); },
                            [this](const std::string& why, bool isFinal) { onOrdersDown(why, isFinal); },
                            [this](const TradeUpdate& update) {
                                if (!takeUpdate(*m_desk, update)) {
                                    m_desk->onGap("an execution does not fit");
                                } else if (m_state->fees.wantsComparison()) {
                                    wantFees();
                                }
                            },
                            [this] { m_state->lines.proved(LineKind::Orders); }},
        m_state->clock, m_state->seed + 4);
    if (!stream) {
        return false;
    }
    m_orders = std::move(*stream);
    return true;
}

void Session::onAccount(const AccountImage& account)
{
    if (m_isRefused) {
        return; // it stays so until somebody has looked at it
    }
    const bool isFirst = !m_state->accountIsKnown;
    m_state->accountIsKnown = true;
    m_state->accountNumber = account.number;
    const bool wasFree = m_state->obstacle.empty();
    m_state->obstacle = obstacleIn(account);
    if (wasFree && !m_state->obstacle.empty()) {
        m_state->tell(events::TroubleFound{events::Trouble::AccountRestricted,
                                           {},
                                           {},
                                           ShortText<95>(std::string_view(m_state->obstacle).substr(0, 95))});
    }
    m_state->lines.proved(LineKind::Account);
    m_state->mayShort = account.shortingEnabled;
    m_state->lines.set(LineKind::Account, LineState::Up, wordsOf(m_state->choices));
    if (isFirst) {
        m_orders->start();
        if (!m_wanted.empty()) {
            m_market->want(m_wanted);
        }
    }
    if (m_streamIsUp) {
        onOrdersUp();
    }
}

void Session::onKeyRefused(const std::string& why)
{
    refuse("Alpaca does not take the key, or it lacks a right: make a new one of the "
           + std::string(orders::nameOf(m_state->config.environment)) + " account, set it, and start again (" + why
           + ")");
}

void Session::refuse(const std::string& words)
{
    m_isRefused = true;
    m_state->obstacle = words; // what only reduces is tried all the same
    m_state->lines.set(LineKind::Account, LineState::Refused, words);
    m_state->lines.set(LineKind::Orders, LineState::Refused, words);
    setLink(false);
}

void Session::onOrdersUp()
{
    m_streamIsUp = true;
    if (m_isRefused) {
        return;
    }
    if (m_state->obstacle.empty()) {
        m_state->lines.set(LineKind::Orders, LineState::Up);
    } else {
        m_state->lines.set(LineKind::Orders, LineState::Refused, m_state->obstacle);
    }
    setLink(true); // reports come, and the way out is open, whatever new orders the account refuses
}

void Session::onOrdersDown(const std::string& why, bool isFinal)
{
    m_streamIsUp = false;
    if (isFinal && !m_isRefused) {
        m_isRefused = true;
        m_state->obstacle = why; // nobody would hear what becomes of a new order
    }
    m_state->lines.set(LineKind::Orders, isFinal ? LineState::Refused : LineState::Down, why);
    setLink(false);
}

void Session::setLink(bool isUp)
{
    if (isUp != m_isUp) {
        m_isUp = isUp;
        m_state->tell(events::LinkChanged{events::LinkKind::Orders, m_state->session->account, isUp});
    }
}

void Session::watch(std::vector<ports::Watch> wanted)
{
    m_wanted = std::move(wanted);
    if (m_market && m_state->accountIsKnown && !m_state->isStopped) {
        m_market->want(m_wanted);
    }
}

void Session::submit(const risk::ClearedOrder& order)
{
    if (m_desk && !m_state->isStopped) {
        m_desk->submit(order.ticket());
    }
}

void Session::submitProtected(const risk::ClearedOrder& entry, const orders::PlannedStop& stop)
{
    if (m_desk && !m_state->isStopped) {
        m_desk->submit(entry.ticket(), stop);
    }
}

void Session::submitPair(const risk::ClearedOrder& first, const risk::ClearedOrder& second)
{
    // What protects goes first: the other may find its shares held already (see order_desk.h).
    const bool isSecondTheStop = second.ticket().role == orders::OrderRole::Stop;
    submit(isSecondTheStop ? second : first);
    submit(isSecondTheStop ? first : second);
}

void Session::cancel(const orders::OrderTicket& ticket)
{
    if (m_desk && !m_state->isStopped) {
        m_desk->cancel(ticket);
    }
}

void Session::cancelExternal(InstrumentId, const orders::VenueOrderId& order)
{
    if (m_desk && !m_state->isStopped) {
        m_desk->cancelExternal(order, [this] { reconcile(); });
    }
}

void Session::replace(const ports::ReplaceRequest& request, const orders::OrderTicket&)
{
    if (m_desk && !m_state->isStopped) {
        later(m_state, {}, [state = m_state, order = request.order] {
            report(*state, order, Kind::ReplaceRejected, nullptr,
                   "an order at Alpaca cannot be changed under its name: cancel it and send another");
        });
    }
}

void Session::query(const orders::OrderTicket& ticket)
{
    if (m_desk && !m_state->isStopped) {
        m_desk->query(ticket);
    }
}

void Session::reconcile()
{
    if (m_reconciliation && !m_state->isStopped) {
        m_reconciliation->begin();
    }
}

void Session::stop()
{
    if (m_state->isStopped) {
        return;
    }
    if (m_state->session) {
        for (const auto order : m_state->orders.underWay()) {
            report(*m_state, order, Kind::Lost, nullptr, "the session ended before an answer came");
        }
        if (m_market) {
            m_market->stop();
        }
        setLink(false);
    }
    m_state->isStopped = true;
    m_account.reset();
    m_orders.reset();
    m_market.reset();
    m_reconciliation.reset();
    m_state->outlet.reset();
    m_state->trading.reset();
    m_state->data.reset();
    for (const auto kind : {LineKind::MarketData, LineKind::Orders, LineKind::Account}) {
        m_state->lines.set(kind, LineState::Off);
    }
}

views::Connection Session::connection() const
{
    views::Connection connection;
    connection.broker = "alpaca";
    connection.environment = m_state->config.environment;
    connection.account = m_state->config.account;
    connection.host = m_host;
    connection.keySource = m_state->key.source;
    connection.hasKeyRights = m_state->accountIsKnown;
    connection.mayTrade = m_state->accountIsKnown && m_state->obstacle.empty();
    connection.accountNumber = m_state->accountNumber;
    connection.lines = m_state->lines.all();
    for (const auto stream : {LineKind::MarketData, LineKind::Orders}) {
        auto& line = connection.lines[static_cast<std::size_t>(stream)];
        line = shownStream(std::move(line), m_state->clock.wall());
    }
    connection.abilities = alpacaAbilities();
    if (const auto skew = m_state->offset.skew(m_state->clock.wall(), m_state->clock.mono())) {
        connection.clockOffset = Duration{-skew->ns};
    }
    if (const auto use = m_state->trading ? m_state->trading->rateUse() : std::nullopt) {
        connection.used = use->used;
        connection.limit = use->limit;
    }
    if (!m_state->orderLatencies.empty()) {
        std::vector<Duration> sorted(m_state->orderLatencies.begin(), m_state->orderLatencies.end());
        std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2), sorted.end());
        connection.orderLatency = sorted[sorted.size() / 2];
    }
    const auto market = m_market ? m_market->counters() : MarketCounters{};
    const auto orders = m_orders ? m_orders->counters() : OrderStreamCounters{};
    connection.reconnects = (m_orders ? m_orders->reconnects() : 0) + (m_market ? m_market->reconnects() : 0);
    connection.unknownMessages = m_state->unknownMessages + market.unknown + orders.unknown;
    connection.malformedMessages
        = m_state->malformedMessages + market.malformed + market.quarantined + orders.malformed;
    return connection;
}

} // namespace omni::brokers::alpaca
