#include "core/desk/engine/fold.h"
#include "core/host/runtime/history/row_maker.h"

#include <algorithm>
#include <vector>

namespace omni::runtime {

using namespace events;

/// What inputs bring. Most bring no row: what they led to does.
class RowMaker::EventRows
{
public:
    EventRows(RowMaker& maker, const journal::Record& record, ports::HistoryBatch& batch)
        : m_maker(maker)
        , m_state(maker.m_state)
        , m_record(record)
        , m_batch(batch)
    {
    }

    // --- what must be looked at before the fold ------------------------------------------------------------------

    template<class Other> void before(const Other&) { }
    void before(const SessionStarted&)
    {
        m_changed = m_state.ledger.openIds();
    }
    void before(const InstrumentDefined& defined)
    {
        const auto* known = m_state.instrument(defined.instrument.id);
        m_isNewVersion = known == nullptr || defined.instrument.version > known->version;
        if (known != nullptr && m_isNewVersion) {
            rememberOpen(defined.instrument.id);
        }
    }
    void before(const SplitHappened& split)
    {
        rememberOpen(split.instrument);
    }
    void before(const FillBusted& busted)
    {
        m_fill = m_state.seen.find(busted.account, busted.instrument, busted.venueFillId);
    }
    void before(const FillCorrected& corrected)
    {
        m_fill = m_state.seen.find(corrected.account, corrected.instrument, corrected.venueFillId);
    }

    // --- rows ----------------------------------------------------------------------------------------------------

    template<class Other> void operator()(const Other&) { }

    void operator()(const SessionStarted&)
    {
        addChanged();
    }

    void operator()(const InstrumentDefined& defined)
    {
        if (folded.error || !m_isNewVersion) {
            return;
        }
        m_batch.instruments.push_back(defined.instrument);
        if (defined.instrument.version > 1) {
            countAnew(defined.instrument.id);
        }
    }

    void operator()(const SplitHappened& split)
    {
        if (!folded.error) {
            countAnew(split.instrument);
        }
    }

    void operator()(const OrderReport& report)
    {
        if (!folded.error && !folded.external) {
            m_maker.addOrder(m_record, report.order, report.text.view(), m_batch);
        }
    }

    void operator()(const orders::Fill& fill)
    {
        if (!folded.booked) {
            return;
        }
        views::FillRow row;
        row.seq = m_record.stamp.seq;
        row.at = m_record.stamp.wall;
        row.fill = fill;
        row.fill.id = folded.booked->id;
        row.isLate = folded.order && folded.order->lateFill;
        const auto* order = folded.external ? nullptr : m_state.ledger.find(fill.order);
        if (order != nullptr) {
            row.strategy = order->ticket.strategy;
            row.proposal = order->ticket.proposal;
            row.role = order->ticket.role;
            row.reference = referenceOf(order->ticket);
            m_maker.addOrder(m_record, fill.order, {}, m_batch);
        } else {
            row.fill.order = {};
        }
        m_batch.fills.push_back(row);
        addTrip(row);
        if (auto point = m_maker.m_equity.atFill(m_record.stamp, m_record.index, fill, m_state)) {
            m_batch.equity.push_back(*point);
        }
    }

    void operator()(const FillBusted& busted)
    {
        if (!folded.error && m_fill) {
            m_batch.fillChanges.push_back({*m_fill, true, {}, {}, {}, {}});
            addReversal(busted.instrument);
        }
    }
    void operator()(const FillCorrected& corrected)
    {
        if (!folded.error && m_fill) {
            const CurrencyId paidIn
                = corrected.feeCurrency ? corrected.feeCurrency : m_state.portfolio.feeCurrencyOf(*m_fill);
            m_batch.fillChanges.push_back(
                {*m_fill, false, corrected.price, corrected.size, corrected.value, corrected.fee, paidIn});
            addReversal(corrected.instrument);
        }
    }

    engine::Folded folded; ///< What the fold found.

private:
    void rememberOpen(InstrumentId instrument)
    {
        m_state.ledger.forEachOpen([&](const orders::OrderRecord& order) {
            if (order.ticket.instrument == instrument) {
                m_changed.push_back(order.ticket.id);
            }
        });
    }
    void addChanged()
    {
        for (const OrderId id : m_changed) {
            m_maker.addOrder(m_record, id, {}, m_batch);
        }
    }
    /// Prices and sizes are in other units from here on.
    void countAnew(InstrumentId instrument)
    {
        m_maker.m_equity.forgetMark(instrument);
        m_maker.m_trips.unknow(instrument, m_state.portfolio.position(instrument).lots);
        addChanged();
    }

    /// What the fill's price is measured against.
    std::optional<Ticks> referenceOf(const orders::OrderTicket& ticket) const
    {
        if (ticket.limit) {
            return ticket.limit;
        }
        if (ticket.stop) {
            return ticket.stop;
        }
        const auto* proposed = m_maker.m_proposed.find(ticket.proposal);
        const bool isEntry = ticket.role == orders::OrderRole::Entry;
        return proposed != nullptr && isEntry ? std::optional(proposed->reference) : std::nullopt;
    }

    std::optional<Money> inBase(Money amount, CurrencyId currency) const
    {
        if (amount.e8 == 0) {
            return Money{};
        }
        return m_state.rates.convert(amount, currency, m_state.base, m_record.stamp.wall);
    }

    void addTrip(const views::FillRow& row)
    {
        const orders::Fill& fill = row.fill;
        const CurrencyId quote = m_state.portfolio.quoteOf(fill.instrument);
        TripFill part;
        part.seq = row.seq;
        part.at = row.at;
        part.instrument = fill.instrument;
        part.strategy = row.strategy;
        part.proposal = row.proposal;
        part.side = fill.side;
        part.size = fill.size;
        part.booked = *folded.booked;
        part.value = inBase(fill.value, quote);
        part.fee = inBase(fill.fee, fill.feeCurrency);
        part.realised = inBase(folded.booked->realised, quote);
        if (const auto* proposed = m_maker.m_proposed.find(row.proposal)) {
            part.risk = proposed->loss;
        }
        if (auto trip = m_maker.m_trips.add(part)) {
            m_batch.roundTrips.push_back(*trip);
        }
    }

    void addReversal(InstrumentId instrument)
    {
        m_maker.m_trips.unknow(instrument, m_state.portfolio.position(instrument).lots);
        m_maker.addOrder(m_record, folded.orderId, {}, m_batch);
    }

    RowMaker& m_maker;
    engine::DeskState& m_state;
    const journal::Record& m_record;
    ports::HistoryBatch& m_batch;
    std::vector<OrderId> m_changed; ///< By the input, as seen before it.
    bool m_isNewVersion = false;
    std::optional<FillId> m_fill; ///< That a bust or a correction names.
};

void RowMaker::takeEvent(const journal::Record& record, const Event& event, ports::HistoryBatch& batch)
{
    EventRows rows(*this, record, batch);
    std::visit([&rows](const auto& what) { rows.before(what); }, event);
    rows.folded = engine::fold(m_state, record.stamp, event);
    std::visit([&rows](const auto& what) { rows(what); }, event);
}

} // namespace omni::runtime
