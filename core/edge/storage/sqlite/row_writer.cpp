#include "core/edge/storage/sqlite/row_writer.h"

#include "core/desk/events/codec.h"
#include "core/edge/storage/sqlite/order_blob.h"

#include <array>
#include <type_traits>

namespace omni::storage {

namespace {

enum Which : std::size_t {
    Instruments,
    Fills,
    Busts,
    Corrections,
    Orders,
    Proposals,
    Closings,
    ProposalOrders,
    Decisions,
    RoundTrips,
    Equity,
    Notes,
    Alerts,
    Count
};

constexpr std::array<QStringView, Count> texts{
    u"INSERT OR REPLACE INTO instruments VALUES (?,?,?,?,?,?,?,?)",
    u"INSERT OR REPLACE INTO fills VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
    u"UPDATE fills SET is_busted = 1 WHERE fill = ?",
    u"UPDATE fills SET price = ?, size = ?, value_e8 = ?, fee_e8 = ?,"
    u" fee_currency = COALESCE(NULLIF(?, 0), fee_currency) WHERE fill = ?",
    u"INSERT INTO orders VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (order_id) DO UPDATE SET"
    u" seq = excluded.seq, at = excluded.at, size = excluded.size, limit_price = excluded.limit_price,"
    u" stop_price = excluded.stop_price, state = excluded.state, filled = excluded.filled,"
    u" filled_e8 = excluded.filled_e8, venue_order = excluded.venue_order,"
    u" text = CASE WHEN excluded.text <> '' THEN excluded.text ELSE text END, record = excluded.record",
    u"INSERT OR REPLACE INTO proposals VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
    u"UPDATE proposals SET how = ?, cause = ?, principal = ?, closed = ? WHERE proposal = ?",
    u"UPDATE proposals SET order_id = ? WHERE proposal = ?",
    u"INSERT OR REPLACE INTO decisions VALUES (?,?,?,?,?,?,?,?,?)",
    u"INSERT OR REPLACE INTO round_trips VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
    u"INSERT OR REPLACE INTO equity VALUES (?,?,?,?,?,?,?)",
    u"INSERT OR REPLACE INTO notes VALUES (?,?,?,?,?,?,?,?)",
    u"INSERT OR REPLACE INTO alerts VALUES (?,?,?,?,?,?,?,?,?)",
};

template<class Enum> std::int64_t codeOf(Enum value) noexcept requires std::is_enum_v<Enum>
{
    return static_cast<std::int64_t>(value);
}

std::optional<std::int64_t> countOf(std::optional<Ticks> price) noexcept
{
    return price ? std::optional(price->count) : std::nullopt;
}

} // namespace

Result<RowWriter> RowWriter::prepare(const Database& database)
{
    std::vector<Statement> statements;
    for (const QStringView text : texts) {
        auto statement = Statement::prepare(database, text);
        if (!statement) {
            return tl::unexpected(statement.error());
        }
        statements.push_back(std::move(*statement));
    }
    return RowWriter(std::move(statements));
}

template<class Rows> Result<void> RowWriter::writeAll(const Rows& rows)
{
    for (const auto& row : rows) {
        if (auto done = write(row); !done) {
            return done;
        }
    }
    return {};
}

Result<void> RowWriter::write(const ports::HistoryBatch& batch)
{
    return writeAll(batch.instruments)
        .and_then([&] { return writeAll(batch.fills); })
        .and_then([&] { return writeAll(batch.fillChanges); })
        .and_then([&] { return writeAll(batch.orders); })
        .and_then([&] { return writeAll(batch.proposals); })
        .and_then([&] { return writeAll(batch.proposalChanges); })
        .and_then([&] { return writeAll(batch.decisions); })
        .and_then([&] { return writeAll(batch.roundTrips); })
        .and_then([&] { return writeAll(batch.equity); })
        .and_then([&] { return writeAll(batch.notes); })
        .and_then([&] { return writeAll(batch.alerts); });
}

Result<void> RowWriter::write(const market::Instrument& instrument)
{
    Statement& put = m_statements[Instruments];
    put.put(instrument.id.value).put(std::int64_t{instrument.version}).put(instrument.name());
    put.put(instrument.quoteCurrency);
    put.put(std::int64_t{instrument.tickSize.mantissa}).put(std::int64_t{instrument.tickSize.exponent});
    put.put(std::int64_t{instrument.lotSize.mantissa}).put(std::int64_t{instrument.lotSize.exponent});
    return put.run();
}

Result<void> RowWriter::write(const views::FillRow& row)
{
    const orders::Fill& fill = row.fill;
    Statement& put = m_statements[Fills];
    put.put(fill.id.value).put(row.seq.value).put(row.at.ns).put(fill.time.ns).put(fill.order.value);
    put.put(fill.instrument.value).put(fill.account.value).put(codeOf(fill.side)).put(fill.price.count);
    put.put(fill.size.count).put(fill.value.e8).put(fill.fee.e8).put(fill.feeCurrency.value);
    put.put(codeOf(fill.liquidity)).put(fill.venueFillId.view()).put(row.strategy.value).put(row.proposal.value);
    put.put(codeOf(row.role)).put(countOf(row.reference)).put(row.isLate).put(row.isBusted);
    return put.run();
}

Result<void> RowWriter::write(const ports::FillChange& change)
{
    if (change.isBusted) {
        return m_statements[Busts].put(change.fill.value).run();
    }
    Statement& put = m_statements[Corrections];
    put.put(change.price.count).put(change.size.count).put(change.value.e8).put(change.fee.e8);
    put.put(change.feeCurrency.value);
    return put.put(change.fill.value).run();
}

Result<void> RowWriter::write(const views::OrderRow& row)
{
    const orders::OrderRecord& record = row.record;
    const orders::OrderTicket& ticket = record.ticket;
    Statement& put = m_statements[Orders];
    put.put(ticket.id.value).put(row.seq.value).put(record.lastChange.ns).put(record.created.ns);
    put.put(ticket.instrument.value).put(ticket.strategy.value).put(ticket.proposal.value).put(codeOf(ticket.side));
    put.put(codeOf(ticket.kind)).put(codeOf(ticket.role)).put(codeOf(ticket.origin)).put(ticket.size.count);
    put.put(countOf(ticket.limit)).put(countOf(ticket.stop)).put(codeOf(record.state)).put(record.filled.count);
    put.put(record.filledValue.e8).put(record.venueOrderId.view()).put(std::string_view(row.text));
    return put.put(std::span<const std::byte>(orderBlob(record))).run();
}

Result<void> RowWriter::write(const views::ProposalRow& row)
{
    const events::ProposalMade& made = row.made;
    Bytes bytes;
    Stamp stamp;
    stamp.wall = row.at;
    events::encode(stamp, events::Fact(made), bytes);
    Statement& put = m_statements[Proposals];
    put.put(made.proposal.id.value).put(row.seq.value).put(row.at.ns).put(made.proposal.instrument.value);
    put.put(made.proposal.strategy.value).put(codeOf(made.proposal.side)).put(made.ticket.size.count);
    put.put(made.proposal.reference.count).put(made.value.e8).put(made.lossAtStop.e8);
    put.put(row.how ? std::optional(codeOf(*row.how)) : std::nullopt).put(codeOf(row.cause)).put(row.by.value);
    put.put(row.closed.ns).put(row.order.value);
    return put.put(std::span<const std::byte>(bytes)).run();
}

Result<void> RowWriter::write(const ports::ProposalChange& change)
{
    Result<void> done;
    if (change.how) {
        Statement& put = m_statements[Closings];
        put.put(codeOf(*change.how)).put(codeOf(change.cause)).put(change.by.value).put(change.closed.ns);
        done = put.put(change.proposal.value).run();
    }
    if (done && change.order) {
        done = m_statements[ProposalOrders].put(change.order.value).put(change.proposal.value).run();
    }
    return done;
}

Result<void> RowWriter::write(const ports::DecisionRow& row)
{
    Statement& put = m_statements[Decisions];
    put.put(row.seq.value).put(std::int64_t{row.index}).put(row.at.ns).put(row.proposal.value).put(codeOf(row.kind));
    put.put(codeOf(row.cause)).put(row.by.value).put(row.isAutomatic);
    return put.put(row.size ? std::optional(row.size->count) : std::nullopt).run();
}

Result<void> RowWriter::write(const views::RoundTripRow& row)
{
    Statement& put = m_statements[RoundTrips];
    put.put(row.seq.value).put(row.instrument.value).put(row.strategy.value).put(row.proposal.value);
    put.put(codeOf(row.side)).put(row.lots.count).put(row.opened.ns).put(row.closed.ns).put(row.entryValue.e8);
    put.put(row.net.e8).put(row.fees.e8);
    return put.put(row.risk ? std::optional(row.risk->e8) : std::nullopt).run();
}

Result<void> RowWriter::write(const ports::EquityChange& change)
{
    Statement& put = m_statements[Equity];
    put.put(change.seq.value).put(std::int64_t{change.index}).put(change.row.at.ns).put(codeOf(change.kind));
    return put.put(change.row.equity.e8).put(change.row.peak.e8).put(change.row.isReconstructed).run();
}

Result<void> RowWriter::write(const ports::Placed<views::NoteRow>& note)
{
    const views::NoteRow& row = note.row;
    Statement& put = m_statements[Notes];
    put.put(row.seq.value).put(std::int64_t{note.index}).put(row.at.ns).put(row.note.order.value);
    put.put(row.note.proposal.value).put(row.by.value).put(row.note.tag.view());
    return put.put(row.note.text.view()).run();
}

Result<void> RowWriter::write(const ports::Placed<views::AlertRow>& alert)
{
    const views::AlertRow& row = alert.row;
    Statement& put = m_statements[Alerts];
    put.put(row.seq.value).put(std::int64_t{alert.index}).put(row.at.ns).put(codeOf(row.alert.level));
    put.put(row.alert.key.view()).put(row.alert.instrument.value).put(row.alert.order.value);
    return put.put(row.alert.limit).put(row.alert.actual).run();
}

} // namespace omni::storage
