// The same desk in the hands of somebody ten times as rich, under another name: every amount of money, every size of an
// order, a fill or a position is ten times what it was, prices, shares and counts are the same. What streamer mode
// shows of the two must not differ in a letter or a pixel.

#pragma once

#include "core/desk/events/wire_facts.h"
#include "core/desk/events/wire_fields.h"
#include "core/desk/views/assessment.h"
#include "tests/support/fake_terminal/fake_terminal.h"

#include <memory>
#include <string>
#include <type_traits>

namespace omni::testing {

inline constexpr std::int64_t richerBy = 10;

/// Goes through an event or a fact as the journal's archives do. What the market itself says is left as it is.
class Enriching
{
public:
    explicit Enriching(std::string name)
        : m_name(std::move(name))
    {
    }
    template<class... T> void operator()(T&... values)
    {
        (take(values), ...);
    }
    void take(Money& value)
    {
        value.e8 *= richerBy;
    }
    void take(Lots& value)
    {
        value.count *= richerBy;
    }
    template<class T> void take(std::optional<T>& value)
    {
        if (value) {
            take(*value);
        }
    }
    template<class... T> void take(std::variant<T...>& value)
    {
        std::visit([this](auto& alternative) { take(alternative); }, value);
    }
    template<class T> void take(std::vector<T>& values)
    {
        if constexpr (!std::is_fundamental_v<T> && !std::is_same_v<T, std::byte>) {
            for (T& value : values) {
                take(value);
            }
        }
    }
    void take(market::Tick&) { }
    void take(market::Instrument&) { }
    void take(events::BarsGiven&) { }
    void take(events::ComputeDone&) { }
    void take(events::NoteAdded& added)
    {
        added.note.text = ShortText<191>(m_name);
        added.note.tag = ShortText<31>(m_name.substr(0, 31));
    }
    void take(events::SessionStarted& started)
    {
        take(started.limits);
        started.accountName = m_name;
    }
    void take(events::AlertRaised&) { } ///< Its figures are of a kind that its key alone tells.
    template<class T> void take(T& value)
    {
        if constexpr (requires(Enriching & archive, T & one) { events::Fields<T>::of(archive, one); }) {
            events::Fields<T>::of(*this, value);
        }
    }

    void take(orders::OrderRecord& record)
    {
        (*this)(record.ticket, record.filled, record.excess, record.owed, record.filledValue);
        if (record.replacing) {
            take(record.replacing->size);
        }
    }
    void take(orders::InstrumentOrders& open)
    {
        (*this)(open.openBuys, open.openSells, open.closingBuys, open.closingSells, open.unpricedBuys,
                open.unpricedSells, open.notionalBuys, open.notionalSells);
        open.buyTickLots *= richerBy;
        open.sellTickLots *= richerBy;
    }
    void take(views::PositionView& view)
    {
        (*this)(view.position.lots, view.position.cost, view.position.realised, view.position.fees, view.unrealised,
                view.value, view.dust, view.protectedLots, view.reported);
    }
    void take(views::RiskPicture& picture)
    {
        for (views::InstrumentRisk& one : picture.instruments) {
            (*this)(one.position, one.open, one.external);
            if (one.worst) {
                (*this)(one.worst->longValue, one.worst->shortValue, one.worst->gross);
            }
        }
        for (views::SentOrder& sent : picture.sent) {
            (*this)(sent.size, sent.notional);
        }
    }
    void take(views::DeskSnapshot& desk)
    {
        (*this)(desk.equity, desk.invested, desk.dayStart, desk.peak, desk.worstPeak, desk.worstEquity, desk.openOrders,
                desk.positions, desk.limits, desk.sizeLimits, desk.realised, desk.fees, desk.risk);
        for (views::ExternalOrderView& order : desk.externalOrders) {
            take(order.left);
        }
        for (views::DifferenceView& line : desk.differences) {
            line.ours *= richerBy;
            line.theirs *= richerBy;
        }
        for (views::DustView& one : desk.dust) {
            take(one.amount);
        }
        for (views::CashView& one : desk.cash) {
            (*this)(one.cash, one.fees);
        }
        for (views::LatchView& latch : desk.latches) {
            latch.reason = ShortText<95>(m_name);
        }
        for (views::BreakerView& breaker : desk.breakers) {
            if (breaker.breaker == events::Breaker::DailyLoss || breaker.breaker == events::Breaker::Drawdown) {
                breaker.limit *= richerBy;
                breaker.actual *= richerBy;
            }
        }
        if (desk.venueFees) {
            take(desk.venueFees->leastPerOrder);
        }
        if (desk.session) {
            auto session = std::make_shared<events::SessionStarted>(*desk.session);
            take(*session);
            desk.session = session;
        }
        for (views::ProposalView& view : desk.proposals) {
            take(view.made);
        }
        for (views::ProposalView& view : desk.proposals) {
            if (view.assessment) {
                view.assessment = std::make_shared<const views::Assessment>(
                    views::assess(desk, view.made.ticket, view.made.stop, view.made.target));
            }
        }
    }
    void take(views::FillRow& row)
    {
        take(row.fill);
    }
    void take(views::OrderRow& row)
    {
        take(row.record);
    }
    void take(views::ProposalRow& row)
    {
        take(row.made);
    }
    void take(views::EquityRow& row)
    {
        (*this)(row.equity, row.peak);
    }
    void take(views::RoundTripRow& row)
    {
        (*this)(row.lots, row.entryValue, row.net, row.fees, row.risk);
    }
    void take(views::NoteRow& row)
    {
        row.note.text = ShortText<191>(m_name);
        row.note.tag = ShortText<31>(m_name.substr(0, 31));
    }
    void take(views::AlertRow&) { }

private:
    std::string m_name;
};

/// From now on `terminal` shows all that it is given as of somebody richer, whose account and notes are called `name`.
inline void makeRicher(FakeTerminal& terminal, const std::string& name)
{
    terminal.disguise = {
        [name](views::DeskSnapshot& desk) { Enriching(name).take(desk); },
        [name](runtime::Notice& notice) { Enriching(name).take(notice.what); },
        [name](views::HistoryRows& rows) { Enriching(name).take(rows); },
    };
}

} // namespace omni::testing
