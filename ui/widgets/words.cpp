#include "ui/widgets/words.h"

#include "core/desk/events/principals.h"
#include "core/trade/orders/life_cycle.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/outside_text.h"
#include "ui/widgets/proposal_words.h"

namespace omni::ui {

namespace {

PrincipalId sitsHere = events::owner; ///< The window's thread alone.

const market::Instrument* instrumentOf(const views::DeskSnapshot& desk, InstrumentId id)
{
    for (const views::InstrumentView& view : desk.instruments) {
        if (view.instrument.id == id) {
            return &view.instrument;
        }
    }
    return nullptr;
}

} // namespace

QString Words::of(Side side)
{
    switch (side) {
    case Side::Buy:
        return tr("Buy");
    case Side::Sell:
        return tr("Sell");
    }
    return {};
}

QString Words::positionSide(Lots lots)
{
    if (lots.count == 0) {
        return tr("Flat", "no position");
    }
    return lots.count > 0 ? tr("Long", "position") : tr("Short", "position");
}

QString Words::of(orders::OrderKind kind)
{
    switch (kind) {
    case orders::OrderKind::Market:
        return tr("Market", "order type");
    case orders::OrderKind::Limit:
        return tr("Limit", "order type");
    case orders::OrderKind::Stop:
        return tr("Stop", "order type");
    case orders::OrderKind::StopLimit:
        return tr("Stop limit", "order type");
    case orders::OrderKind::TrailingStop:
        return tr("Trailing stop", "order type");
    }
    return {};
}

QString Words::of(orders::TimeInForce time)
{
    switch (time) {
    case orders::TimeInForce::Day:
        return tr("Day", "time in force");
    case orders::TimeInForce::GoodTillCancelled:
        return tr("GTC", "time in force: good till cancelled");
    case orders::TimeInForce::ImmediateOrCancel:
        return tr("IOC", "time in force: immediate or cancel");
    case orders::TimeInForce::FillOrKill:
        return tr("FOK", "time in force: fill or kill");
    case orders::TimeInForce::ExtendedDay:
        return tr("Day, extended", "time in force: of the day, also outside the regular hours");
    }
    return {};
}

QString Words::of(orders::OrderRole role)
{
    switch (role) {
    case orders::OrderRole::Entry:
        return tr("Entry", "what an order is for");
    case orders::OrderRole::Stop:
        return tr("Protective stop", "what an order is for");
    case orders::OrderRole::Target:
        return tr("Target", "what an order is for");
    case orders::OrderRole::Exit:
        return tr("Exit", "what an order is for");
    }
    return {};
}

QString Words::of(orders::Environment environment)
{
    switch (environment) {
    case orders::Environment::Demo:
        return tr("DEMO");
    case orders::Environment::Paper:
        return tr("PAPER");
    case orders::Environment::Live:
        return tr("LIVE");
    case orders::Environment::Replay:
        return tr("REPLAY");
    }
    return {};
}

QString Words::of(orders::Liquidity liquidity)
{
    switch (liquidity) {
    case orders::Liquidity::Unknown:
        return missing();
    case orders::Liquidity::Maker:
        return tr("Maker", "added liquidity");
    case orders::Liquidity::Taker:
        return tr("Taker", "took liquidity");
    }
    return {};
}

QString Words::of(risk::Mode mode)
{
    switch (mode) {
    case risk::Mode::Halted:
        return tr("Halted");
    case risk::Mode::ReduceOnly:
        return tr("Reduce only");
    case risk::Mode::Manual:
        return tr("Manual approval");
    case risk::Mode::Automatic:
        return tr("Automatic");
    }
    return {};
}

QString Words::of(risk::KillLevel level)
{
    switch (level) {
    case risk::KillLevel::None:
        return tr("Armed");
    case risk::KillLevel::Pause:
        return tr("No new entries");
    case risk::KillLevel::CancelEntries:
        return tr("Entry orders cancelled");
    case risk::KillLevel::CancelAll:
        return tr("All orders cancelled");
    case risk::KillLevel::Flatten:
        return tr("Positions closed");
    }
    return {};
}

QString Words::of(events::Cause cause)
{
    switch (cause) {
    case events::Cause::Person:
        return tr("by hand");
    case events::Cause::Strategy:
        return tr("by its strategy");
    case events::Cause::Bracket:
        return tr("follows its entry");
    case events::Cause::Trailing:
        return tr("stop drawn closer");
    case events::Cause::TimeExit:
        return tr("held too long");
    case events::Cause::Kill:
        return tr("kill switch");
    case events::Cause::Breaker:
        return tr("breaker");
    case events::Cause::Restart:
        return tr("restart");
    case events::Cause::Mode:
        return tr("mode lowered");
    case events::Cause::Expiry:
        return tr("time ran out");
    case events::Cause::Budget:
        return tr("budget ended");
    case events::Cause::Exit:
        return tr("makes room for an exit");
    case events::Cause::StrategyOff:
        return tr("strategy switched off");
    case events::Cause::Resize:
        return tr("comes back in another size");
    }
    return {};
}

QString Words::of(events::Breaker breaker)
{
    switch (breaker) {
    case events::Breaker::DailyLoss:
        return tr("Daily loss");
    case events::Breaker::Drawdown:
        return tr("Drawdown");
    case events::Breaker::LosingStreak:
        return tr("Losses in a row");
    case events::Breaker::Mismatch:
        return tr("Account mismatch");
    case events::Breaker::JournalFailed:
        return tr("Journal failed");
    case events::Breaker::RejectStorm:
        return tr("Many rejections");
    case events::Breaker::RepeatedExecution:
        return tr("Repeated execution");
    case events::Breaker::NeedsReconcile:
        return tr("Needs reconciling");
    case events::Breaker::EngineStalled:
        return tr("Engine stalled");
    }
    return {};
}

QString Words::of(events::Closing how)
{
    switch (how) {
    case events::Closing::Approved:
        return tr("Approved");
    case events::Closing::Declined:
        return tr("Rejected", "a proposal, by a person");
    case events::Closing::Expired:
        return tr("Expired");
    case events::Closing::Withdrawn:
        return tr("Withdrawn");
    case events::Closing::Superseded:
        return tr("Replaced by a newer one");
    case events::Closing::Suppressed:
        return tr("Suppressed");
    }
    return {};
}

QString Words::of(events::AlertLevel level)
{
    switch (level) {
    case events::AlertLevel::Info:
        return tr("Info");
    case events::AlertLevel::Warning:
        return tr("Warning");
    case events::AlertLevel::Critical:
        return tr("Critical");
    }
    return {};
}

QString Words::of(market::TradingState state)
{
    switch (state) {
    case market::TradingState::Open:
        return tr("Open", "a market");
    case market::TradingState::Closed:
        return tr("Closed", "a market");
    case market::TradingState::Halted:
        return tr("Halted", "a market");
    case market::TradingState::ClosingOnly:
        return tr("Closing only", "a market");
    }
    return {};
}

QString Words::of(views::PartState state)
{
    switch (state) {
    case views::PartState::Starting:
        return tr("Starting");
    case views::PartState::Ok:
        return tr("OK");
    case views::PartState::Degraded:
        return tr("Degraded");
    case views::PartState::Down:
        return tr("Down");
    case views::PartState::Off:
        return tr("Off");
    }
    return {};
}

Tone Words::toneOf(events::AlertLevel level)
{
    switch (level) {
    case events::AlertLevel::Info:
        return Tone::Plain;
    case events::AlertLevel::Warning:
        return Tone::Warn;
    case events::AlertLevel::Critical:
        return Tone::Bad;
    }
    return Tone::Plain;
}

Tone Words::toneOf(views::PartState state)
{
    switch (state) {
    case views::PartState::Starting:
    case views::PartState::Off:
        return Tone::Quiet;
    case views::PartState::Ok:
        return Tone::Good;
    case views::PartState::Degraded:
        return Tone::Warn;
    case views::PartState::Down:
        return Tone::Bad;
    }
    return Tone::Plain;
}

QString Words::strategy(std::string_view spec)
{
    const std::string_view key = spec.substr(0, spec.find(':'));
    if (key == "sma_cross") {
        return tr("Moving-average cross");
    }
    if (key == "breakout") {
        return tr("Channel breakout");
    }
    QString name = outsideText(key, 64);
    name.replace(u'_', u' ');
    if (!name.isEmpty()) {
        name[0] = name[0].toUpper();
    }
    return name.isEmpty() ? missing() : name;
}

QString Words::strategy(const views::DeskSnapshot& desk, StrategyId id)
{
    for (const views::StrategyView& view : desk.strategies) {
        if (view.id == id) {
            return strategy(view.spec);
        }
    }
    return id ? QStringLiteral("#%1").arg(id.value) : missing();
}

QString Words::refusedAtSeat()
{
    return tr("Nothing was sent: nobody is signed in here any more, or it is locked. Sign in, then do it again.");
}

void Words::setSelf(PrincipalId self) noexcept
{
    sitsHere = self;
}

PrincipalId Words::self() noexcept
{
    return sitsHere;
}

QString Words::principal(const views::DeskSnapshot& desk, PrincipalId id)
{
    if (id == sitsHere) {
        return tr("you");
    }
    if (id == events::owner) {
        return tr("the owner");
    }
    if (id == events::script) {
        return tr("a script");
    }
    if (events::isPerson(id)) {
        return tr("person %1").arg(id.value);
    }
    if (id.value > events::firstStrategyPrincipal) {
        return strategy(desk, StrategyId{id.value - events::firstStrategyPrincipal});
    }
    return tr("the desk");
}

QString Words::source(const orders::OrderTicket& ticket)
{
    if (ticket.role == orders::OrderRole::Stop) {
        return tr("stop", "source of an order");
    }
    if (ticket.role == orders::OrderRole::Target) {
        return tr("target", "source of an order");
    }
    if (ticket.proposal) {
        return tr("AI %1", "source of an order: id of the proposal").arg(proposalName(ticket.proposal));
    }
    switch (ticket.origin) {
    case orders::Origin::Human:
        return tr("you", "source of an order");
    case orders::Origin::Strategy:
        return tr("strategy", "source of an order");
    case orders::Origin::Risk:
        return tr("risk", "source of an order");
    case orders::Origin::KillSwitch:
        return tr("kill switch", "source of an order");
    }
    return {};
}

QString Words::scope(const views::DeskSnapshot& desk, risk::Scope scope)
{
    switch (scope.kind) {
    case risk::ScopeKind::Global:
        return tr("everything", "scope of a switch");
    case risk::ScopeKind::Account:
        return tr("account %1", "scope of a switch").arg(scope.id);
    case risk::ScopeKind::Strategy:
        return strategy(desk, StrategyId{scope.id});
    case risk::ScopeKind::Symbol:
        return symbol(desk, InstrumentId{scope.id});
    }
    return {};
}

QString Words::account(const views::DeskSnapshot& desk, const Formats& formats)
{
    const QString name = desk.session ? outsideText(desk.session->accountName, 40) : QString();
    return name.isEmpty() ? missing() : formats.own(name);
}

QString Words::symbol(const views::DeskSnapshot& desk, InstrumentId id)
{
    if (const market::Instrument* instrument = instrumentOf(desk, id)) {
        return outsideText(instrument->symbol, 64);
    }
    return id ? QStringLiteral("#%1").arg(id.value) : missing();
}

} // namespace omni::ui
