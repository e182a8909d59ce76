#include "core/edge/brokers/alpaca/market_watch.h"

#include "core/edge/brokers/alpaca/listing.h"
#include "core/edge/brokers/alpaca/wire_assets.h"

#include <string_view>
#include <utility>

namespace omni::brokers::alpaca {

namespace {

using views::LineKind;
using views::LineState;

constexpr std::string_view ofAQuarter
    = "the plan delayed_sip tells prices of stocks that are 15 minutes old: they are shown, and no order of a strategy "
      "passes on them";

} // namespace

MarketWatch::MarketWatch(SharedState state, const net::Endpoint& endpoint)
    : m_state(std::move(state))
    , m_endpoint(endpoint)
    , m_quotes(m_state)
{
    m_pulse.setInterval(1'000);
    QObject::connect(&m_pulse, &QTimer::timeout, &m_pulse, [this] { onPulse(); });
}

bool MarketWatch::open(Kind kind)
{
    MarketStreamHandlers handlers;
    handlers.onTick = [quotes = m_quotes](const market::Tick& tick) { quotes.takeStream(tick); };
    handlers.onUp = [this, kind] { onUp(kind); };
    handlers.onDown = [this](const std::string& why, bool isFinal) { onDown(why, isFinal); };
    handlers.onTrouble
        = [this](const std::string& why) { m_state->lines.set(LineKind::MarketData, LineState::Refused, why); };
    handlers.onProof = [this] { m_state->lines.proved(LineKind::MarketData); };
    MarketStreamSetup setup;
    setup.endpoint = m_endpoint;
    setup.target = kind == Crypto ? "/v1beta3/crypto/us" : "/v2/" + planOf(m_state->config);
    setup.isMsgpack = true;
    auto made = MarketStream::make(std::move(setup), m_state->config, m_state->key, std::move(handlers), m_state->clock,
                                   m_state->seed + 10 + kind);
    if (!made) {
        m_state->lines.set(LineKind::MarketData, LineState::Refused, made.error().detail);
        return false;
    }
    m_sides[kind].stream = std::move(*made);
    for (const auto& instrument : m_state->session->instruments) {
        m_sides[kind].stream->add(instrument);
    }
    return true;
}

void MarketWatch::want(std::vector<ports::Watch> wanted)
{
    std::array<Channels, KindCount> channels;
    for (const ports::Watch& watch : wanted) {
        const auto* instrument = m_state->instrumentOf(watch.instrument);
        if (instrument == nullptr) {
            continue;
        }
        const auto kind = isCrypto(instrument->symbol) ? Crypto : Stocks;
        auto& into = channels[kind];
        if (watch.prints) {
            into.trades.push_back(instrument->symbol);
        }
        if (watch.quotes) {
            into.quotes.push_back(instrument->symbol);
        }
        if (watch.depth && kind == Crypto) {
            into.orderbooks.push_back(instrument->symbol);
        }
        if (kind == Stocks) {
            into.statuses.push_back(instrument->symbol);
        }
    }
    for (const auto kind : {Stocks, Crypto}) {
        auto& side = m_sides[kind];
        side.isUsed = !channels[kind].isEmpty();
        side.channels = channels[kind];
        if (!side.isUsed) {
            side.stream.reset();
            side.isStarted = false;
        } else if (side.stream || open(kind)) {
            side.stream->want(side.channels);
            begin(kind);
        }
    }
    const bool isAnyUsed = m_sides[Stocks].isUsed || m_sides[Crypto].isUsed;
    isAnyUsed ? m_pulse.start() : m_pulse.stop();
    setLink(isAnyUsed && areAllUp());
    if (!isAnyUsed) {
        m_state->lines.set(LineKind::MarketData, LineState::Off);
    }
}

void MarketWatch::begin(Kind kind)
{
    auto& side = m_sides[kind];
    if (side.stream->isUp()) {
        askImages(kind, false);
    }
    if (side.isStarted) {
        return;
    }
    side.isStarted = true;
    if (m_state->lines.state(LineKind::MarketData) == LineState::Off) {
        m_state->lines.set(LineKind::MarketData, LineState::Connecting);
    }
    side.stream->start();
}

void MarketWatch::onUp(Kind kind)
{
    askImages(kind, false);
    setLink(areAllUp());
}

void MarketWatch::onDown(const std::string& why, bool isFinal)
{
    m_why = why;
    m_quotes.streamLost();
    m_state->lines.set(LineKind::MarketData, isFinal ? LineState::Refused : LineState::Down, why);
    setLink(false);
}

void MarketWatch::askImages(Kind kind, bool isTorn)
{
    m_quotes.ask(m_sides[kind].channels.quotes, kind == Crypto, isTorn);
}

/// Where there are two sources, and what the desk lives on, is shown with the line.
void MarketWatch::onPulse()
{
    const auto state = m_state->lines.state(LineKind::MarketData);
    if (m_state->isStopped || state == LineState::Refused || state == LineState::Off) {
        return;
    }
    for (const auto kind : {Stocks, Crypto}) {
        if (m_sides[kind].isUsed) {
            m_quotes.pulse(m_sides[kind].channels.quotes, kind == Crypto);
        }
    }
    const auto dispute = m_quotes.disputeText();
    const auto stoodInFor = dispute.empty() ? m_quotes.stoodInFor() : std::string();
    auto words = stoodInFor.empty()
        ? dispute
        : "the stream says nothing of " + stoodInFor + ": the latest quotes are asked for instead, each second at best";
    if (m_sides[Stocks].isUsed && isDelayed(m_state->config)) {
        words += (words.empty() ? "" : "; ") + std::string(ofAQuarter);
    }
    if (!m_isUp && state == LineState::Down) {
        m_state->lines.set(LineKind::MarketData, state, words.empty() ? m_why : m_why + "; " + words);
    } else if (m_isUp && !words.empty()) {
        m_state->lines.set(LineKind::MarketData, LineState::Stale, words);
    } else if (m_isUp && state == LineState::Stale) {
        m_state->lines.set(LineKind::MarketData, LineState::Up);
    }
    if (m_wasDisputed && dispute.empty()) {
        giveBooks(); // rows of them were left out; the quote has been given
    }
    m_wasDisputed = !dispute.empty();
}

void MarketWatch::giveImages()
{
    for (const auto kind : {Stocks, Crypto}) {
        auto& side = m_sides[kind];
        if (side.stream && side.stream->isUp()) {
            askImages(kind, true);
        }
    }
    giveBooks();
}

void MarketWatch::giveBooks()
{
    for (auto& side : m_sides) {
        if (side.stream && side.stream->isUp() && !side.channels.orderbooks.empty()) {
            side.stream->want({}); // a new subscription begins with whole books
            side.stream->want(side.channels);
        }
    }
}

bool MarketWatch::areAllUp() const
{
    for (const auto& side : m_sides) {
        if (side.isUsed && (!side.stream || !side.stream->isUp())) {
            return false;
        }
    }
    return true;
}

void MarketWatch::setLink(bool isUp)
{
    if (isUp) {
        m_state->lines.set(LineKind::MarketData, LineState::Up);
    }
    if (isUp != m_isUp) {
        m_isUp = isUp;
        m_state->tell(events::LinkChanged{events::LinkKind::MarketData, {}, isUp});
    }
}

void MarketWatch::stop()
{
    m_pulse.stop();
    for (auto& side : m_sides) {
        side.stream.reset();
        side.isUsed = false;
    }
    m_state->lines.set(LineKind::MarketData, LineState::Off);
    setLink(false);
}

MarketCounters MarketWatch::counters() const
{
    MarketCounters sum;
    sum.quarantined = m_quotes.heldBack();
    for (const auto& side : m_sides) {
        if (side.stream) {
            const auto& each = side.stream->counters();
            sum.quarantined += each.quarantined;
            sum.unused += each.unused;
            sum.unknown += each.unknown;
            sum.malformed += each.malformed;
        }
    }
    return sum;
}

std::uint64_t MarketWatch::reconnects() const
{
    std::uint64_t sum = 0;
    for (const auto& side : m_sides) {
        sum += side.stream ? side.stream->reconnects() : 0;
    }
    return sum;
}

} // namespace omni::brokers::alpaca
