#include "core/edge/storage/sqlite/sqlite_history.h"

#include "core/edge/storage/sqlite/database.h"
#include "core/edge/storage/sqlite/row_reader.h"
#include "core/edge/storage/sqlite/row_writer.h"
#include "core/edge/storage/sqlite/schema.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace omni::storage {

namespace {

namespace fs = std::filesystem;

class SqliteHistory final : public ports::HistoryStore
{
public:
    SqliteHistory(Database database, std::optional<RowWriter> writer)
        : m_database(std::move(database))
        , m_writer(std::move(writer))
    {
    }

    Result<ports::HistoryMark> mark() override;
    Result<void> apply(const ports::HistoryBatch& batch) override;
    Result<void> keep(const Bytes& memory) override;
    Result<void> wipe(const std::array<std::byte, 16>& install, std::uint32_t maker) override;
    Result<views::HistoryPage> query(const views::HistoryQuery& query) override
    {
        return m_database ? answerOf(*m_database, query) : failure(Errc::Unavailable, "the history is closed");
    }
    Result<void> close() override;

private:
    [[nodiscard]] Result<void> writable() const
    {
        return m_writer ? Result<void>() : failure(Errc::Denied, "the history is open for reading only");
    }
    [[nodiscard]] Result<void> setPlace(const ports::HistoryBatch& batch);
    /// Commits if `done`, else takes everything back.
    [[nodiscard]] Result<void> finish(Result<void> done);

    std::optional<Database> m_database; ///< None: closed.
    std::optional<RowWriter> m_writer; ///< None: for reading only. Goes before the database.
};

Result<ports::HistoryMark> SqliteHistory::mark()
{
    auto statement
        = Statement::prepare(*m_database, u"SELECT install, maker, up_to, anchor, memory_at, memory FROM source");
    if (!statement) {
        return tl::unexpected(statement.error());
    }
    if (auto done = statement->run(); !done) {
        return tl::unexpected(done.error());
    }
    if (!statement->next()) {
        return failure(Errc::Corrupt, "the history does not say what it is of");
    }
    ports::HistoryMark mark;
    const QByteArray install = statement->takeBytes();
    const auto* from = reinterpret_cast<const std::byte*>(install.constData());
    std::copy_n(from, std::min<std::size_t>(mark.install.size(), static_cast<std::size_t>(install.size())),
                mark.install.begin());
    mark.maker = static_cast<std::uint32_t>(statement->takeNumber());
    mark.upTo = {statement->takeId()};
    mark.anchor = static_cast<std::uint32_t>(statement->takeNumber());
    mark.memoryAt = {statement->takeId()};
    const QByteArray memory = statement->takeBytes();
    const auto* bytes = reinterpret_cast<const std::byte*>(memory.constData());
    mark.memory.assign(bytes, bytes + memory.size());
    return mark;
}

Result<void> SqliteHistory::apply(const ports::HistoryBatch& batch)
{
    auto done = writable().and_then([this] { return m_database->run(u"BEGIN IMMEDIATE"); });
    if (!done) {
        return done;
    }
    const auto upTo = m_database->number(u"SELECT up_to FROM source");
    if (!upTo) {
        return finish(tl::unexpected(upTo.error()));
    }
    if (batch.upTo.value <= static_cast<std::uint64_t>(*upTo)) {
        return finish(failure(Errc::Conflict, "the history has these records already"));
    }
    return finish(m_writer->write(batch).and_then([&] { return setPlace(batch); }));
}

Result<void> SqliteHistory::setPlace(const ports::HistoryBatch& batch)
{
    auto statement = Statement::prepare(*m_database, u"UPDATE source SET up_to = ?, anchor = ?");
    if (!statement) {
        return tl::unexpected(statement.error());
    }
    return statement->put(batch.upTo.value).put(std::int64_t{batch.anchor}).run();
}

Result<void> SqliteHistory::keep(const Bytes& memory)
{
    if (auto allowed = writable(); !allowed) {
        return allowed;
    }
    auto statement = Statement::prepare(*m_database, u"UPDATE source SET memory_at = up_to, memory = ?");
    if (!statement) {
        return tl::unexpected(statement.error());
    }
    return statement->put(std::span<const std::byte>(memory)).run();
}

Result<void> SqliteHistory::finish(Result<void> done)
{
    if (done) {
        done = m_database->run(u"COMMIT");
    }
    if (!done) {
        static_cast<void>(m_database->run(u"ROLLBACK"));
    }
    return done;
}

Result<void> SqliteHistory::wipe(const std::array<std::byte, 16>& install, std::uint32_t maker)
{
    auto done = writable().and_then([this] { return m_database->run(u"BEGIN IMMEDIATE"); });
    if (!done) {
        return done;
    }
    for (const QString& table : rowTables()) {
        done = done.and_then([&] { return m_database->run(QStringLiteral("DELETE FROM ") + table); });
    }
    done = done.and_then([&]() -> Result<void> {
        auto statement = Statement::prepare(*m_database,
                                            u"UPDATE source SET install = ?, maker = ?, up_to = 0, anchor = 0,"
                                            u" memory_at = 0, memory = x''");
        if (!statement) {
            return tl::unexpected(statement.error());
        }
        return statement->put(std::span<const std::byte>(install)).put(std::int64_t{maker}).run();
    });
    return finish(std::move(done));
}

Result<void> SqliteHistory::close()
{
    if (!m_database) {
        return {};
    }
    Result<void> done;
    if (m_writer) {
        m_writer.reset();
        done = m_database->run(u"PRAGMA wal_checkpoint(TRUNCATE)").and_then([this] {
            return m_database->run(u"PRAGMA journal_mode = DELETE");
        });
    }
    m_database.reset();
    return done;
}

/// Only what reading a row can find out: a page that is no page, an index that contradicts its table.
Result<void> lookOver(Database& database)
{
    const auto verdict = database.text(u"PRAGMA quick_check(1)");
    if (!verdict) {
        return tl::unexpected(verdict.error());
    }
    if (*verdict != u"ok") {
        return failure(Errc::Corrupt, verdict->toStdString());
    }
    const auto sources = database.number(u"SELECT count(*) FROM source");
    return !sources     ? tl::unexpected(sources.error())
        : *sources == 1 ? Result<void>()
                        : failure(Errc::Corrupt, "it does not say what it is of");
}

Result<std::unique_ptr<ports::HistoryStore>> openSound(const fs::path& file)
{
    auto database = Database::open(file, Database::Access::ReadWrite);
    if (!database) {
        return tl::unexpected(database.error());
    }
    // FULL would sync each batch; what a power loss takes of a history the journal gives again.
    auto done = migrate(*database, file, migrations())
                    .and_then([&] { return database->run(u"PRAGMA journal_mode = WAL"); })
                    .and_then([&] { return database->run(u"PRAGMA synchronous = NORMAL"); })
                    .and_then([&] { return lookOver(*database); });
    if (!done) {
        return tl::unexpected(done.error());
    }
    auto writer = RowWriter::prepare(*database);
    if (!writer) {
        // Tables of our version that do not have our columns.
        return failure(Errc::Corrupt, writer.error().detail);
    }
    return std::make_unique<SqliteHistory>(std::move(*database), std::move(*writer));
}

Result<void> moveAside(const fs::path& file)
{
    fs::path aside = file;
    aside += ".damaged";
    std::error_code error;
    fs::rename(file, aside, error);
    if (error) {
        return failure(Errc::Denied, "the damaged history cannot be moved aside: " + error.message());
    }
    for (const char* suffix : {"-wal", "-shm", "-journal"}) {
        fs::path beside = file;
        beside += suffix;
        fs::remove(beside, error); // of the file that went: it must not be taken for the new one's
    }
    return {};
}

} // namespace

Result<OpenedHistory> openHistory(const fs::path& file)
{
    OpenedHistory opened;
    auto store = openSound(file);
    if (!store && store.error().code == Errc::Corrupt) {
        opened.notes.push_back("the history was damaged (" + store.error().detail
                               + ") and is made anew; the old file is " + file.filename().string() + ".damaged");
        if (auto moved = moveAside(file); !moved) {
            return tl::unexpected(moved.error());
        }
        store = openSound(file);
    }
    if (!store) {
        return tl::unexpected(store.error());
    }
    opened.store = std::move(*store);
    return opened;
}

Result<std::unique_ptr<ports::HistoryStore>> readHistory(const fs::path& file)
{
    auto database = Database::open(file, Database::Access::ReadOnly);
    if (!database) {
        return tl::unexpected(database.error());
    }
    const auto version = database->number(u"PRAGMA user_version");
    if (!version) {
        return tl::unexpected(version.error());
    }
    const auto known = static_cast<std::int64_t>(migrations().size());
    if (*version > known) {
        return failure(Errc::Newer, "the history was written by a newer version of this program");
    }
    if (*version < known) {
        return failure(Errc::NotFound, "the history has not been brought up to date yet"); // what is asked is not there
    }
    return std::make_unique<SqliteHistory>(std::move(*database), std::nullopt);
}

} // namespace omni::storage
