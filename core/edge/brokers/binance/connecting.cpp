// The way to the venue: its clock, its listing, the rights of the key, the account's stream; and back again.

#include "core/edge/brokers/binance/session_impl.h"

#include "core/edge/brokers/shared/trouble_words.h"

#include <fmt/format.h>

namespace omni::brokers::binance {

using views::LineKind;
using views::LineState;

namespace {

constexpr Duration mostConnected = minutes(23 * 60 + 30); // the venue ends a connection after 24 h
constexpr Duration betweenMeasures = seconds(60);
constexpr Duration betweenListings = minutes(5);
constexpr Duration firstKeyTry = seconds(30), longestKeyTry = minutes(10);
constexpr std::size_t averagesMost = 20;
constexpr int invalidSymbol = -1121;

int msOf(Duration wait) noexcept
{
    return static_cast<int>(std::clamp<std::int64_t>(wait.ns / 1'000'000 + 1, 1, 86'400'000));
}

/// ["A","B"]
std::string listText(const std::vector<std::string>& symbols)
{
    std::string text = "[";
    for (const auto& symbol : symbols) {
        text += text.size() > 1 ? ",\"" : "\"";
        text += symbol + '"';
    }
    return text + ']';
}

} // namespace

void BinanceBroker::Impl::connect()
{
    if (!active || m_isRefused) {
        return;
    }
    const auto generation = ++m_generation;
    setLine(LineKind::Orders, LineState::Connecting, {});
    setLine(LineKind::Account, LineState::Connecting, {});
    m_measuredAt = clock.mono();
    rest->measureClock([this, generation](bool isLearned, const net::HttpOutcome& outcome) {
        if (generation != m_generation) {
            return;
        }
        if (!isLearned && !rest->clockOffset().venueTime(clock.mono())) {
            downBy(outcome, "the venue's time could not be asked");
            return;
        }
        readListing(true);
    });
}

/// Whole: where one of ours is unknown to the venue it tells of none that are named with it.
void BinanceBroker::Impl::readListing(bool isFirst, bool isWhole)
{
    std::vector<std::string> symbols;
    for (const auto& [id, symbol] : active->symbols.all()) {
        symbols.push_back(symbol.instrument.symbol);
    }
    m_listedAt = clock.mono();
    if (symbols.empty()) {
        readRights();
        return;
    }
    Call call;
    call.path = "/api/v3/exchangeInfo";
    if (!isWhole) {
        call.params = {{"symbols", listText(symbols)}};
    }
    call.weight = 20;
    call.within = seconds(isWhole ? 60 : 10);
    m_isListing = true;
    rest->send(std::move(call), [this, isFirst, isWhole, generation = m_generation](const net::HttpOutcome& outcome) {
        m_isListing = false;
        if (generation == m_generation && active) {
            onListing(outcome, isFirst, isWhole);
        }
    });
}

void BinanceBroker::Impl::onListing(const net::HttpOutcome& outcome, bool isFirst, bool isWhole)
{
    const auto answer
        = outcome && outcome->status == 200 ? exchangeFrom(outcome->body) : failure(Errc::Unavailable, "no listing");
    if (!answer && outcome && !isWhole && errorIn(outcome->status, outcome->body).code == invalidSymbol) {
        readListing(isFirst, true);
        return;
    }
    if (!answer) {
        if (isFirst) {
            downBy(outcome, "the listing could not be read");
        }
        return;
    }
    static_cast<void>(rest->limiter().learnLimits(answer->limits, clock.mono()));
    for (const auto id : active->symbols.learn(answer->symbols)) {
        const auto* symbol = active->symbols.find(id);
        const auto status = symbol->rules.status;
        market::StatusChange change{id, rest->venueNow(), market::TradingState::Open};
        const bool isClosingOnly = !symbol->whyNot.empty() && symbol->takesClosing();
        change.state = !symbol->whyNot.empty() && !isClosingOnly ? market::TradingState::Halted
            : status == SymbolStatus::Halted                     ? market::TradingState::Halted
            : status == SymbolStatus::Closed                     ? market::TradingState::Closed
            : isClosingOnly                                      ? market::TradingState::ClosingOnly
                                                                 : market::TradingState::Open;
        active->outlet.put(market::Tick(change));
    }
    if (auto why = obstacle(); !why.empty()) {
        setLine(LineKind::Orders, m_lines[static_cast<std::size_t>(LineKind::Orders)].state, std::move(why));
    }
    if (isFirst) {
        readRights();
    }
}

/// Why no order of an instrument is sent; empty: of all of them they are.
std::string BinanceBroker::Impl::obstacle() const
{
    if (active) {
        for (const auto& [id, symbol] : active->symbols.all()) {
            if (!symbol.whyNot.empty()) {
                return symbol.whyNot;
            }
        }
    }
    return {};
}

void BinanceBroker::Impl::readRights()
{
    Call call;
    call.path = "/api/v3/account";
    call.params = {{"omitZeroBalances", "true"}};
    call.weight = 20;
    call.isSigned = true;
    rest->send(std::move(call), [this, generation = m_generation](const net::HttpOutcome& outcome) {
        if (generation == m_generation && active) {
            onAccountAtStart(outcome);
        }
    });
}

void BinanceBroker::Impl::onAccountAtStart(const net::HttpOutcome& outcome)
{
    const auto account
        = outcome && outcome->status == 200 ? accountFrom(outcome->body) : failure(Errc::Unavailable, "no account");
    if (!account) {
        downBy(outcome, "the account could not be read");
        return;
    }
    if (!account->canTrade) {
        refuse("the account may not trade; ask the venue why", true);
        return;
    }
    m_mayTrade = true;
    m_accountNumber = account->number;
    active->symbols.hold(account->balances, true);
    if (config.environment == orders::Environment::Live) {
        readKeyRights();
    } else {
        // The paper host has no such question; `canWithdraw` of the account says nothing of the key.
        openStream();
    }
}

void BinanceBroker::Impl::readKeyRights()
{
    Call call;
    call.path = "/sapi/v1/account/apiRestrictions";
    call.isSigned = true;
    rest->send(std::move(call), [this, generation = m_generation](const net::HttpOutcome& outcome) {
        if (generation != m_generation || !active) {
            return;
        }
        const auto rights = outcome && outcome->status == 200 ? keyRightsFrom(outcome->body)
                                                              : failure(Errc::Unavailable, "no rights");
        if (!rights) {
            downBy(outcome, "what the key may could not be asked");
            return;
        }
        m_mayTrade = rights->mayTrade;
        m_mayWithdraw = rights->mayWithdraw;
        m_isBound = rights->isBound;
        // Of a key that was good before, and has positions perhaps, the way out stays open.
        if (rights->mayWithdraw) {
            refuse("the key may withdraw money; make one that may only trade, and delete this one", m_wasUp);
        } else if (!rights->mayTrade) {
            refuse("the key may not trade; allow spot trading for it at the venue", m_wasUp);
        } else {
            openStream();
        }
    });
}

void BinanceBroker::Impl::openStream()
{
    UserHandlers handlers;
    handlers.onUp = [this] { onUp(); };
    handlers.onMessage = [this](const UserMessage& message) { onMessage(message); };
    handlers.onMalformed = [this](const std::string& why) {
        ++m_malformed;
        // Something of the account was said and not understood: it is compared from the beginning (F41, S9).
        down("a message of the account could not be read: " + why);
    };
    handlers.onEnd = [this](const StreamEnd& end) { onStreamEnd(end); };
    active->stream = std::make_unique<UserStream>(addresses.account, *rest, clock, std::move(handlers));
    m_bytesBefore = 0;
    active->stream->open();
}

void BinanceBroker::Impl::onUp()
{
    m_trouble.clear();
    m_wasUp = true;
    m_keyTries = 0;
    active->requests.noRisk.clear();
    m_upSince = clock.mono();
    m_backoff.isUp(m_upSince);
    setLine(LineKind::Orders, LineState::Up, {});
    setLine(LineKind::Account, LineState::Up, {});
    setUp(true);
    readAverages();
}

void BinanceBroker::Impl::onStreamEnd(const StreamEnd& end)
{
    if (end.isRefused) {
        refuse(end.isOfKey ? end.why + "; " + keyAdvice() : end.why, end.isOfKey);
        return;
    }
    if (end.silence) {
        rest->limiter().banned(end.silence, clock.mono());
        rest->noteBan();
    }
    down(end.why, end.silence);
}

void BinanceBroker::Impl::setUp(bool isUp)
{
    if (m_isUp != isUp && active) {
        m_isUp = isUp;
        active->outlet.put(events::LinkChanged{events::LinkKind::Orders, active->session.account, isUp});
    }
}

void BinanceBroker::Impl::lookForBan()
{
    const auto now = clock.mono();
    const auto until = rest->limiter().bannedUntil(now);
    if (until && m_isUp) {
        m_isBanned = true;
        setLine(LineKind::Orders, LineState::Refused,
                fmt::format("the venue has banned the address of this machine for {} s: until then nothing is sent, no "
                            "cancel either, and stops at the venue stand as they are. It goes on by itself; see what "
                            "else uses this address",
                            (*until - now).ns / 1'000'000'000 + 1));
        setUp(false);
    } else if (!until && std::exchange(m_isBanned, false)) {
        setLine(LineKind::Orders, LineState::Up, obstacle());
        setUp(true);
    }
}

void BinanceBroker::Impl::down(const std::string& why, std::optional<Duration> notFor)
{
    if (!active || m_isRefused || m_retry.isActive()) {
        return;
    }
    ++m_generation;
    m_isBanned = false; // the way back looks at it
    const auto now = clock.mono();
    const bool isBanned = rest->limiter().bannedUntil(now).has_value();
    setLine(LineKind::Orders, LineState::Down, why);
    setLine(LineKind::Account, LineState::Down, why);
    setUp(false);
    m_again.stop();
    std::optional<Monotonic> notBefore = notFor ? std::optional(now + *notFor) : std::nullopt;
    if (isBanned) {
        notBefore = std::max(notBefore.value_or(now), *rest->limiter().bannedUntil(now));
    }
    ++m_reconnects;
    m_retry.start(msOf(m_backoff.nextTry(now, notBefore) - now));
    // From the event loop: we may have been called by one of them.
    QTimer::singleShot(0, &m_tick, [this, generation = m_generation] {
        if (active && generation == m_generation) {
            active->stream.reset();
            active->reconciliation.reset();
        }
    });
}

void BinanceBroker::Impl::downBy(const net::HttpOutcome& outcome, const std::string& what)
{
    if (!outcome) {
        const auto kind = outcome.error().kind;
        if (kind == net::HttpFailureKind::HeldBack && !m_trouble.empty()) {
            down(m_trouble); // left alone for a while it is for what was said before
            return;
        }
        m_trouble = fmt::format("{}: {}", what, troubleWords(outcome.error(), rest->endpoint()));
        kind == net::HttpFailureKind::NotTrusted ? refuse(m_trouble) : down(m_trouble);
        return;
    }
    const auto error = errorIn(outcome->status, outcome->body);
    if (error.meaning == Meaning::WrongKey) {
        refuse(fmt::format("{}: {}; {}", what, error.text, keyAdvice()), true);
    } else {
        m_trouble
            = fmt::format("{}: {}", what, error.code != 0 ? error.text : pageWords(outcome->status, rest->endpoint()));
        down(m_trouble);
    }
}

/// What a person does about a key that the venue does not take.
std::string BinanceBroker::Impl::keyAdvice() const
{
    return fmt::format("check the key: it has to be one of a {} account, may trade, and may be used from the address "
                       "of this machine",
                       orders::nameOf(config.environment));
}

void BinanceBroker::Impl::refuse(const std::string& why, bool mayPass)
{
    if (mayPass && m_isRefused && m_retry.isActive()) {
        return; // an exit that was tried meanwhile neither lengthens nor restarts the way back
    }
    ++m_generation;
    m_isRefused = true;
    m_isBanned = false;
    m_retry.stop();
    m_again.stop();
    std::string words = why;
    if (mayPass && m_wasUp && active) {
        const auto wait = std::min(firstKeyTry.ns << std::min(m_keyTries, 8), longestKeyTry.ns);
        ++m_keyTries;
        m_retry.start(msOf(Duration{wait}));
        words += fmt::format("; it is tried again in {} s, and when the account is compared by hand; closing and "
                             "cancelling are tried all the time",
                             wait / 1'000'000'000);
    }
    if (active) {
        (mayPass ? active->requests.noRisk : active->requests.silence) = words;
    }
    setLine(LineKind::Orders, LineState::Refused, words);
    setLine(LineKind::Account, LineState::Refused, words);
    setUp(false);
    QTimer::singleShot(0, &m_tick, [this] {
        if (active && m_isRefused) {
            active->stream.reset();
            active->reconciliation.reset();
        }
    });
}

void BinanceBroker::Impl::tryKeyAgain()
{
    m_retry.stop();
    m_isRefused = false;
    ++m_reconnects;
    connect();
}

void BinanceBroker::Impl::onTick()
{
    const auto now = clock.mono();
    lookForBan();
    if (!active || m_isRefused || !m_isUp) {
        return;
    }
    noteProof();
    if (now - m_measuredAt >= betweenMeasures) {
        measure();
        readAverages();
    }
    if (now - m_listedAt >= betweenListings && !m_isListing) {
        readListing(false);
    }
    if (now - m_upSince >= mostConnected) {
        down("the connection is renewed before the venue ends it");
    }
}

void BinanceBroker::Impl::noteProof()
{
    const auto prove = [this](LineKind kind, std::uint64_t count, std::uint64_t& before) {
        auto& line = m_lines[static_cast<std::size_t>(kind)];
        if (std::exchange(before, count) != count && line.state == LineState::Up) {
            line.lastProof = clock.wall();
        }
    };
    prove(LineKind::Account, active->stream ? active->stream->bytes() : 0, m_bytesBefore);
    prove(LineKind::MarketData, active->market ? active->market->counters().messages : 0, m_feedBefore);
    prove(LineKind::Orders, active->requests.answers(), m_answersBefore);
}

void BinanceBroker::Impl::measure()
{
    m_measuredAt = clock.mono();
    rest->measureClock([this](bool, const net::HttpOutcome&) {
        const auto verdict = rest->verdict();
        auto& line = m_lines[static_cast<std::size_t>(LineKind::Orders)];
        if (!m_isUp) {
            return;
        }
        line.lastProof = clock.wall();
        line.detail = verdict == net::ClockVerdict::Stop ? "our clock is off by more than 1 s: no new orders are sent"
            : verdict == net::ClockVerdict::Warn         ? "our clock is off by more than 0.5 s"
                                                         : obstacle();
    });
}

void BinanceBroker::Impl::readAverages()
{
    if (active->symbols.all().size() > averagesMost) {
        return; // the venue compares all the same
    }
    for (const auto& [id, symbol] : active->symbols.all()) {
        Call call;
        call.path = "/api/v3/avgPrice";
        call.params = {{"symbol", symbol.instrument.symbol}};
        call.weight = 2;
        rest->send(std::move(call), [this, instrument = id](const net::HttpOutcome& outcome) {
            auto* found = active ? active->symbols.find(instrument) : nullptr;
            if (found != nullptr) {
                const auto price = outcome && outcome->status == 200 ? averagePriceFrom(outcome->body)
                                                                     : failure(Errc::Unavailable, "no answer");
                found->average = price ? std::optional(*price) : std::nullopt;
            }
        });
    }
}

} // namespace omni::brokers::binance
