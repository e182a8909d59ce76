#include "core/host/config/schema.h"

#include <array>

namespace omni::config {

namespace {

constexpr std::int64_t endless = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t day = 86'400'000'000'000;
constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t hundredPerCentE8 = 100'000'000;

constexpr std::array<std::string_view, 2> costMethods{"fifo", "average"};
/// Not all_in: no position that the limits allow is that large, so it is for backtests without them.
constexpr std::array<std::string_view, 2> sizingRules{"fixed_risk", "fixed_lots"};
constexpr std::array<std::string_view, 2> queueModels{"pessimistic", "proportional"};
constexpr std::array<std::string_view, 2> durabilities{"synced", "relaxed"};
constexpr std::array<std::string_view, 4> logLevels{"info", "warn", "error", "off"};

/// Reads and writes one number of the settings.
#define OMNI_NUMBER(member)                                                                                            \
    [](const Settings& s) -> std::int64_t { return static_cast<std::int64_t>(s.member); },                             \
        [](Settings& s, std::int64_t v) { s.member = static_cast<decltype(s.member)>(v); }
#define OMNI_OPTION(member, type, field)                                                                               \
    [](const Settings& s) -> std::int64_t { return s.member ? s.member->field : noValue; },                            \
        [](Settings& s, std::int64_t v) { s.member = v == noValue ? std::nullopt : std::optional(type{v}); }

constexpr Key share(std::string_view path, std::int64_t most, std::string_view meaning,
                    std::int64_t (*get)(const Settings&), void (*set)(Settings&, std::int64_t))
{
    return {path, ValueKind::Share, 1, most, 2, false, meaning, {}, get, set};
}
constexpr Key number(std::string_view path, ValueKind kind, std::int64_t least, std::int64_t most,
                     std::string_view meaning, std::int64_t (*get)(const Settings&),
                     void (*set)(Settings&, std::int64_t))
{
    return {path, kind, least, most, 0, false, meaning, {}, get, set};
}
constexpr Key fineShare(std::string_view path, std::int64_t least, std::string_view meaning,
                        std::int64_t (*get)(const Settings&), void (*set)(Settings&, std::int64_t))
{
    return {path, ValueKind::Share, least, hundredPerCentE8, 6, false, meaning, {}, get, set};
}
constexpr Key choice(std::string_view path, std::span<const std::string_view> words, std::string_view meaning,
                     std::int64_t (*get)(const Settings&), void (*set)(Settings&, std::int64_t))
{
    return {path, ValueKind::Choice, 0, 0, 0, false, meaning, words, get, set};
}
constexpr Key optionalOf(Key key)
{
    key.mayBeNone = true;
    return key;
}

using enum ValueKind;

// The bounds of [risk] are those of core/trade/risk/limits.h, which has the last word (see load.cpp).
const std::array keys{
    share("risk.position_per_trade", 500, "Most value of one position, of equity.",
          OMNI_NUMBER(limits.positionPerTrade.count)),
    share("risk.gross_exposure", 200'000, "Most gross exposure in the worst case, of equity; at most 100 % x leverage.",
          OMNI_NUMBER(limits.grossExposure.count)),
    share("risk.net_exposure", 8'000, "Most net exposure in the worst case, of equity.",
          OMNI_NUMBER(limits.netExposure.count)),
    number("risk.leverage", Multiple, 1, 20'000, "Gross exposure divided by equity, at most.",
           OMNI_NUMBER(limits.leverage.count)),
    share("risk.loss_at_stop", 300, "Most loss of one trade if its stop fills, of equity.",
          OMNI_NUMBER(limits.lossAtStop.count)),
    share("risk.hard_stop_distance", 300, "Farthest stop, of the price; also the stop of a proposal that has none.",
          OMNI_NUMBER(limits.hardStopDistance.count)),
    number("risk.trailing_stop_atr", Multiple, 0, 100'000, "Trailing stop as a multiple of ATR(14). \"0 x\": none.",
           OMNI_NUMBER(limits.trailingStopAtr.count)),
    number("risk.time_exit_days", Count, 0, 10'000, "A position is closed after so many trading days. 0: never.",
           OMNI_NUMBER(limits.timeExitDays)),
    share("risk.daily_loss", 500, "A loss of so much since the day's start halts the desk, of the equity then.",
          OMNI_NUMBER(limits.dailyLoss.count)),
    share("risk.drawdown", 2'000, "A fall of so much from the peak of equity halts the desk.",
          OMNI_NUMBER(limits.drawdown.count)),
    number("risk.losing_streak", Count, 1, 10, "So many losing trades in a row pause new entries.",
           OMNI_NUMBER(limits.losingStreak)),
    number("risk.orders_per_minute", Count, 1, 120, "Most orders a minute of one account.",
           OMNI_NUMBER(limits.ordersPerMinute)),
    share("risk.collar", 500, "Price collar: the least distance from the reference price that is always allowed.",
          OMNI_NUMBER(limits.collar.count)),
    number("risk.collar_spreads", Count, 0, 100, "And so many spreads, if that is wider.",
           OMNI_NUMBER(limits.collarSpreads)),
    number("risk.collar_atr", Multiple, 0, 5'000, "And this multiple of ATR(14), if that is wider.",
           OMNI_NUMBER(limits.collarAtr.count)),
    share("risk.collar_bound", 500, "The collar is never wider than this.", OMNI_NUMBER(limits.collarBound.count)),
    number("risk.quote_age", Span, 1, 10 * second, "Oldest quote on which an order may be sent.",
           OMNI_NUMBER(limits.quoteAge.ns)),
    share("risk.approval_drift", 100, "A price that has moved by so much voids an approval.",
          OMNI_NUMBER(limits.approvalDrift.count)),
    number("risk.approval_drift_atr", Multiple, 0, 100'000,
           "Or by this multiple of ATR(14), if that is less. \"0 x\": no such bound.",
           OMNI_NUMBER(limits.approvalDriftAtr.count)),
    number("risk.duplicate_window", Span, 0, 60 * second, "The same order again within it is refused.",
           OMNI_NUMBER(limits.duplicateWindow.ns)),
    optionalOf(number("risk.order_value", Amount, 1, endless,
                      "Most value of one order in the base currency, or \"none\".",
                      OMNI_OPTION(limits.orderValue, Money, e8))),
    optionalOf(number("risk.order_size", Count, 1, endless, "Most lots of one order, or \"none\".",
                      OMNI_OPTION(limits.orderSize, Lots, count))),
    number("risk.open_orders", Count, 1, 10'000, "Most orders open at a time.", OMNI_NUMBER(limits.openOrders)),

    Key{"desk.base_currency",
        Currency,
        0,
        0,
        0,
        false,
        "Of a new profile. \"\": what its first feed is quoted in.",
        {},
        nullptr,
        nullptr},
    choice("desk.cost_method", costMethods, "How the cost of a sale is found, of a new profile: fifo or average.",
           OMNI_NUMBER(desk.costMethod)),
    number("desk.proposal_expiry", Span, 10 * second, day, "A proposal that nobody answers ends after this.",
           OMNI_NUMBER(desk.proposalExpiry.ns)),
    choice("desk.sizing", sizingRules, "How large a trade is when its strategy does not say.",
           OMNI_NUMBER(desk.sizing)),
    optionalOf(number(
        "desk.fixed_size", Amount, 1, endless,
        "What \"fixed_lots\" trades each time, in units of the instrument: \"0.5\" is half a coin.",
        [](const Settings& s) { return s.desk.fixedSizeE8.value_or(noValue); },
        [](Settings& s, std::int64_t v) { s.desk.fixedSizeE8 = v == noValue ? std::nullopt : std::optional(v); })),
    number("desk.drift_guard", Switch, 0, 1, "Whether risk.approval_drift is looked at.", OMNI_NUMBER(desk.driftGuard)),

    fineShare("fees.maker", -hundredPerCentE8, "Of the value of fills that rested; below zero is a rebate.",
              OMNI_NUMBER(venue.fees.makerE8)),
    fineShare("fees.taker", -hundredPerCentE8, "Of the value of fills that took.", OMNI_NUMBER(venue.fees.takerE8)),
    number("fees.per_share", Amount, 0, endless, "For a quantity of 1, in the quote currency.",
           OMNI_NUMBER(venue.fees.perUnit.e8)),
    number("fees.least_per_order", Amount, 0, endless, "An order that fills at all costs at least this.",
           OMNI_NUMBER(venue.fees.leastPerOrder.e8)),

    number("venue.latency_out", Span, 0, 60 * second,
           "Modelled time from the desk to the simulated venue; none in a feed of bars.",
           OMNI_NUMBER(venue.latency.toVenue.ns)),
    number("venue.latency_back", Span, 0, 60 * second, "And from there back.", OMNI_NUMBER(venue.latency.toUs.ns)),
    number("venue.latency_jitter", Span, 0, 60 * second, "Up to so much is added to each way, drawn from a fixed seed.",
           OMNI_NUMBER(venue.latency.jitter.ns)),
    fineShare("venue.slippage", 0, "How much worse than seen a market order fills, of the price.",
              OMNI_NUMBER(venue.slippage.shareE8)),
    choice("venue.queue", queueModels, "Where in the queue a resting order stands when others cancel.",
           OMNI_NUMBER(venue.queue)),

    choice("journal.durability", durabilities,
           "synced: an order leaves when its intent is on the disk. relaxed: when the system has it; DEMO and REPLAY "
           "only.",
           OMNI_NUMBER(journal.durability)),
    number("journal.segment_size", Size, std::int64_t{64} << 10, std::int64_t{1} << 30,
           "A file of the journal is closed at this size.", OMNI_NUMBER(journal.segmentBytes)),
    number("journal.tape_size", Size, 0, std::int64_t{1} << 50,
           "Recorded market data beyond this are removed, the oldest first, once a checkpoint stands behind them. "
           "\"0 KiB\": never.",
           OMNI_NUMBER(journal.tapeBytes)),
    number("journal.recording_size", Size, std::int64_t{1} << 20, std::int64_t{1} << 50,
           "What a session records of a broker's market ([brokers.NAME] record) ends at this size.",
           OMNI_NUMBER(journal.recordingBytes)),

    number(
        "security.idle_lock", Span, 60 * second, 30 * 60 * second,
        "The window of a profile with accounts is locked when nobody has been at it for so long. Orders and stops go "
        "on.",
        OMNI_NUMBER(security.idleLock.ns)),
    number("security.vault_idle_lock", Span, 60 * second, 30 * 60 * second,
           "The vault is locked when nobody has been at the program for so long.",
           OMNI_NUMBER(security.vaultIdleLock.ns)),
    number("security.trading_keys_stay_armed", Switch, 0, 1,
           "Whether a session that runs on a key of the vault goes on as it is when the vault locks. Else it only "
           "reduces from then on.",
           OMNI_NUMBER(security.tradingKeysStayArmed)),

    choice("log.level", logLevels, "The least that is logged.", OMNI_NUMBER(logLevel)),
};

#undef OMNI_NUMBER
#undef OMNI_OPTION

} // namespace

std::span<const Key> allKeys() noexcept
{
    return keys;
}

const Key* keyOf(std::string_view path) noexcept
{
    for (const Key& key : keys) {
        if (key.path == path) {
            return &key;
        }
    }
    return nullptr;
}

} // namespace omni::config
