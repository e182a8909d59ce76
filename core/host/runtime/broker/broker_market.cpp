#include "core/host/runtime/broker/broker_market.h"

#include "core/host/runtime/broker/broker_opening.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

constexpr Duration barsPatience = seconds(30);
/// A market that is closed most of the week has so many bars in a span of time, and a long weekend in between.
constexpr std::int64_t closedMarkets = 6;
constexpr Duration longWeekend = days(5);

tl::unexpected<RunFailure> refused(FailureKind kind, std::string code, std::string message, std::string hint = {})
{
    return tl::unexpected(RunFailure{kind, std::move(code), std::move(message), std::move(hint), {}, 0});
}

/// In the order asked for. Exit 3: one is not listed.
Outcome<std::vector<market::Instrument>> chosen(const std::vector<ports::ListedInstrument>& listed,
                                                const std::vector<std::string>& symbols, const BrokerWish& wish,
                                                const Reporter& reporter)
{
    std::vector<market::Instrument> out;
    std::string missing;
    for (const auto& symbol : symbols) {
        const auto found = std::find_if(listed.begin(), listed.end(),
                                        [&](const auto& one) { return one.instrument.symbol == symbol; });
        if (found == listed.end()) {
            missing += (missing.empty() ? "" : ", ") + symbol;
            continue;
        }
        if (!found->isTradable) {
            reporter.tell(found->instrument.name() + " is not traded at the moment: its orders will be refused");
        }
        out.push_back(found->instrument);
    }
    if (!missing.empty()) {
        return refused(FailureKind::BadInput, "unknown_symbol", wish.broker + " lists no " + missing,
                       "write symbols as the broker does");
    }
    return out;
}

/// Of what the broker will tell of the market. Exit 3: the folder cannot be used; nothing has begun.
Outcome<std::unique_ptr<feeds::MarketRecorder>> recorderFor(const std::string& folder, const SessionMarket& market,
                                                            const BrokerSurroundings& around)
{
    if (folder.empty()) {
        return nullptr;
    }
    feeds::RecorderOptions options;
    options.folder = folder;
    options.mostBytes = around.settings.journal.recordingBytes;
    auto recorder = feeds::MarketRecorder::start(market.instruments, std::move(options), around.clock);
    if (!recorder) {
        return refused(FailureKind::BadInput, "recording", "nothing can be recorded: " + recorder.error().text(),
                       recorder.error().hint);
    }
    return std::move(*recorder);
}

void sortById(std::vector<market::Instrument>& instruments)
{
    std::sort(instruments.begin(), instruments.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
}

} // namespace

Outcome<SessionMarket> openBrokerMarket(const BrokerWish& wish, const BrokerSurroundings& around)
{
    const auto known = chosenBroker(wish.broker, around);
    if (!known) {
        return tl::unexpected(known.error());
    }
    const config::BrokerSettings& settings = known->settings;
    const auto& symbols = wish.symbols.empty() ? settings.instruments : wish.symbols;
    if (symbols.empty()) {
        return refused(
            FailureKind::WrongUsage, "no_symbols", "no symbol of " + wish.broker + " is named",
            fmt::format("--broker {0}:SYMBOL,… or instruments = [\"SYMBOL\"] below [brokers.{0}]", wish.broker));
    }
    if (auto same = mustBeSameAccount(around.state, settings.environment, settings.accountName()); !same) {
        return tl::unexpected(same.error());
    }
    auto opened = openChosen(*known, symbols, around);
    if (!opened) {
        return tl::unexpected(opened.error());
    }
    auto told = chosen(opened->listed, symbols, wish, around.reporter);
    if (!told) {
        return tl::unexpected(told.error());
    }
    auto mapped = withProfileIds(*told, around.state);
    if (!mapped) {
        return tl::unexpected(mapped.error());
    }
    SessionMarket market;
    market.environment = settings.environment;
    market.live = known->live;
    market.endsWithSession = known->paper.has_value();
    market.account = brokerAccount;
    market.accountName = settings.accountName();
    if (!known->paper) {
        market.way = settings; // the paper exchange in this program ends with it: there is nothing to watch over
    }
    market.currency = wish.currency.empty() ? mapped->front().quoteCurrency : wish.currency;
    market.instruments = std::move(*mapped);
    sortById(market.instruments);
    market.barsFromMids.assign(market.instruments.size(), false);
    market.start = around.clock.wall();
    auto recorder = recorderFor(wish.record.empty() ? settings.record : wish.record, market, around);
    if (!recorder) {
        return tl::unexpected(recorder.error());
    }
    market.recorder = std::move(*recorder);
    market.broker = std::move(opened->loop);
    if (known->paper) {
        around.reporter.tell(fmt::format("{} is the paper exchange in this program: its prices are made up and begin "
                                         "anew with each session; money and positions are kept in this profile, open "
                                         "orders end with the session",
                                         settings.broker));
    }
    return market;
}

std::vector<market::Bar> barsOfBroker(BrokerLoop& broker, const market::Instrument& instrument, Duration interval,
                                      std::size_t count, Timestamp until, const Reporter& reporter)
{
    if (interval.ns <= 0 || count == 0) {
        return {};
    }
    const auto span = static_cast<std::int64_t>(count + 1) * interval.ns;
    const Duration back = instrument.sessions == market::Sessions::AlwaysOpen
        ? Duration{span}
        : Duration{span * closedMarkets} + longWeekend;
    const StopFlag never;
    auto bars = broker.bars(instrument, interval, until - back, until, barsPatience, never);
    if (!bars) {
        reporter.tell(fmt::format("no bars of before could be had of {}: {}", instrument.name(), bars.error().detail));
        return {};
    }
    std::erase_if(*bars, [until](const market::Bar& bar) { return bar.closedAt > until; });
    if (bars->size() > count) {
        bars->erase(bars->begin(), bars->end() - static_cast<std::ptrdiff_t>(count));
    }
    return std::move(*bars);
}

Outcome<void> mustBeSameAccount(const engine::DeskState& state, orders::Environment environment,
                                const std::string& accountName)
{
    const auto& before = state.session;
    const bool isSame = orders::isSimulated(environment)
        ? orders::isSimulated(before.environment)
        : before.environment == environment && before.accountName == accountName;
    if (before.boot == 0 || isSame) {
        return {};
    }
    return refused(FailureKind::Refused, "another_account",
                   fmt::format("this profile holds the books of {} ({}), and this session would be of {} ({})",
                               before.accountName, orders::nameOf(before.environment), accountName,
                               orders::nameOf(environment)),
                   "use a profile of its own for each account (--profile DIR)");
}

} // namespace omni::runtime
