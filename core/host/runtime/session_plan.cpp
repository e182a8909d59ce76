#include "core/host/runtime/session_plan.h"

#include "core/base/decimal.h"
#include "core/desk/engine/principals.h"
#include "core/edge/platform/system_clock.h"
#include "core/host/runtime/export/line_maker.h"
#include "core/host/runtime/refusal_notes.h"
#include "core/host/runtime/warm_up.h"
#include "core/trade/orders/client_order_id.h"
#include "core/trade/portfolio/rate_table.h"
#include "core/trade/strategy/strategy.h"

#include <algorithm>
#include <cstring>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

constexpr Money usualCash{100'000 * std::int64_t{100'000'000}};
constexpr Duration usualInterval = minutes(1);

tl::unexpected<RunFailure> usage(std::string message, std::string hint)
{
    return tl::unexpected(
        RunFailure{FailureKind::WrongUsage, "wrong_usage", std::move(message), std::move(hint), {}, 0});
}

tl::unexpected<RunFailure> configurationFailure(const config::Faults& faults)
{
    RunFailure why{FailureKind::BadInput, "configuration", {}, {}, faults.front().file, faults.front().line};
    for (const auto& fault : faults) {
        why.message += (why.message.empty() ? "" : "\n") + fault.text();
    }
    why.hint = "nothing of the configuration was applied and no limit was changed";
    return tl::unexpected(why);
}

/// Bars of a feed of ticks have to be asked for; the usual ones are taken where nobody did.
Outcome<std::string> specFor(const std::string& text, const SessionMarket& market, const Reporter& reporter)
{
    auto spec = strategy::specFromText(text);
    if (!spec) {
        return usage("--strategy " + text + ": " + spec.error().detail, "as in --strategy sma_cross:fast=20,slow=60");
    }
    if (!spec->interval && !market.feedBars) {
        spec->interval = usualInterval;
        reporter.tell(fmt::format("{} works on bars of {}: the feed has none of its own and no interval was given",
                                  spec->info->key, durationText(usualInterval)));
    }
    if (spec->interval && market.feedBars && *spec->interval < *market.feedBars) {
        return usage(fmt::format("--strategy {}: bars of {} cannot be made of bars of {}", text,
                                 durationText(*spec->interval), durationText(*market.feedBars)),
                     "leave interval out, or give a longer one");
    }
    return spec->text();
}

Outcome<std::vector<events::StrategySetting>> strategiesOf(const RunRequest& request, const config::Settings& settings,
                                                           const SessionMarket& market, const Reporter& reporter)
{
    const auto& texts = request.strategies.empty() ? settings.strategies : request.strategies;
    std::vector<events::StrategySetting> out;
    for (const auto& text : texts) {
        auto spec = specFor(text, market, reporter);
        if (!spec) {
            return tl::unexpected(spec.error());
        }
        const StrategyId id{out.size() + 1};
        out.push_back({id, std::move(*spec)});
    }
    return out;
}

/// Numbers go by the order in which strategies are named, so that another order gives one what is another's.
void tellWhoInherits(const engine::DeskState& state, const std::vector<events::StrategySetting>& strategies,
                     const Reporter& reporter)
{
    for (const auto& before : state.session.strategies) {
        const auto now = std::ranges::find(strategies, before.id, &events::StrategySetting::id);
        const bool isLeft = state.latches.contains({risk::ScopeKind::Strategy, before.id.value})
            || state.switchedOff.contains(before.id)
            || std::ranges::any_of(state.holdings, [&](const auto& entry) { return entry.key.strategy == before.id; });
        if (now != strategies.end() && now->spec != before.spec && isLeft) {
            reporter.tell(
                fmt::format("strategy {0} was {1} and is {2} now: positions, a kill switch or being off under "
                            "number {0} are the new one's; name the strategies in the order of before to keep "
                            "them apart",
                            before.id.value, before.spec, now->spec));
        }
    }
}

void tellWhatIsOff(const engine::DeskState& state, const std::vector<events::StrategySetting>& strategies,
                   const Reporter& reporter)
{
    for (const auto& setting : strategies) {
        if (state.switchedOff.contains(setting.id)) {
            reporter.tell(fmt::format("strategy {} ({}) is off since an earlier session and proposes nothing until a "
                                      "person starts it (omnitrade arm --start {}, or run --rearm REASON)",
                                      setting.id.value, setting.spec, setting.id.value));
        }
    }
}

Outcome<driver::Approver> approverOf(const RunRequest& request)
{
    if (request.approval != driver::ApprovalRule::List) {
        return driver::Approver(request.approval, engine::script);
    }
    auto approver = driver::Approver::fromList(request.approvals, engine::script);
    if (!approver) {
        const auto& [line, what] = approver.error();
        return tl::unexpected(RunFailure{FailureKind::BadInput,
                                         "approvals",
                                         fmt::format("{}:{}: {}", request.approvalsFile, line, what),
                                         {},
                                         request.approvalsFile,
                                         line});
    }
    return std::move(*approver);
}

/// Whose account it is, and what its money and its stops are: invented here, or the broker's.
void setPlace(driver::SimulatedSetup& setup, const RunRequest& request, const SessionMarket& market)
{
    setup.started.account = market.account;
    setup.started.accountName
        = market.accountName.empty() ? std::string(orders::nameOf(market.environment)) : market.accountName;
    if (market.broker == nullptr) {
        setup.deposit = request.cash.value_or(usualCash);
    } else {
        setup.stopsStay = !market.endsWithSession;
        setup.armsOnceReconciled = true; // what the account holds is what there is
        setup.live = market.live;
        if (market.environment == orders::Environment::Live) {
            setup.arm = risk::Mode::Halted; // a person arms it
        }
    }
}

/// With real money a script has no rights: what it was told to answer, to lift and to close nobody would do.
Outcome<void> mustNotActAlone(const RunRequest& request, const SessionMarket& market)
{
    const char* const option = request.approval != driver::ApprovalRule::Manual ? "--approve"
        : !request.rearm.empty()                                                ? "--rearm"
        : request.atEnd == driver::AtEnd::Flatten                               ? "--at-end flatten"
                                                                                : nullptr;
    if (market.environment != orders::Environment::Live || option == nullptr) {
        return {};
    }
    return tl::unexpected(RunFailure{FailureKind::Refused,
                                     "live_takes_people",
                                     fmt::format("{} is refused with real money: it takes a person with the right and "
                                                 "a code",
                                                 option),
                                     "leave it out; a person does it in the window",
                                     {},
                                     0});
}

std::string nonceText(std::uint64_t bits)
{
    return std::string(orders::nonceFrom(bits).view());
}

} // namespace

Outcome<config::Loaded> loadConfiguration(const RunRequest& request)
{
    std::vector<config::Layer> layers;
    config::Faults faults;
    const auto add = [&](const std::filesystem::path& file, bool mustExist) {
        auto layer = config::layerFrom(file);
        if (!layer) {
            faults.push_back(layer.error());
        } else if (*layer) {
            layers.push_back(std::move(**layer));
        } else if (mustExist) {
            faults.push_back({file.string(), 0, {}, "there is no such file", "--config names a file in TOML"});
        }
    };
    add(request.profile / "config.toml", false);
    if (request.extraConfig) {
        add(*request.extraConfig, true);
    }
    auto loaded = config::load(layers, request.sets, request.brokers);
    if (!loaded) {
        faults.insert(faults.end(), loaded.error().begin(), loaded.error().end());
    }
    if (!faults.empty()) {
        return configurationFailure(faults);
    }
    return std::move(*loaded);
}

void keepTighterLimits(config::Loaded& loaded, const engine::DeskState& state, const Reporter& reporter)
{
    if (state.session.boot == 0) {
        return;
    }
    for (const auto key : config::keepTighter(loaded, state.session.limits)) {
        reporter.tell(std::string(key)
                      + " stays as tight as in the session before: a limit is only loosened by naming "
                        "it in config.toml or with --set");
    }
}

Outcome<std::string> currencyFor(const RunRequest& request, const config::Settings& settings,
                                 const engine::DeskState& state)
{
    const std::string known(state.portfolio.currencies().codeOf(state.base));
    if (!known.empty() && !request.cashCurrency.empty() && request.cashCurrency != known) {
        return tl::unexpected(RunFailure{FailureKind::Refused,
                                         "base_currency",
                                         "this profile counts in " + known + ", not in " + request.cashCurrency
                                             + "; a profile keeps its currency",
                                         "leave the currency out of --cash, or use another profile",
                                         {},
                                         0});
    }
    if (!request.cashCurrency.empty()) {
        return request.cashCurrency;
    }
    return known.empty() ? settings.desk.baseCurrency : known;
}

std::vector<driver::GivenRate> ratesOf(const RunRequest& request, const config::Settings& settings, Timestamp start,
                                       const Reporter& reporter)
{
    std::vector<driver::GivenRate> rates = request.rates;
    for (driver::GivenRate& rate : rates) {
        rate.at = start;
    }
    for (const config::RateSetting& set : settings.rates) {
        const auto isSame = [&set](const driver::GivenRate& one) {
            return (one.from == set.from && one.to == set.to) || (one.from == set.to && one.to == set.from);
        };
        if (std::any_of(rates.begin(), rates.end(), isSame)) {
            continue;
        }
        const auto text = fmt::format("the rate {}/{} {} of {}{}{}", set.from, set.to, scaledText(set.numberE8, 8),
                                      isoText(set.at).substr(0, 16), set.source.empty() ? "" : " from ", set.source);
        if (set.at > start) {
            reporter.tell(text + " is not used: it is of a time after the session's start");
        } else if (start - set.at > portfolio::RateAges{}.configured) {
            reporter.tell(
                text
                + fmt::format(" is not used: it is more than {} old", durationText(portfolio::RateAges{}.configured)));
        } else {
            reporter.tell(text + " is used");
            rates.push_back({set.from, set.to, {set.numberE8, 100'000'000}, set.at});
        }
    }
    return rates;
}

namespace {

/// The same letters, and not the same currency.
bool differInCase(std::string_view a, std::string_view b)
{
    const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return a != b
        && std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return small(x) == small(y); });
}

} // namespace

void tellAboutMarket(const SessionMarket& market, const std::vector<driver::GivenRate>& rates,
                     const engine::DeskState& state, const Reporter& reporter)
{
    const auto isRated = [&](const std::string& currency) {
        return std::any_of(rates.begin(), rates.end(), [&](const driver::GivenRate& rate) {
            return (rate.from == currency && rate.to == market.currency)
                || (rate.to == currency && rate.from == market.currency);
        });
    };
    for (const auto& instrument : market.instruments) {
        if (instrument.quoteCurrency != market.currency && !isRated(instrument.quoteCurrency)) {
            reporter.tell(fmt::format("{} is quoted in {} and this profile counts in {} without a rate between them: "
                                      "no new position is opened in it{}",
                                      instrument.name(), instrument.quoteCurrency, market.currency,
                                      differInCase(instrument.quoteCurrency, market.currency)
                                          ? ". Capital and small letters make two currencies"
                                          : ""));
        }
    }
    for (const auto& position : state.portfolio.positions()) {
        const bool isPriced = std::any_of(market.instruments.begin(), market.instruments.end(),
                                          [&](const market::Instrument& one) { return one.id == position.instrument; });
        if (!isPriced) {
            reporter.tell(fmt::format("this profile holds {}, which this feed does not price: equity is unknown and no "
                                      "new position is opened",
                                      state.instrument(position.instrument)->name()));
        }
    }
}

void tellAboutLatches(const engine::DeskState& state, const Reporter& reporter)
{
    for (const auto& pause : standingPauses(state)) {
        reporter.tell(pause + ": no new position is opened until a person clears it (run --rearm REASON)");
    }
}

Outcome<SessionPlan> planSession(const RunRequest& request, const config::Settings& settings,
                                 const LockedProfile& profile, const OpenJournal& journal, const SessionMarket& market,
                                 const Reporter& reporter)
{
    auto strategies
        = mustNotActAlone(request, market).and_then([&] { return strategiesOf(request, settings, market, reporter); });
    if (!strategies) {
        return tl::unexpected(strategies.error());
    }
    if (strategies->empty()) {
        reporter.tell("no strategy is given, so that nothing will be proposed (--strategy NAME)");
    }
    tellWhoInherits(journal.desk.state, *strategies, reporter);
    if (request.rearm.empty()) {
        tellWhatIsOff(journal.desk.state, *strategies, reporter);
    }
    auto history = barsBefore(request.market, market, *strategies, reporter);
    if (!history) {
        return tl::unexpected(history.error());
    }
    auto approver = approverOf(request);
    if (!approver) {
        return tl::unexpected(approver.error());
    }
    std::uint64_t startBits = 0, installBits = 0;
    std::memcpy(&installBits, profile.install.data(), sizeof installBits);
    if (!platform::fillWithRandom(&startBits, sizeof startBits)) {
        return failureOf(FailureKind::Failed, "starting", {Errc::Unavailable, "the system gives no random numbers"});
    }
    const auto& state = journal.desk.state;
    if (request.cash && state.session.boot > 0) {
        reporter.tell("this profile has money already; --cash counts for a new profile only");
    }
    driver::SimulatedSetup setup;
    events::SessionStarted& started = setup.started;
    started.boot = std::max(journal.recovery.lastBoot, state.session.boot) + 1;
    started.installNonce = nonceText(installBits);
    started.startNonce = nonceText(startBits);
    started.program = programText(request.program, "script:" + std::string(person::pseudonym));
    started.environment = market.environment;
    started.baseCurrency = market.currency;
    started.limits = settings.limits;
    started.strategies = std::move(*strategies);
    started.sizing = settings.desk.sizing;
    started.fixedLots = settings.desk.fixedSizeE8.value_or(0);
    started.cost = settings.desk.costMethod;
    started.proposalExpiry = settings.desk.proposalExpiry;
    started.driftGuard = settings.desk.driftGuard;
    setup.instruments = market.instruments;
    setup.barsFromMids = market.barsFromMids;
    setup.history = std::move(*history);
    setPlace(setup, request, market);
    setup.rates = ratesOf(request, settings, market.start, {});
    setup.people = request.people;
    setup.by = engine::script;
    setup.rearm = request.rearm;
    setup.atEnd = request.atEnd;
    setup.start = market.start;
    if (request.length) {
        setup.until = market.start + *request.length;
    } else if (market.end) {
        setup.until = *market.end;
    }
    return SessionPlan{std::move(setup), std::move(*approver)};
}

} // namespace omni::runtime
