#include "core/edge/brokers/binance/session_impl.h"

#include "core/edge/brokers/binance/info.h"
#include "core/edge/brokers/binance/listing.h"
#include "core/edge/brokers/shared/environment_check.h"
#include "core/edge/brokers/shared/silent_stream.h"

namespace omni::brokers::binance {

using views::LineKind;
using views::LineState;

namespace {

net::LinkRule linkTo(const net::Endpoint& endpoint, const BrokerConfig& config)
{
    net::LinkRule link;
    link.endpoint = endpoint;
    link.tls.trustedPem = config.trustedPem;
    link.proxy = config.proxy;
    return link;
}

Result<net::LinkRule> linkOf(const BrokerConfig& config, std::string_view face)
{
    const auto url = faceOf(config, faces(), face);
    if (!url) {
        return tl::unexpected(url.error());
    }
    return linkTo(url->endpoint, config);
}

} // namespace

BinanceBroker::Impl::Active::Active(const ports::BrokerSession& given, Impl& impl)
    : session(given)
    , outlet(session.sink)
    , teller(session, outlet, symbols)
    , requests(session, *impl.rest, teller, symbols, impl.clock)
{
    symbols.define(session.instruments);
    teller.onDoubt = [&impl](std::string_view why) {
        ++impl.m_malformed;
        impl.down("something of the account could not be booked: " + std::string(why));
    };
    outlet.onFlood = [this, &impl] {
        teller.forgetTold(); // the comparison that follows tells them again
        impl.down("the desk took no events for too long");
    };
    requests.onError = [&impl](const VenueError& error) { impl.onError(error); };
}

BinanceBroker::Impl::Impl(BrokerConfig brokerConfig, std::string source, Addresses found, std::unique_ptr<Rest> made,
                          Clock& time, std::uint64_t seed)
    : config(std::move(brokerConfig))
    , keySource(std::move(source))
    , addresses(std::move(found))
    , rest(std::move(made))
    , clock(time)
    , m_seed(seed)
    , m_backoff({}, seed)
{
    m_tick.setInterval(1'000);
    m_retry.setSingleShot(true);
    m_again.setSingleShot(true);
    QObject::connect(&m_tick, &QTimer::timeout, &m_tick, [this] { onTick(); });
    QObject::connect(&m_retry, &QTimer::timeout, &m_retry, [this] { m_isRefused ? tryKeyAgain() : connect(); });
    QObject::connect(&m_again, &QTimer::timeout, &m_again, [this] { reconcile(); });
}

BinanceBroker::Impl::~Impl() = default;

void BinanceBroker::Impl::setLine(LineKind kind, LineState state, std::string detail)
{
    auto& line = m_lines[static_cast<std::size_t>(kind)];
    if (line.state != state) {
        line.since = clock.wall();
    }
    line.state = state;
    line.detail = std::move(detail);
    if (state == LineState::Up) {
        line.lastProof = clock.wall();
    }
}

void BinanceBroker::Impl::start(const ports::BrokerSession& session)
{
    if (active) {
        return;
    }
    active = std::make_unique<Active>(session, *this);
    if (session.environment != config.environment) {
        // S35: not one byte is sent.
        refuse("the session is of another environment than the key and the addresses");
        return;
    }
    active->market = std::make_unique<MarketStream>(
        addresses.market, *rest, clock, session.sink, active->symbols, m_seed + 1,
        [this](LineState state, const std::string& detail) {
            const auto flows = [](LineState of) { return of == LineState::Up || of == LineState::Stale; };
            const auto before = m_lines[static_cast<std::size_t>(LineKind::MarketData)].state;
            setLine(LineKind::MarketData, state, detail);
            if (active && flows(before) != flows(state)) {
                active->outlet.put(
                    events::LinkChanged{events::LinkKind::MarketData, active->session.account, flows(state)});
            }
        });
    active->market->want(wanted);
    if (config.environment == orders::Environment::Live) {
        active->requests.noRisk = "the venue has not said yet what the key may"; // until the line is up
    }
    m_tick.start();
    connect();
}

void BinanceBroker::Impl::stop()
{
    m_tick.stop();
    m_retry.stop();
    m_again.stop();
    ++m_generation;
    m_isBanned = m_wasUp = false;
    m_keyTries = 0;
    if (active) {
        active->requests.giveUp();
        setUp(false);
        active.reset();
    }
    for (const auto kind : {LineKind::MarketData, LineKind::Orders, LineKind::Account}) {
        setLine(kind, LineState::Off, {});
    }
}

views::Connection BinanceBroker::Impl::connection() const
{
    views::Connection view;
    view.broker = "binance";
    view.environment = config.environment;
    view.account = config.account;
    view.host = addresses.rest.endpoint.host;
    view.keySource = keySource;
    view.hasKeyRights = m_mayWithdraw.has_value();
    view.mayTrade = m_mayTrade.value_or(false);
    view.mayWithdraw = m_mayWithdraw.value_or(false);
    view.isKeyBound = m_isBound;
    view.accountNumber = m_accountNumber > 0 ? std::to_string(m_accountNumber) : std::string();
    view.lines = m_lines;
    auto& account = view.lines[static_cast<std::size_t>(LineKind::Account)]; // the one line that is a stream alone
    account = shownStream(std::move(account), clock.wall());
    view.abilities = abilities();
    if (const auto skew = rest->skew()) {
        view.clockOffset = Duration{-skew->ns};
    }
    view.limit = 100;
    view.used = 100 - rest->limiter().percentFree(net::Meter::Weight, clock.mono());
    view.reconnects = m_reconnects;
    view.unknownMessages = m_unknown;
    view.malformedMessages = m_malformed;
    if (active) {
        view.orderLatency = active->requests.medianLatency();
    }
    if (active && active->market) {
        const auto& counters = active->market->counters();
        view.unknownMessages += counters.unknown;
        view.malformedMessages += counters.malformed + counters.quarantined;
        view.reconnects += counters.reconnects;
    }
    return view;
}

// --- the port --------------------------------------------------------------------------------------------------------

Result<std::unique_ptr<ports::Broker>> BinanceBroker::make(BrokerMaking making)
{
    if (auto agrees = checkEnvironment(making.config, making.key, faces()); !agrees) {
        return tl::unexpected(agrees.error());
    }
    auto rest = linkOf(making.config, "rest");
    auto market = linkOf(making.config, "ws");
    auto account = linkOf(making.config, "ws_api");
    for (const auto* link : {&rest, &market, &account}) {
        if (!*link) {
            return tl::unexpected(link->error());
        }
        if (auto sound = net::check(**link); !sound) {
            return tl::unexpected(sound.error());
        }
    }
    auto client = Rest::make(*rest, making.key, making.clock, making.seed);
    if (!client) {
        return tl::unexpected(client.error());
    }
    (*client)->setOnBan(std::move(making.onBan));
    return std::unique_ptr<ports::Broker>(
        new BinanceBroker(std::make_unique<Impl>(std::move(making.config), making.key.source,
                                                 Addresses{std::move(*rest), std::move(*market), std::move(*account)},
                                                 std::move(*client), making.clock, making.seed)));
}

BinanceBroker::BinanceBroker(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

BinanceBroker::~BinanceBroker()
{
    m_impl->stop();
}

ports::BrokerTraits BinanceBroker::traits() const
{
    ports::BrokerTraits traits;
    traits.abilities = abilities();
    traits.settleDelay = settleDelay;
    traits.ordersPerMinute = 600; // 100 in 10 s
    if (m_impl->active) {
        for (const auto& [id, symbol] : m_impl->active->symbols.all()) {
            const bool isKnown = !symbol.rules.symbol.empty();
            auto& trailing = traits.abilities[static_cast<std::size_t>(views::Ability::TrailingStops)];
            trailing = isKnown && !symbol.rules.takesTrailing ? views::Holder::Desk : trailing;
        }
    }
    return traits;
}

void BinanceBroker::list(std::vector<std::string> symbols,
                         std::function<void(Result<std::vector<ports::ListedInstrument>>)> done)
{
    readInstruments(*m_impl->rest, symbols, std::move(done));
}

void BinanceBroker::bars(const market::Instrument& instrument, Duration interval, Timestamp from, Timestamp until,
                         std::function<void(Result<std::vector<market::Bar>>)> done)
{
    readBars(*m_impl->rest, instrument, interval, from, until, std::move(done));
}

void BinanceBroker::start(const ports::BrokerSession& session)
{
    m_impl->start(session);
}

void BinanceBroker::watch(std::vector<ports::Watch> wanted)
{
    m_impl->wanted = std::move(wanted);
    if (m_impl->active && m_impl->active->market) {
        m_impl->active->market->want(m_impl->wanted);
    }
}

void BinanceBroker::submit(const risk::ClearedOrder& order)
{
    if (m_impl->active) {
        QTimer::singleShot(0, &m_impl->later, [impl = m_impl.get(), ticket = order.ticket()] {
            if (impl->active) {
                impl->active->requests.submit(ticket);
            }
        });
    }
}

void BinanceBroker::submitPair(const risk::ClearedOrder& first, const risk::ClearedOrder& second)
{
    if (m_impl->active) {
        QTimer::singleShot(0, &m_impl->later, [impl = m_impl.get(), one = first.ticket(), other = second.ticket()] {
            if (impl->active) {
                impl->active->requests.submitPair(one, other);
            }
        });
    }
}

void BinanceBroker::cancel(const orders::OrderTicket& ticket)
{
    QTimer::singleShot(0, &m_impl->later, [impl = m_impl.get(), ticket] {
        if (impl->active) {
            impl->active->requests.cancel(ticket);
        }
    });
}

void BinanceBroker::cancelExternal(InstrumentId instrument, const orders::VenueOrderId& order)
{
    QTimer::singleShot(0, &m_impl->later, [impl = m_impl.get(), instrument, order] {
        if (impl->active) {
            impl->active->requests.cancelExternal(instrument, order, [impl] { impl->reconcile(); });
        }
    });
}

void BinanceBroker::replace(const ports::ReplaceRequest& request, const orders::OrderTicket& ticket)
{
    QTimer::singleShot(0, &m_impl->later, [impl = m_impl.get(), request, ticket] {
        if (impl->active) {
            impl->active->requests.replace(request, ticket);
        }
    });
}

void BinanceBroker::query(const orders::OrderTicket& ticket)
{
    QTimer::singleShot(0, &m_impl->later, [impl = m_impl.get(), ticket] {
        if (impl->active) {
            impl->active->requests.query(ticket);
        }
    });
}

void BinanceBroker::reconcile()
{
    m_impl->reconcile();
}

void BinanceBroker::tryOrder(InstrumentId instrument, std::function<void(Result<void>)> done)
{
    m_impl->tryOrder(instrument, std::move(done));
}

void BinanceBroker::stop()
{
    m_impl->stop();
}

views::Connection BinanceBroker::connection() const
{
    return m_impl->connection();
}

} // namespace omni::brokers::binance
