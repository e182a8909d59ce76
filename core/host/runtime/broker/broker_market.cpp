#include "core/host/runtime/broker/broker_market.h"

#include "core/edge/platform/system_clock.h"
#include "core/host/access/ban_book.h"
#include "core/host/access/broker_access.h"
#include "core/host/access/broker_keys.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

constexpr Duration listPatience = seconds(60);
constexpr Duration barsPatience = seconds(30);
/// A market that is closed most of the week has so many bars in a span of time, and a long weekend in between.
constexpr std::int64_t closedMarkets = 6;
constexpr Duration longWeekend = days(5);

tl::unexpected<RunFailure> refused(FailureKind kind, std::string code, std::string message, std::string hint = {})
{
    return tl::unexpected(RunFailure{kind, std::move(code), std::move(message), std::move(hint), {}, 0});
}

FailureKind kindOfBroker(Errc code) noexcept
{
    switch (code) {
    case Errc::Denied:
        return FailureKind::Refused;
    case Errc::Unavailable:
    case Errc::TimedOut:
    case Errc::RateLimited:
        return FailureKind::Unreachable;
    default:
        return FailureKind::BadInput;
    }
}

tl::unexpected<RunFailure> failedAt(const std::string& what, const Error& error)
{
    const auto kind = kindOfBroker(error.code);
    return refused(kind, std::string(nameOf(error.code)), what + ": " + error.detail,
                   kind == FailureKind::Unreachable ? "nothing was sent but questions; try again, or look at the "
                                                      "address, the proxy and the network"
                                                    : std::string());
}

Outcome<const brokers::BrokerInfo*> infoOf(const BrokerWish& wish, std::span<const brokers::BrokerInfo* const> known)
{
    if (const auto* info = brokers::brokerOf(wish.broker, known)) {
        return info;
    }
    std::string all;
    for (const auto* info : known) {
        all += (all.empty() ? "" : ", ") + std::string(info->key);
    }
    return refused(FailureKind::BadInput, "unknown_broker", "there is no broker " + omni::quoted(wish.broker),
                   all.empty() ? "this program knows none" : "this program knows " + all);
}

config::BrokerSettings settingsOf(const BrokerWish& wish, const config::Settings& settings)
{
    const auto found = std::find_if(settings.brokers.begin(), settings.brokers.end(),
                                    [&wish](const auto& one) { return one.broker == wish.broker; });
    if (found != settings.brokers.end()) {
        return *found;
    }
    config::BrokerSettings usual;
    usual.broker = wish.broker;
    return usual;
}

tl::unexpected<RunFailure> liveIsNotThere(const config::BrokerSettings& settings)
{
    auto why = refused(FailureKind::Refused, "live_refused",
                       fmt::format("brokers.{} is configured for real money, and this version trades none: it has no "
                                   "vault for keys, no accounts of people, no second factor and no audit",
                                   settings.broker),
                       "environment = \"paper\" trades on the broker's paper account");
    why.value().file = settings.file;
    why.value().line = settings.line;
    return why;
}

Outcome<std::unique_ptr<BrokerLoop>> openLoop(const brokers::BrokerInfo& info, const config::BrokerSettings& settings,
                                              const BrokerSurroundings& around)
{
    const BanBook bans(around.profile);
    if (const auto until = bans.until(info.key, settings.environment, around.clock.wall())) {
        return refused(FailureKind::Unreachable, "banned",
                       fmt::format("{} has banned the address of this machine until {}; nothing was sent, since asking "
                                   "again would make it longer",
                                   info.title, isoText(*until)),
                       "start again then, and see what else uses this address");
    }
    auto config = brokerConfigOf(settings);
    if (!config) {
        return tl::unexpected(config.error());
    }
    auto key = around.keys != nullptr ? around.keys->keyOf(info.key, settings.environment)
                                      : takeBrokerKey(info.key, settings.environment);
    if (!key) {
        return tl::unexpected(key.error());
    }
    std::uint64_t seed = 0;
    if (!platform::fillWithRandom(&seed, sizeof seed)) {
        return failureOf(FailureKind::Failed, "starting", {Errc::Unavailable, "the system gives no random numbers"});
    }
    const auto environment = settings.environment;
    brokers::BrokerMaking making{
        std::move(*config), std::move(*key), around.clock, seed,
        [bans, name = std::string(info.key), environment](Timestamp until) { bans.note(name, environment, until); }};
    auto loop = BrokerLoop::start([&] { return info.make(std::move(making)); });
    if (!loop) {
        return failedAt("opening " + std::string(info.key), loop.error());
    }
    return std::move(*loop);
}

/// What there is of a broker before a byte is sent.
struct ChosenBroker {
    const brokers::BrokerInfo* info = nullptr;
    config::BrokerSettings settings;
};
Outcome<ChosenBroker> chosenBroker(const std::string& broker, const BrokerSurroundings& around)
{
    const BrokerWish wish{broker, {}, {}};
    const auto info = infoOf(wish, around.known);
    if (!info) {
        return tl::unexpected(info.error());
    }
    auto settings = settingsOf(wish, around.settings);
    if (settings.environment == orders::Environment::Live) {
        return liveIsNotThere(settings);
    }
    return ChosenBroker{*info, std::move(settings)};
}

Outcome<ListedBroker> openChosen(const ChosenBroker& broker, const std::vector<std::string>& symbols,
                                 const BrokerSurroundings& around)
{
    auto loop = openLoop(*broker.info, broker.settings, around);
    if (!loop) {
        return tl::unexpected(loop.error());
    }
    const std::string asking = "asking " + std::string(broker.info->key) + " what it trades";
    auto listed = (*loop)->list(symbols, listPatience, around.stop);
    if (!listed && around.stop.isStopRequested()) {
        return refused(FailureKind::Refused, "interrupted", "stopped while " + asking + "; nothing was begun");
    }
    if (!listed) {
        return failedAt(asking, listed.error());
    }
    return ListedBroker{std::move(*loop), std::move(*listed)};
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

tl::unexpected<RunFailure> brokerFailure(const std::string& what, const Error& error)
{
    return failedAt(what, error);
}

Outcome<ListedBroker> openAndList(const std::string& broker, const std::vector<std::string>& symbols,
                                  const BrokerSurroundings& around)
{
    return chosenBroker(broker, around).and_then([&](const ChosenBroker& chosen) {
        return openChosen(chosen, symbols, around);
    });
}

Outcome<std::vector<ports::ListedInstrument>> listOfBroker(const std::string& broker, const BrokerSurroundings& around)
{
    auto opened = openAndList(broker, {}, around);
    if (!opened) {
        return tl::unexpected(opened.error());
    }
    return std::move(opened->listed);
}

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
    market.account = brokerAccount;
    market.accountName = settings.accountName();
    market.way = settings;
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
