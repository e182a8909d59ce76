#include "core/edge/storage/sqlite/row_reader.h"

#include "core/desk/events/codec.h"
#include "core/edge/storage/sqlite/equity_thinning.h"
#include "core/edge/storage/sqlite/order_blob.h"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

namespace omni::storage {

namespace {

using views::HistoryFilter;

/// Which columns a filter means in a table. Empty: the table has none, and a filter on it finds nothing.
struct Columns {
    QStringView time, instrument, strategy, order;
};

/// The part behind FROM, and its values in their order.
struct Where {
    QString text;
    std::vector<std::int64_t> values;

    void add(const QString& condition, std::int64_t value)
    {
        text += (values.empty() ? u" WHERE "_qs : u" AND "_qs) + condition;
        values.push_back(value);
    }
    void addId(QStringView column, std::uint64_t id)
    {
        if (id != 0) {
            add(column.isEmpty() ? u"0 = ?"_qs : column.toString() + u" = ?"_qs, static_cast<std::int64_t>(id));
        }
    }
};

Where whereOf(const HistoryFilter& filter, const Columns& columns)
{
    Where where;
    where.addId(columns.instrument, filter.instrument.value);
    where.addId(columns.strategy, filter.strategy.value);
    where.addId(columns.order, filter.order.value);
    if (filter.from) {
        where.add(columns.time.toString() + u" >= ?"_qs, filter.from->ns);
    }
    if (filter.until) {
        where.add(columns.time.toString() + u" < ?"_qs, filter.until->ns);
    }
    if (filter.before) {
        constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
        where.add(u"seq < ?"_qs, static_cast<std::int64_t>(std::min(filter.before->value, most)));
    }
    return where;
}

Result<Statement> started(Database& database, const QString& sql, const std::vector<std::int64_t>& values)
{
    auto statement = Statement::prepare(database, sql);
    if (statement) {
        for (const std::int64_t value : values) {
            statement->put(value);
        }
        if (auto done = statement->run(); !done) {
            return tl::unexpected(done.error());
        }
    }
    return statement;
}

template<class Enum> Enum enumFrom(std::int64_t code) noexcept
{
    return static_cast<Enum>(static_cast<std::uint8_t>(code));
}

std::optional<Ticks> ticksFrom(std::optional<std::int64_t> count) noexcept
{
    return count ? std::optional(Ticks{*count}) : std::nullopt;
}

/// What a column holds is at most what was put there; a longer text was put by somebody else.
template<std::size_t N> ShortText<N> shortFrom(const std::string& text)
{
    return ShortText<N>(std::string_view(text).substr(0, N));
}

std::span<const std::byte> bytesOf(const QByteArray& bytes) noexcept
{
    return {reinterpret_cast<const std::byte*>(bytes.constData()), static_cast<std::size_t>(bytes.size())};
}

Result<views::FillRow> fillRow(Statement& at)
{
    views::FillRow row;
    orders::Fill& fill = row.fill;
    fill.id = {at.takeId()};
    row.seq = {at.takeId()};
    row.at = {at.takeNumber()};
    fill.time = {at.takeNumber()};
    fill.order = {at.takeId()};
    fill.instrument = {at.takeId()};
    fill.account = {at.takeId()};
    fill.side = enumFrom<Side>(at.takeNumber());
    fill.price = {at.takeNumber()};
    fill.size = {at.takeNumber()};
    fill.value = {at.takeNumber()};
    fill.fee = {at.takeNumber()};
    fill.feeCurrency = {at.takeId()};
    fill.liquidity = enumFrom<orders::Liquidity>(at.takeNumber());
    fill.venueFillId = shortFrom<47>(at.takeText());
    row.strategy = {at.takeId()};
    row.proposal = {at.takeId()};
    row.role = enumFrom<orders::OrderRole>(at.takeNumber());
    row.reference = ticksFrom(at.takeIfAny());
    row.isLate = at.takeNumber() != 0;
    row.isBusted = at.takeNumber() != 0;
    return row;
}

Result<views::OrderRow> orderRow(Statement& at)
{
    views::OrderRow row;
    row.seq = {at.takeId()};
    row.text = at.takeText();
    const auto record = orderFromBlob(bytesOf(at.takeBytes()));
    if (!record) {
        return failure(Errc::Corrupt, "an order in the history cannot be read");
    }
    row.record = *record;
    return row;
}

Result<views::ProposalRow> proposalRow(Statement& at)
{
    views::ProposalRow row;
    row.seq = {at.takeId()};
    row.at = {at.takeNumber()};
    if (const auto how = at.takeIfAny()) {
        row.how = enumFrom<events::Closing>(*how);
    }
    row.cause = enumFrom<events::Cause>(at.takeNumber());
    row.by = {at.takeId()};
    row.closed = {at.takeNumber()};
    row.order = {at.takeId()};
    Stamp stamp;
    stamp.wall = row.at;
    static const std::uint16_t kind = events::kindOf(events::Fact(events::ProposalMade{}));
    const QByteArray bytes = at.takeBytes();
    const auto fact = events::decodeFact(stamp, kind, bytesOf(bytes));
    if (!fact) {
        return failure(Errc::Corrupt, "a proposal in the history cannot be read");
    }
    row.made = std::get<events::ProposalMade>(*fact);
    return row;
}

Result<views::RoundTripRow> roundTripRow(Statement& at)
{
    views::RoundTripRow row;
    row.seq = {at.takeId()};
    row.instrument = {at.takeId()};
    row.strategy = {at.takeId()};
    row.proposal = {at.takeId()};
    row.side = enumFrom<Side>(at.takeNumber());
    row.lots = {at.takeNumber()};
    row.opened = {at.takeNumber()};
    row.closed = {at.takeNumber()};
    row.entryValue = {at.takeNumber()};
    row.net = {at.takeNumber()};
    row.fees = {at.takeNumber()};
    if (const auto risk = at.takeIfAny()) {
        row.risk = Money{*risk};
    }
    return row;
}

Result<views::NoteRow> noteRow(Statement& at)
{
    views::NoteRow row;
    row.seq = {at.takeId()};
    row.at = {at.takeNumber()};
    row.note.order = {at.takeId()};
    row.note.proposal = {at.takeId()};
    row.by = {at.takeId()};
    row.note.tag = shortFrom<31>(at.takeText());
    row.note.text = shortFrom<191>(at.takeText());
    return row;
}

Result<views::AlertRow> alertRow(Statement& at)
{
    views::AlertRow row;
    row.seq = {at.takeId()};
    row.at = {at.takeNumber()};
    row.alert.level = enumFrom<events::AlertLevel>(at.takeNumber());
    row.alert.key = shortFrom<31>(at.takeText());
    row.alert.instrument = {at.takeId()};
    row.alert.order = {at.takeId()};
    row.alert.limit = at.takeNumber();
    row.alert.actual = at.takeNumber();
    return row;
}

/// A page of a table, newest first. It ends between two sequences, so that `before` finds every row.
template<class Row>
Result<views::HistoryPage> pageOf(Database& database, const QString& select, const HistoryFilter& filter,
                                  const Columns& columns, QStringView order, Result<Row> (*make)(Statement&))
{
    const Where where = whereOf(filter, columns);
    auto statement = started(database, select + where.text + u" ORDER BY "_qs + order.toString(), where.values);
    if (!statement) {
        return tl::unexpected(statement.error());
    }
    std::vector<Row> rows;
    views::HistoryPage page;
    while (statement->next()) {
        auto row = make(*statement);
        if (!row) {
            return tl::unexpected(row.error());
        }
        if (rows.size() >= filter.most && row->seq != rows.back().seq) {
            page.more = true;
            break;
        }
        rows.push_back(std::move(*row));
    }
    if (!page.more && statement->error()) {
        return tl::unexpected(*statement->error());
    }
    page.rows = std::move(rows);
    return page;
}

Result<views::HistoryPage> equityOf(Database& database, const HistoryFilter& filter)
{
    const Where where = whereOf(filter, {u"at", {}, {}, {}});
    auto count = started(database, u"SELECT count(*) FROM equity"_qs + where.text, where.values);
    if (!count || !count->next()) {
        return tl::unexpected(count ? count->error().value_or(Error{Errc::Unavailable, "no count"}) : count.error());
    }
    EquityThinning thinning(static_cast<std::size_t>(count->takeNumber()), filter.most);
    auto statement = started(database,
                             u"SELECT at, equity_e8, peak_e8, is_reconstructed FROM equity"_qs + where.text
                                 + u" ORDER BY seq, idx"_qs,
                             where.values);
    if (!statement) {
        return tl::unexpected(statement.error());
    }
    while (statement->next()) {
        views::EquityRow row;
        row.at = {statement->takeNumber()};
        row.equity = {statement->takeNumber()};
        row.peak = {statement->takeNumber()};
        row.isReconstructed = statement->takeNumber() != 0;
        thinning.add(row);
    }
    if (const auto error = statement->error()) {
        return tl::unexpected(*error);
    }
    views::HistoryPage page;
    page.rows = thinning.take();
    return page;
}

class Answering
{
public:
    explicit Answering(Database& database) noexcept
        : m_database(database)
    {
    }

    Result<views::HistoryPage> operator()(const views::FillsQuery& query) const
    {
        return pageOf(m_database, u"SELECT * FROM fills"_qs, query.filter,
                      {u"at", u"instrument", u"strategy", u"order_id"}, u"seq DESC, fill DESC", &fillRow);
    }
    Result<views::HistoryPage> operator()(const views::OrdersQuery& query) const
    {
        return pageOf(m_database, u"SELECT seq, text, record FROM orders"_qs, query.filter,
                      {u"at", u"instrument", u"strategy", u"order_id"}, u"seq DESC, order_id DESC", &orderRow);
    }
    Result<views::HistoryPage> operator()(const views::ProposalsQuery& query) const
    {
        return pageOf(m_database, u"SELECT seq, at, how, cause, principal, closed, order_id, made FROM proposals"_qs,
                      query.filter, {u"at", u"instrument", u"strategy", u"order_id"}, u"seq DESC, proposal DESC",
                      &proposalRow);
    }
    Result<views::HistoryPage> operator()(const views::EquityQuery& query) const
    {
        return equityOf(m_database, query.filter);
    }
    Result<views::HistoryPage> operator()(const views::RoundTripsQuery& query) const
    {
        return pageOf(m_database, u"SELECT * FROM round_trips"_qs, query.filter,
                      {u"closed", u"instrument", u"strategy", {}}, u"seq DESC", &roundTripRow);
    }
    Result<views::HistoryPage> operator()(const views::NotesQuery& query) const
    {
        return pageOf(m_database, u"SELECT seq, at, order_id, proposal, principal, tag, text FROM notes"_qs,
                      query.filter, {u"at", {}, {}, u"order_id"}, u"seq DESC, idx DESC", &noteRow);
    }
    Result<views::HistoryPage> operator()(const views::AlertsQuery& query) const
    {
        return pageOf(m_database,
                      u"SELECT seq, at, level, key, instrument, order_id, limit_value, actual FROM alerts"_qs,
                      query.filter, {u"at", u"instrument", {}, u"order_id"}, u"seq DESC, idx DESC", &alertRow);
    }

private:
    Database& m_database;
};

} // namespace

Result<views::HistoryPage> answerOf(Database& database, const views::HistoryQuery& query)
{
    const auto& filter = std::visit([](const auto& one) -> const HistoryFilter& { return one.filter; }, query);
    if (filter.most < 1 || filter.most > 10'000) {
        return failure(Errc::Invalid, "a page of the history has 1 to 10'000 rows");
    }
    if (auto begun = database.run(u"BEGIN"); !begun) {
        return tl::unexpected(begun.error());
    }
    auto page = std::visit(Answering(database), query);
    const auto upTo = database.number(u"SELECT up_to FROM source");
    static_cast<void>(database.run(u"COMMIT")); // nothing was written
    if (page && !upTo) {
        return tl::unexpected(upTo.error());
    }
    if (page) {
        page->upTo = {static_cast<std::uint64_t>(*upTo)};
    }
    return page;
}

} // namespace omni::storage
