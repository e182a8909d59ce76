#include "core/host/runtime/run_summary.h"

#include "core/base/decimal.h"
#include "core/base/json_text.h"
#include "core/host/runtime/paper/paper_name.h"
#include "core/trade/portfolio/pnl.h"
#include "core/trade/risk/gate.h"

#include <algorithm>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

constexpr int mostDecimals = 12;

/// No order outlives it: it was a venue in the house, or the paper exchange in this program.
bool endsItsVenue(const events::SessionStarted& session)
{
    return orders::isSimulated(session.environment) || meansPaperExchange(session.accountName);
}

std::string amount(Money money)
{
    return scaledText(money.e8, 8, 2);
}

std::string amountOrUnknown(std::optional<Money> money)
{
    return money ? amount(*money) : std::string("unknown");
}

Int128 tenTo(int exponent)
{
    Int128 value = 1;
    for (int i = 0; i < exponent; ++i) {
        value *= 10;
    }
    return value;
}

/// Digits of numerator / denominator, both not below zero, rounded half up at the last one. Long division: no product
/// grows beyond ten times the denominator.
std::string quotientText(Int128 numerator, Int128 denominator)
{
    auto whole = static_cast<std::uint64_t>(numerator / denominator);
    Int128 rest = numerator % denominator;
    std::string digits;
    for (int i = 0; i < mostDecimals; ++i) {
        rest *= 10;
        digits += static_cast<char>('0' + static_cast<int>(rest / denominator));
        rest %= denominator;
    }
    if (rest * 2 >= denominator && rest > 0) {
        auto at = digits.size();
        while (at > 0 && digits[at - 1] == '9') {
            digits[--at] = '0';
        }
        if (at == 0) {
            ++whole;
        } else {
            ++digits[at - 1];
        }
    }
    const auto last = digits.find_last_not_of('0');
    digits.resize(last == std::string::npos ? 0 : last + 1);
    return std::to_string(whole) + (digits.empty() ? "" : "." + digits);
}

void addPositions(RunSummary& summary, const engine::DeskState& state, const portfolio::Marks& marks, Timestamp now)
{
    for (const auto& position : state.portfolio.positions()) {
        const auto& instrument = *state.instrument(position.instrument);
        SummaryPosition one{instrument.name(),
                            market::quantityText(instrument, position.lots),
                            averagePriceText(instrument, position.cost, position.lots),
                            position.realised,
                            {}};
        if (const auto mark = marks.find(position.instrument, now)) {
            if (const auto gain = portfolio::unrealised(instrument, position, *mark)) {
                one.unrealised = *gain;
            }
        }
        summary.positions.push_back(std::move(one));
    }
}

/// Closings of this run. Proposals that waited when it began were withdrawn by its start, and are not of it.
void addProposals(RunSummary& summary, const engine::Counters& now, const engine::Counters& before)
{
    summary.proposals = now.proposals - before.proposals;
    summary.approved = now.approved - before.approved;
    summary.rejected = now.declined - before.declined;
    summary.expired = now.expired - before.expired;
    summary.withdrawn = now.withdrawn - before.withdrawn - before.waiting();
    summary.superseded = now.superseded - before.superseded;
    summary.suppressed = now.suppressed - before.suppressed;
    summary.waiting = now.waiting();
}

void addAmounts(RunSummary& summary, const engine::DeskState& state)
{
    const auto& portfolio = state.portfolio;
    for (std::uint64_t number = 1; number <= portfolio.currencies().size(); ++number) {
        const CurrencyId id{number};
        const std::string code(portfolio.currencies().codeOf(id));
        const bool isBase = id == state.base;
        if (isBase || portfolio.fees(id).e8 != 0) {
            summary.fees.push_back({code, portfolio.fees(id)});
        }
        if (isBase || portfolio.cash(id).e8 != 0) {
            summary.cash.push_back({code, portfolio.cash(id)});
        }
    }
}

/// "0.5 file:BTCUSDT, -10 file:ACME", and how many more.
std::string heldText(const engine::DeskState& state)
{
    constexpr std::size_t mostNamed = 6;
    std::string text;
    const auto positions = state.portfolio.positions();
    for (std::size_t i = 0; i < std::min(mostNamed, positions.size()); ++i) {
        const auto& instrument = *state.instrument(positions[i].instrument);
        text += fmt::format("{}{} {}", i > 0 ? ", " : "", market::quantityText(instrument, positions[i].lots),
                            instrument.name());
    }
    return positions.size() > mostNamed ? text + fmt::format(" and {} more", positions.size() - mostNamed) : text;
}

void addMoney(JsonText& json, std::string_view key, std::optional<Money> money)
{
    json.key(key);
    if (money) {
        json.text(amount(*money));
    } else {
        json.null();
    }
}

void addMap(JsonText& json, std::string_view key, const std::vector<CurrencyAmount>& amounts)
{
    json.key(key).object();
    for (const auto& one : amounts) {
        json.member(one.currency, amount(one.amount));
    }
    json.end();
}

} // namespace

std::string averagePriceText(const market::Instrument& instrument, Money cost, Lots lots)
{
    if (lots.count == 0) {
        return "0";
    }
    // cost x 10^-8 / (lots x lot x contract): the powers of ten go to one side.
    const int exponent = 8 + instrument.lotSize.exponent + instrument.contractSize.exponent;
    const Int128 size = lots.count < 0 ? -Int128{lots.count} : Int128{lots.count};
    Int128 numerator = cost.e8 < 0 ? -Int128{cost.e8} : Int128{cost.e8};
    std::optional<Int128> denominator = checkedProduct(size, instrument.lotSize.mantissa);
    denominator = denominator ? checkedProduct(*denominator, instrument.contractSize.mantissa) : denominator;
    constexpr int mostPower = 18;
    if (!denominator || *denominator <= 0 || exponent < -mostPower || exponent > mostPower) {
        return "0";
    }
    if (exponent < 0) {
        numerator *= tenTo(-exponent);
    } else if (const auto scaled = checkedProduct(*denominator, tenTo(exponent))) {
        denominator = scaled;
    }
    const std::string text = quotientText(numerator, *denominator);
    return cost.e8 < 0 && lots.count > 0 ? '-' + text : text;
}

std::string missingText(const std::optional<views::MissingWorth>& missing)
{
    if (!missing) {
        return {};
    }
    return missing->rateOf.empty() ? "no price of " + missing->priceOf : "no rate for " + missing->rateOf;
}

std::optional<std::string> remainsText(const engine::DeskState& state)
{
    const std::size_t open = state.portfolio.positions().size();
    if (open == 0) {
        return std::nullopt;
    }
    auto text = open == 1 ? std::string("1 open position remains") : fmt::format("{} open positions remain", open);
    text += " (" + heldText(state) + ')';
    if (!endsItsVenue(state.session)) {
        std::size_t stops = 0;
        state.ledger.forEachOpen([&stops](const orders::OrderRecord& record) {
            stops += record.ticket.role == orders::OrderRole::Stop && !record.ticket.held ? 1U : 0U;
        });
        return text + fmt::format(", with {} stop order{} open at the venue", stops, stops == 1 ? "" : "s");
    }
    bool isAnyOfStrategies = false, isAnyOfPeople = false;
    for (const auto& holding : state.holdings) {
        if (holding.value.lots.count != 0) {
            (holding.key.strategy ? isAnyOfStrategies : isAnyOfPeople) = true;
        }
    }
    text += "; stops have ended with the simulated venue and do nothing while no session runs";
    if (isAnyOfStrategies) {
        text += ", the next start puts those of strategies back before anything new is opened";
    }
    if (isAnyOfPeople || !isAnyOfStrategies) {
        text += ", those that a person has placed are not put back";
    }
    return text;
}

RunSummary summaryOf(engine::Engine& engine, const engine::Counters& before, Timestamp now, Duration took)
{
    const auto& state = engine.state();
    const auto& counters = state.counters;
    RunSummary summary;
    summary.events = engine.eventCount();
    addProposals(summary, counters, before);
    summary.orders = counters.orders - before.orders;
    summary.fills = counters.fills - before.fills;
    for (std::size_t rule = 0; rule < counters.refusals.size(); ++rule) {
        if (counters.refusals[rule] > before.refusals[rule]) {
            summary.refusals.emplace_back(std::string(risk::nameOf(static_cast<risk::Rule>(rule))),
                                          counters.refusals[rule] - before.refusals[rule]);
        }
    }
    std::sort(summary.refusals.begin(), summary.refusals.end());
    addAmounts(summary, state);
    addPositions(summary, state, engine.marks(), now);
    summary.haveStopsEnded = !summary.positions.empty() && endsItsVenue(state.session);
    if (auto remains = remainsText(state)) {
        summary.notes.push_back(std::move(*remains));
    }
    summary.baseCurrency = state.session.baseCurrency;
    summary.equity = engine.equity(now);
    if (const auto missing = missingText(engine.missingWorth(now)); !missing.empty()) {
        summary.notes.push_back("equity is unknown: " + missing);
    }
    summary.realised = state.portfolio.realised(state.base, state.rates, now);
    summary.unrealised = state.portfolio.unrealised(state.base, engine.marks(), state.rates, now);
    if (state.worstPeak.e8 > 0) {
        summary.maxDrawdown
            = static_cast<double>(state.worstPeak.e8 - state.worstEquity.e8) / static_cast<double>(state.worstPeak.e8);
    }
    summary.took = took;
    summary.stateHash = engine.hash();
    return summary;
}

std::string jsonOf(const RunSummary& summary, bool asLine)
{
    JsonText json;
    json.object();
    if (asLine) {
        json.member("kind", "summary");
    }
    json.member("events", summary.events).member("proposals", summary.proposals).member("approved", summary.approved);
    json.member("rejected", summary.rejected).member("expired", summary.expired);
    json.member("withdrawn", summary.withdrawn).member("superseded", summary.superseded);
    json.member("suppressed", summary.suppressed).member("waiting", summary.waiting).member("orders", summary.orders);
    json.member("fills", summary.fills).key("refusals").object();
    for (const auto& [rule, count] : summary.refusals) {
        json.member(rule, count);
    }
    json.end();
    addMap(json, "fees", summary.fees);
    addMap(json, "cash", summary.cash);
    json.key("positions").array();
    for (const auto& position : summary.positions) {
        json.object().member("instrument", position.instrument).member("quantity", position.quantity);
        json.member("average_price", position.averagePrice).member("realised", amount(position.realised));
        addMoney(json, "unrealised", position.unrealised);
        json.end();
    }
    json.end();
    json.key("stops_have_ended").boolean(summary.haveStopsEnded);
    addMoney(json, "equity", summary.equity);
    addMoney(json, "realised", summary.realised);
    addMoney(json, "unrealised", summary.unrealised);
    json.member("base_currency", summary.baseCurrency).member("max_drawdown", summary.maxDrawdown);
    json.member("seconds", static_cast<double>(summary.took.ns) / 1e9);
    json.member("state_hash", hexText(summary.stateHash)).key("notes").array();
    for (const auto& note : summary.notes) {
        json.text(note);
    }
    json.end().end();
    return json.take();
}

std::string textOf(const RunSummary& summary)
{
    const auto& base = summary.baseCurrency;
    const double seconds = static_cast<double>(summary.took.ns) / 1e9;
    std::string out = fmt::format("\n{} events in {:.2f} s\n", summary.events, seconds);
    out += fmt::format(
        "proposals {} (approved {}, rejected {}, expired {}, withdrawn {}, superseded {}, suppressed {}, "
        "waiting {}), orders {}, fills {}\n",
        summary.proposals, summary.approved, summary.rejected, summary.expired, summary.withdrawn, summary.superseded,
        summary.suppressed, summary.waiting, summary.orders, summary.fills);
    for (const auto& [rule, count] : summary.refusals) {
        out += fmt::format("refused by {}: {}\n", rule, count);
    }
    for (const auto& note : summary.notes) {
        out += fmt::format("  {}\n", note);
    }
    for (const auto& position : summary.positions) {
        out += fmt::format("holds {} {} at {}, unrealised {}\n", position.quantity, position.instrument,
                           position.averagePrice, amountOrUnknown(position.unrealised));
    }
    for (const auto& one : summary.cash) {
        out += fmt::format("cash {} {}\n", amount(one.amount), one.currency);
    }
    for (const auto& one : summary.fees) {
        out += fmt::format("fees {} {}\n", amount(one.amount), one.currency);
    }
    out += fmt::format("equity {} {}; before fees realised {}, unrealised {}; deepest fall {:.2f} %\n",
                       amountOrUnknown(summary.equity), base, amountOrUnknown(summary.realised),
                       amountOrUnknown(summary.unrealised), summary.maxDrawdown * 100);
    return out + fmt::format("state hash {}\n", hexText(summary.stateHash));
}

} // namespace omni::runtime
