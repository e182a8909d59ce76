#include "core/desk/views/assessment.h"
#include "core/desk/views/desk_snapshot.h"
#include "core/desk/views/gate_view.h"
#include "core/desk/views/shares.h"
#include "core/desk/views/stop_doubt.h"
#include "core/trade/market/notional.h"
#include "core/trade/portfolio/rate_table.h"

#include <algorithm>

namespace omni::views {

namespace {

/// A working stop against a position.
struct Cover {
    Ticks trigger;
    std::int64_t lots = 0;
};

/// The stops against the position, the nearest first: of more than it holds the farthest find nothing left to close.
/// Those in doubt, too: what they would lose is the larger figure, and `isUnprotected` says that they may not stand.
std::vector<Cover> coversOf(const DeskSnapshot& desk, const portfolio::Position& position)
{
    const Side closing = position.lots.count > 0 ? Side::Sell : Side::Buy;
    std::vector<Cover> covers;
    for (const auto& record : desk.openOrders) {
        const auto& ticket = record.ticket;
        if (ticket.instrument == position.instrument && ticket.role == orders::OrderRole::Stop && !ticket.held
            && ticket.side == closing && ticket.stop) {
            covers.push_back({*ticket.stop, ticket.size.count - record.filled.count});
        }
    }
    std::sort(covers.begin(), covers.end(), [closing](const Cover& a, const Cover& b) {
        return closing == Side::Sell ? a.trigger > b.trigger : a.trigger < b.trigger;
    });
    return covers;
}

/// Adds what the position loses from its mark to its stops. False: a price or a rate is missing, or it does not fit.
bool addLoss(const DeskSnapshot& desk, const PositionView& view, Int128& total)
{
    const InstrumentId id = view.position.instrument;
    std::int64_t left = view.position.lots.count < 0 ? -view.position.lots.count : view.position.lots.count;
    for (const Cover& cover : coversOf(desk, view.position)) {
        const auto lots = std::min(left, cover.lots);
        if (lots <= 0 || id.value > desk.risk.instruments.size() || id.value > desk.instruments.size()) {
            continue;
        }
        const auto& rate = desk.risk.instruments[id.value - 1].rate;
        if (!view.mark || !rate) {
            return false;
        }
        const std::int64_t sign = view.position.lots.count > 0 ? 1 : -1;
        const auto way = narrowed((Int128{view.mark->count} - cover.trigger.count) * sign);
        // A stop beyond the mark closes at once and keeps what is there.
        const auto loss = way ? market::notionalRoundedUp(desk.instruments[id.value - 1].instrument,
                                                          Ticks{std::max<std::int64_t>(*way, 0)}, Lots{lots})
                              : failure(Errc::Overflow, {});
        const auto inBase = loss ? portfolio::convertedUp(*loss, *rate) : std::nullopt;
        if (!inBase) {
            return false;
        }
        total += inBase->e8;
        left -= lots;
    }
    return true;
}

/// A stop that was sent a moment ago is no reason to say that there is none; one that was lost from sight is.
bool isUnprotected(const DeskSnapshot& desk, const PositionView& view)
{
    const auto lots = view.position.lots.count;
    const auto bare = (lots < 0 ? -lots : lots) - view.protectedLots.count;
    if (bare <= 0) {
        return false;
    }
    const auto doubt = stopInDoubt(desk, view);
    return !doubt || doubt->isLost || doubt->lots.count < bare;
}

} // namespace

AccountFigures figuresOf(const DeskSnapshot& desk)
{
    AccountFigures figures;
    Int128 gross = 0;
    Int128 net = 0;
    Int128 loss = 0;
    bool isValued = true;
    bool isBounded = true;
    for (const PositionView& view : desk.positions) {
        const auto lots = view.position.lots.count;
        const Int128 value = view.value ? view.value->e8 : 0;
        isValued = isValued && view.value;
        gross += value;
        net += lots > 0 ? value : -value;
        isBounded = isBounded && addLoss(desk, view, loss);
        figures.unprotected += isUnprotected(desk, view) ? 1 : 0;
    }
    figures.gross = isValued ? amountOf(gross) : std::nullopt;
    figures.net = isValued ? amountOf(net) : std::nullopt;
    figures.lossIfAllStopsHit = isBounded ? amountOf(loss) : std::nullopt;
    if (desk.equity) {
        figures.grossShare = shareUp(figures.gross, *desk.equity);
        figures.netShare = shareUp(figures.net, *desk.equity);
        figures.lossIfAllStopsHitShare = shareUp(figures.lossIfAllStopsHit, *desk.equity);
        figures.drawdownNow = desk.peak ? std::optional(drawdownOf(desk.peak, *desk.equity)) : std::nullopt;
    }
    if (desk.equity && desk.dayStart) {
        const auto pnl = checkedDifference(desk.equity->e8, desk.dayStart->e8);
        figures.dayPnl = pnl ? std::optional(Money{*pnl}) : std::nullopt;
        figures.dayPnlShare = shareDown(figures.dayPnl, *desk.dayStart);
        const auto allowed = Int128{desk.dayStart->e8} * desk.limits.dailyLoss.count;
        if (pnl && allowed > 0) {
            figures.dailyLossUsed
                = basisPoints(dividedUp(std::max<Int128>(0, -Int128{*pnl}) * 10'000 * 10'000, allowed));
        }
    }
    return figures;
}

} // namespace omni::views
