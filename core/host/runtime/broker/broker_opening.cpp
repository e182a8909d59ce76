#include "core/host/runtime/broker/broker_opening.h"

#include "core/edge/platform/file_folder.h"
#include "core/edge/platform/system_clock.h"
#include "core/host/access/ban_book.h"
#include "core/host/access/broker_access.h"
#include "core/host/access/broker_keys.h"
#include "core/host/access/going_live/going_live.h"
#include "core/host/access/vault_files.h"
#include "core/host/runtime/paper/paper_exchange.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

constexpr Duration listPatience = seconds(60);

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
                   all.empty() ? "this program knows none"
                               : "this program knows " + all + "; the paper exchange in it is " + allPaperNames());
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

/// What is on the profile's record, and what lies in the vault, as it was when that was opened.
Outcome<events::LiveVouched> mayBeLive(const config::BrokerSettings& settings, const BrokerSurroundings& around)
{
    const auto papers = around.keys == nullptr ? nullptr : around.keys->papers();
    if (papers == nullptr && around.keys != nullptr && !around.keys->papersFault().empty()) {
        return refused(
            FailureKind::Refused, "live_refused",
            fmt::format("{} is not traded with real money: {}", settings.broker, around.keys->papersFault()));
    }
    Evidence evidence;
    if (papers != nullptr && papers->seal != nullptr && !around.profile.empty()) {
        const auto folder = platform::FileFolder::open(around.profile, platform::FileFolder::Access::ReadOnly);
        auto read = folder ? readEvidence(**folder, *papers->seal) : tl::unexpected(folder.error());
        if (!read) {
            return failureOf(FailureKind::Refused, "reading what was granted", read.error());
        }
        evidence = std::move(*read);
    }
    // A session opens its audit record before its market, and does not begin with one that is damaged.
    const auto audit = around.hasAudit ? AuditFinding::Good : AuditFinding::Missing;
    return mayTradeLive({settings, around.settings.limits, !around.profile.empty() && hasVault(around.profile),
                         papers.get(), evidence, audit, around.clock.wall()});
}

Outcome<void> mustNotBeBanned(const BanBook& bans, const ChosenBroker& broker, Clock& clock)
{
    if (const auto until = bans.until(broker.settings.broker, broker.settings.environment, clock)) {
        return refused(FailureKind::Unreachable, "banned",
                       fmt::format("{} has banned the address of this machine until {}; nothing was sent, since asking "
                                   "again would make it longer",
                                   broker.info->title, isoText(*until)),
                       "start again then, and see what else uses this address");
    }
    return {};
}

Outcome<std::uint64_t> randomNumber()
{
    std::uint64_t number = 0;
    if (!platform::fillWithRandom(&number, sizeof number)) {
        return failureOf(FailureKind::Failed, "starting", {Errc::Unavailable, "the system gives no random numbers"});
    }
    return number;
}

Outcome<std::unique_ptr<BrokerLoop>> startLoop(const ChosenBroker& broker, brokers::BrokerMaking making)
{
    auto loop = BrokerLoop::start([&] { return broker.info->make(std::move(making)); });
    if (!loop) {
        return failedAt("opening " + broker.settings.broker, loop.error());
    }
    return std::move(*loop);
}

Outcome<std::unique_ptr<BrokerLoop>> openLoop(const ChosenBroker& broker, const BrokerSurroundings& around)
{
    const auto& settings = broker.settings;
    const BanBook bans(around.profile);
    if (auto mayAsk = mustNotBeBanned(bans, broker, around.clock); !mayAsk) {
        return tl::unexpected(mayAsk.error());
    }
    auto config = brokerConfigOf(settings);
    if (!config) {
        return tl::unexpected(config.error());
    }
    auto key = around.keys != nullptr ? around.keys->keyOf(settings.broker, settings.environment)
                                      : takeBrokerKey(settings.broker, settings.environment);
    if (!key) {
        return tl::unexpected(key.error());
    }
    const auto seed = randomNumber();
    if (!seed) {
        return tl::unexpected(seed.error());
    }
    return startLoop(broker,
                     {std::move(*config), std::move(*key), around.clock, *seed,
                      [bans, &clock = around.clock, name = settings.broker, environment = settings.environment](
                          Timestamp until) { bans.note(name, environment, until, clock); }});
}

/// Executions of each session on this profile have numbers of their own.
constexpr std::uint64_t numbersOfASession = 1'000'000'000;

Outcome<std::unique_ptr<PaperExchange>> startExchange(const ChosenBroker& broker, const BrokerSurroundings& around,
                                                      std::uint64_t seed)
{
    auto books = paperBooksOf(around.state);
    if (!books) {
        return failureOf(FailureKind::Failed, broker.settings.broker, books.error());
    }
    auto exchange = PaperExchange::start(
        {*broker.paper, std::move(*books), (around.state.session.boot + 1ULL) * numbersOfASession, seed, 0},
        around.clock);
    if (!exchange) {
        return failureOf(FailureKind::Failed, "starting the paper exchange in this program", exchange.error(),
                         "it needs a thread and a free port of the loopback device");
    }
    return std::move(*exchange);
}

/// Of the exchange each address is this machine: the broker's own would get its key (S35).
Outcome<std::unique_ptr<BrokerLoop>> openPaperLoop(const ChosenBroker& broker, const BrokerSurroundings& around)
{
    const auto seed = randomNumber();
    if (!seed) {
        return tl::unexpected(seed.error());
    }
    auto exchange = startExchange(broker, around, *seed);
    if (!exchange) {
        return tl::unexpected(exchange.error());
    }
    brokers::BrokerConfig config;
    config.environment = orders::Environment::Paper;
    config.account = broker.settings.accountName();
    config.faces = (*exchange)->addresses();
    for (const brokers::Face& face : broker.info->faces) {
        if (std::none_of(config.faces.begin(), config.faces.end(),
                         [&face](const auto& one) { return one.key == face.key; })) {
            return refused(FailureKind::Failed, "no_address",
                           fmt::format("{} has no address '{}'", broker.settings.broker, face.key));
        }
    }
    auto loop = startLoop(broker, {std::move(config), (*exchange)->key(), around.clock, *seed, {}});
    if (loop) {
        (*loop)->keep(std::move(*exchange), broker.settings.broker);
    }
    return loop;
}

Outcome<ChosenBroker> chosenPaper(PaperFace face, const BrokerSurroundings& around)
{
    const auto info = infoOf({std::string(brokerKeyOf(face)), {}, {}}, around.known);
    if (!info) {
        return tl::unexpected(info.error());
    }
    config::BrokerSettings settings; // none of those of the broker whose protocol it is
    settings.broker = settings.account = nameOf(face);
    settings.instruments = symbolsOf(face);
    return ChosenBroker{*info, std::move(settings), face, std::nullopt};
}

} // namespace

Outcome<ChosenBroker> chosenBroker(const std::string& broker, const BrokerSurroundings& around)
{
    if (const auto face = paperFaceOf(broker)) {
        return chosenPaper(*face, around);
    }
    const BrokerWish wish{broker, {}, {}};
    const auto info = infoOf(wish, around.known);
    if (!info) {
        return tl::unexpected(info.error());
    }
    auto settings = settingsOf(wish, around.settings);
    std::optional<events::LiveVouched> live;
    if (settings.environment == orders::Environment::Live) {
        const auto vouched = mayBeLive(settings, around);
        if (!vouched) {
            return tl::unexpected(vouched.error());
        }
        live = *vouched;
    }
    return ChosenBroker{*info, std::move(settings), std::nullopt, live};
}

Outcome<AskedBroker> openToAsk(const std::string& broker, orders::Environment environment,
                               const BrokerSurroundings& around)
{
    const BrokerWish wish{broker, {}, {}};
    const auto info = infoOf(wish, around.known);
    if (!info) {
        return tl::unexpected(info.error());
    }
    auto settings = settingsOf(wish, around.settings);
    if (settings.environment != environment) {
        settings.environment = environment;
        settings.account.clear(); // it names the account of the other environment
        settings.faces.clear(); // and these lead there
    }
    auto loop = openLoop({*info, settings, std::nullopt, std::nullopt}, around);
    return loop ? Outcome<AskedBroker>(AskedBroker{std::move(settings), std::move(*loop)})
                : tl::unexpected(loop.error());
}

Outcome<ListedBroker> openChosen(const ChosenBroker& broker, const std::vector<std::string>& symbols,
                                 const BrokerSurroundings& around)
{
    auto loop = broker.paper ? openPaperLoop(broker, around) : openLoop(broker, around);
    if (!loop) {
        return tl::unexpected(loop.error());
    }
    const std::string asking = "asking " + broker.settings.broker + " what it trades";
    auto listed = (*loop)->list(symbols, listPatience, around.stop);
    if (!listed && around.stop.isStopRequested()) {
        return refused(FailureKind::Refused, "interrupted", "stopped while " + asking + "; nothing was begun");
    }
    if (!listed) {
        return failedAt(asking, listed.error());
    }
    for (auto& one : *listed) {
        if (broker.paper) {
            one.instrument.venue = broker.settings.broker; // its prices are not the broker's
        }
    }
    return ListedBroker{std::move(*loop), std::move(*listed)};
}

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

} // namespace omni::runtime
