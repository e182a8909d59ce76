#include "core/edge/storage/sqlite/database.h"

#include "core/edge/platform/private_file.h"

#include <QSqlError>

#include <atomic>
#include <utility>

namespace omni::storage {

namespace {

/// Connections in Qt's list need a name that nobody else has.
QString freshName()
{
    static std::atomic<std::uint64_t> count{0};
    return QStringLiteral("omni-history-%1").arg(count.fetch_add(1, std::memory_order_relaxed) + 1);
}

QString pathText(const std::filesystem::path& file)
{
    const auto text = file.u8string();
    return QString::fromUtf8(reinterpret_cast<const char*>(text.data()), static_cast<qsizetype>(text.size()));
}

/// SQLite gives what it puts beside the file the rights of the file; without the file it would make it for all to read.
Result<void> keepPrivate(const std::filesystem::path& file)
{
    auto done = platform::makePrivateFile(file);
    for (const char* suffix : {"-wal", "-shm", "-journal"}) {
        std::filesystem::path beside = file;
        beside += suffix;
        done = done.and_then([&] { return platform::narrowToOwner(beside); });
    }
    if (!done && done.error().code == Errc::NotFound) {
        return failure(Errc::Unavailable, done.error().detail); // its folder; the file itself would have been made
    }
    return done;
}

} // namespace

Error errorOf(const QSqlError& error, QStringView doing)
{
    // The low byte is the primary code: https://www.sqlite.org/rescode.html
    const int code = error.nativeErrorCode().toInt() & 0xff;
    Errc kind = Errc::Unavailable;
    if (code == 11 || code == 26) {
        kind = Errc::Corrupt;
    } else if (code == 13) {
        kind = Errc::Full;
    } else if (code == 8 || code == 3 || code == 23) {
        kind = Errc::Denied;
    } else if (code == 19) {
        kind = Errc::Conflict;
    } else if (code == 20 || code == 25 || code == 1) {
        kind = Errc::Invalid;
    }
    const QString text = doing.toString() + u": "_qs + error.databaseText() + u' ' + error.driverText();
    return Error{kind, text.trimmed().toStdString()};
}

Result<Database> Database::open(const std::filesystem::path& file, Access access)
{
    std::error_code missing;
    if (access == Access::ReadOnly && !std::filesystem::exists(file, missing)) {
        return failure(Errc::NotFound, "there is no history in " + file.string());
    }
    if (access == Access::ReadWrite) {
        if (auto done = keepPrivate(file); !done) {
            return tl::unexpected(done.error());
        }
    }
    Database database(freshName());
    auto connection = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), database.m_name);
    if (!connection.isValid()) {
        return failure(Errc::Unavailable, "the SQLite driver of Qt is not installed (libqt6sql6-sqlite)");
    }
    connection.setDatabaseName(pathText(file));
    QString options = QStringLiteral("QSQLITE_BUSY_TIMEOUT=2000");
    if (access == Access::ReadOnly) {
        options += QStringLiteral(";QSQLITE_OPEN_READONLY");
    }
    connection.setConnectOptions(options);
    if (!connection.open()) {
        return tl::unexpected(errorOf(connection.lastError(), u"opening the history"));
    }
    return database;
}

Database::Database(Database&& other) noexcept
    : m_name(std::exchange(other.m_name, {}))
{
}

Database::~Database()
{
    if (!m_name.isEmpty()) {
        // Every handle to it must be gone before it is taken from the list.
        QSqlDatabase::database(m_name, false).close();
        QSqlDatabase::removeDatabase(m_name);
    }
}

QSqlDatabase Database::connection() const
{
    return QSqlDatabase::database(m_name, false);
}

Result<void> Database::run(QStringView sql)
{
    QSqlQuery query(connection());
    if (!query.exec(sql.toString())) {
        return tl::unexpected(errorOf(query.lastError(), sql.left(60)));
    }
    return {};
}

Result<std::int64_t> Database::number(QStringView sql)
{
    QSqlQuery query(connection());
    query.setForwardOnly(true);
    if (!query.exec(sql.toString()) || !query.next()) {
        return tl::unexpected(errorOf(query.lastError(), sql.left(60)));
    }
    return std::int64_t{query.value(0).toLongLong()};
}

Result<QString> Database::text(QStringView sql)
{
    QSqlQuery query(connection());
    query.setForwardOnly(true);
    if (!query.exec(sql.toString()) || !query.next()) {
        return tl::unexpected(errorOf(query.lastError(), sql.left(60)));
    }
    return query.value(0).toString();
}

Result<Statement> Statement::prepare(const Database& database, QStringView sql)
{
    QSqlQuery query(database.connection());
    query.setForwardOnly(true);
    if (!query.prepare(sql.toString())) {
        return tl::unexpected(errorOf(query.lastError(), sql.left(60)));
    }
    return Statement(std::move(query));
}

Statement& Statement::put(std::int64_t value)
{
    m_query.bindValue(m_put++, static_cast<qlonglong>(value));
    return *this;
}

Statement& Statement::put(std::string_view value)
{
    // Of a null string Qt would make NULL, which a column of text refuses.
    const QString text = QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size()));
    m_query.bindValue(m_put++, text.isNull() ? QStringLiteral("") : text);
    return *this;
}

Statement& Statement::put(std::span<const std::byte> value)
{
    const QByteArray bytes(reinterpret_cast<const char*>(value.data()), static_cast<qsizetype>(value.size()));
    m_query.bindValue(m_put++, bytes.isNull() ? QByteArray("") : bytes);
    return *this;
}

Statement& Statement::putNull()
{
    m_query.bindValue(m_put++, QVariant(QMetaType::fromType<qlonglong>()));
    return *this;
}

Result<void> Statement::run()
{
    m_put = 0;
    if (!m_query.exec()) {
        return tl::unexpected(errorOf(m_query.lastError(), QStringView(m_query.lastQuery()).left(60)));
    }
    return {};
}

bool Statement::next()
{
    m_column = 0;
    return m_query.next();
}

std::optional<Error> Statement::error() const
{
    return m_query.lastError().isValid()
        ? std::optional(errorOf(m_query.lastError(), QStringView(m_query.lastQuery()).left(60)))
        : std::nullopt;
}

std::int64_t Statement::takeNumber()
{
    return m_query.value(m_column++).toLongLong();
}

std::optional<std::int64_t> Statement::takeIfAny()
{
    const QVariant value = m_query.value(m_column++);
    return value.isNull() ? std::nullopt : std::optional(std::int64_t{value.toLongLong()});
}

std::string Statement::takeText()
{
    return m_query.value(m_column++).toString().toStdString();
}

QByteArray Statement::takeBytes()
{
    return m_query.value(m_column++).toByteArray();
}

} // namespace omni::storage
