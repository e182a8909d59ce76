#include "core/edge/storage/sqlite/schema.h"

#include "core/edge/platform/private_file.h"

namespace omni::storage {

namespace {

/// Times are nanoseconds since 1970 UTC, prices ticks, sizes lots, amounts hundred-millionths of their currency.
std::vector<QString> firstTables()
{
    return {
        QStringLiteral("CREATE TABLE source (id INTEGER PRIMARY KEY CHECK (id = 1), install BLOB NOT NULL,"
                       " maker INTEGER NOT NULL, up_to INTEGER NOT NULL, anchor INTEGER NOT NULL,"
                       " memory_at INTEGER NOT NULL, memory BLOB NOT NULL) STRICT"),
        QStringLiteral("INSERT INTO source VALUES (1, x'', 0, 0, 0, 0, x'')"),
        QStringLiteral("CREATE TABLE instruments (instrument INTEGER NOT NULL, version INTEGER NOT NULL,"
                       " name TEXT NOT NULL, currency TEXT NOT NULL, tick_digits INTEGER NOT NULL,"
                       " tick_exponent INTEGER NOT NULL, lot_digits INTEGER NOT NULL, lot_exponent INTEGER NOT NULL,"
                       " PRIMARY KEY (instrument, version)) STRICT, WITHOUT ROWID"),
        QStringLiteral(
            "CREATE TABLE fills (fill INTEGER PRIMARY KEY, seq INTEGER NOT NULL, at INTEGER NOT NULL,"
            " venue_time INTEGER NOT NULL, order_id INTEGER NOT NULL, instrument INTEGER NOT NULL,"
            " account INTEGER NOT NULL, side INTEGER NOT NULL, price INTEGER NOT NULL, size INTEGER NOT NULL,"
            " value_e8 INTEGER NOT NULL, fee_e8 INTEGER NOT NULL, fee_currency INTEGER NOT NULL,"
            " liquidity INTEGER NOT NULL, venue_fill TEXT NOT NULL, strategy INTEGER NOT NULL,"
            " proposal INTEGER NOT NULL, role INTEGER NOT NULL, reference INTEGER, is_late INTEGER NOT NULL,"
            " is_busted INTEGER NOT NULL) STRICT"),
        QStringLiteral("CREATE INDEX fills_seq ON fills (seq)"),
        QStringLiteral("CREATE INDEX fills_order ON fills (order_id)"),
        QStringLiteral(
            "CREATE TABLE orders (order_id INTEGER PRIMARY KEY, seq INTEGER NOT NULL, at INTEGER NOT NULL,"
            " created INTEGER NOT NULL, instrument INTEGER NOT NULL, strategy INTEGER NOT NULL,"
            " proposal INTEGER NOT NULL, side INTEGER NOT NULL, kind INTEGER NOT NULL, role INTEGER NOT NULL,"
            " origin INTEGER NOT NULL, size INTEGER NOT NULL, limit_price INTEGER, stop_price INTEGER,"
            " state INTEGER NOT NULL, filled INTEGER NOT NULL, filled_e8 INTEGER NOT NULL,"
            " venue_order TEXT NOT NULL, text TEXT NOT NULL, record BLOB NOT NULL) STRICT"),
        QStringLiteral("CREATE INDEX orders_seq ON orders (seq)"),
        QStringLiteral("CREATE TABLE proposals (proposal INTEGER PRIMARY KEY, seq INTEGER NOT NULL,"
                       " at INTEGER NOT NULL, instrument INTEGER NOT NULL, strategy INTEGER NOT NULL,"
                       " side INTEGER NOT NULL, size INTEGER NOT NULL, reference INTEGER NOT NULL,"
                       " value_e8 INTEGER NOT NULL, loss_at_stop_e8 INTEGER NOT NULL, how INTEGER,"
                       " cause INTEGER NOT NULL, principal INTEGER NOT NULL, closed INTEGER NOT NULL,"
                       " order_id INTEGER NOT NULL, made BLOB NOT NULL) STRICT"),
        QStringLiteral("CREATE INDEX proposals_seq ON proposals (seq)"),
        QStringLiteral("CREATE TABLE decisions (seq INTEGER NOT NULL, idx INTEGER NOT NULL, at INTEGER NOT NULL,"
                       " proposal INTEGER NOT NULL, kind INTEGER NOT NULL, cause INTEGER NOT NULL,"
                       " principal INTEGER NOT NULL, is_automatic INTEGER NOT NULL, size INTEGER,"
                       " PRIMARY KEY (seq, idx)) STRICT, WITHOUT ROWID"),
        QStringLiteral("CREATE INDEX decisions_proposal ON decisions (proposal)"),
        QStringLiteral("CREATE TABLE round_trips (seq INTEGER PRIMARY KEY, instrument INTEGER NOT NULL,"
                       " strategy INTEGER NOT NULL, proposal INTEGER NOT NULL, side INTEGER NOT NULL,"
                       " lots INTEGER NOT NULL, opened INTEGER NOT NULL, closed INTEGER NOT NULL,"
                       " entry_e8 INTEGER NOT NULL, net_e8 INTEGER NOT NULL, fees_e8 INTEGER NOT NULL,"
                       " risk_e8 INTEGER) STRICT"),
        QStringLiteral("CREATE TABLE equity (seq INTEGER NOT NULL, idx INTEGER NOT NULL, at INTEGER NOT NULL,"
                       " kind INTEGER NOT NULL, equity_e8 INTEGER NOT NULL, peak_e8 INTEGER NOT NULL,"
                       " is_reconstructed INTEGER NOT NULL, PRIMARY KEY (seq, idx)) STRICT, WITHOUT ROWID"),
        QStringLiteral("CREATE TABLE notes (seq INTEGER NOT NULL, idx INTEGER NOT NULL, at INTEGER NOT NULL,"
                       " order_id INTEGER NOT NULL, proposal INTEGER NOT NULL, principal INTEGER NOT NULL,"
                       " tag TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (seq, idx)) STRICT, WITHOUT ROWID"),
        QStringLiteral("CREATE TABLE alerts (seq INTEGER NOT NULL, idx INTEGER NOT NULL, at INTEGER NOT NULL,"
                       " level INTEGER NOT NULL, key TEXT NOT NULL, instrument INTEGER NOT NULL,"
                       " order_id INTEGER NOT NULL, limit_value INTEGER NOT NULL, actual INTEGER NOT NULL,"
                       " PRIMARY KEY (seq, idx)) STRICT, WITHOUT ROWID"),
    };
}

/// Beside the file, made by SQLite itself so that it is whole.
Result<void> leaveCopy(Database& database, const std::filesystem::path& file, std::int64_t version)
{
    std::filesystem::path copy = file;
    copy += ".v" + std::to_string(version);
    std::error_code error;
    std::filesystem::remove(copy, error);
    if (auto made = platform::makePrivateFile(copy); !made) { // SQLite writes into an empty file
        return made;
    }
    const auto text = copy.u8string();
    auto vacuum = Statement::prepare(database, u"VACUUM INTO ?");
    if (!vacuum) {
        return tl::unexpected(vacuum.error());
    }
    vacuum->put(std::string_view(reinterpret_cast<const char*>(text.data()), text.size()));
    return vacuum->run();
}

Result<void> step(Database& database, const Migration& migration, std::size_t version)
{
    auto done = database.run(u"BEGIN IMMEDIATE");
    for (const QString& statement : migration.statements) {
        done = done.and_then([&] { return database.run(statement); });
    }
    done = done.and_then([&] { return database.run(QStringLiteral("PRAGMA user_version = %1").arg(version)); });
    if (!done) {
        static_cast<void>(database.run(u"ROLLBACK"));
        return done;
    }
    return database.run(u"COMMIT");
}

} // namespace

std::span<const Migration> migrations()
{
    static const std::vector<Migration> all{{firstTables()}};
    return all;
}

std::span<const QString> rowTables()
{
    static const std::vector<QString> all{
        QStringLiteral("instruments"), QStringLiteral("fills"),     QStringLiteral("orders"),
        QStringLiteral("proposals"),   QStringLiteral("decisions"), QStringLiteral("round_trips"),
        QStringLiteral("equity"),      QStringLiteral("notes"),     QStringLiteral("alerts")};
    return all;
}

Result<void> migrate(Database& database, const std::filesystem::path& file, std::span<const Migration> steps)
{
    const auto id = database.number(u"PRAGMA application_id");
    const auto version = database.number(u"PRAGMA user_version");
    const auto tables = database.number(u"SELECT count(*) FROM sqlite_schema");
    if (!id || !version || !tables) {
        return tl::unexpected(!id ? id.error() : !version ? version.error() : tables.error());
    }
    const bool isEmpty = *tables == 0 && *version == 0;
    if (!isEmpty && *id != applicationId) {
        return failure(Errc::Conflict, file.string() + " is a database of another program");
    }
    const auto newest = static_cast<std::int64_t>(steps.size());
    if (*version > newest || *version < 0) {
        return failure(Errc::Newer,
                       "the history was written by a newer version of this program (its tables are version "
                           + std::to_string(*version) + ", this one knows " + std::to_string(newest) + ")");
    }
    if (*version == newest) {
        return {};
    }
    if (!isEmpty) {
        if (auto copied = leaveCopy(database, file, *version); !copied) {
            return copied;
        }
    }
    auto done = database.run(QStringLiteral("PRAGMA application_id = %1").arg(applicationId));
    for (auto at = static_cast<std::size_t>(*version); at < steps.size(); ++at) {
        done = done.and_then([&] { return step(database, steps[at], at + 1); });
    }
    return done;
}

} // namespace omni::storage
