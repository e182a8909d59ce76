// One connection to one SQLite file, and statements on it. All that the rest of the folder sees of Qt's SQL.
//
// A connection belongs to the thread that opened it. Nothing throws; what SQLite says is in the error's detail.

#pragma once

#include "core/base/error.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QVariant>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace omni::storage {

class Database
{
public:
    enum class Access { ReadOnly, ReadWrite };

    /// A writer makes the file if there is none. It and what SQLite puts beside it are their owner's alone (0600)
    /// before anything stands in them; Denied when they cannot be. Unavailable when it cannot be opened; NotFound for a
    /// reader when there is no file. Waits at most two seconds for another connection, in each later call too.
    [[nodiscard]] static Result<Database> open(const std::filesystem::path& file, Access access);
    ~Database();
    Database(Database&& other) noexcept;
    Database& operator=(Database&&) = delete;

    /// One statement without values.
    [[nodiscard]] Result<void> run(QStringView sql);
    /// The first number of the first row.
    [[nodiscard]] Result<std::int64_t> number(QStringView sql);
    /// The first text of the first row.
    [[nodiscard]] Result<QString> text(QStringView sql);

    [[nodiscard]] QSqlDatabase connection() const;

private:
    explicit Database(QString name)
        : m_name(std::move(name))
    {
    }
    QString m_name; ///< Of the connection in Qt's list. Empty: moved from.
};

/// A prepared statement. Values are put in the order of its question marks, columns are taken in the order of its list.
class Statement
{
public:
    [[nodiscard]] static Result<Statement> prepare(const Database& database, QStringView sql);

    Statement& put(std::int64_t value);
    Statement& put(std::uint64_t value)
    {
        return put(static_cast<std::int64_t>(value)); // bit for bit; ids and sequences do not come near the sign
    }
    Statement& put(bool value)
    {
        return put(std::int64_t{value ? 1 : 0});
    }
    /// Bytes that are no UTF-8 are replaced.
    Statement& put(std::string_view value);
    Statement& put(std::span<const std::byte> value);
    template<class T> Statement& put(const std::optional<T>& value)
    {
        return value ? put(*value) : putNull();
    }
    Statement& putNull();

    /// With the values put since the last time.
    [[nodiscard]] Result<void> run();
    /// False: no further row; `error` tells whether that is the end.
    [[nodiscard]] bool next();
    [[nodiscard]] std::optional<Error> error() const;

    [[nodiscard]] std::int64_t takeNumber();
    [[nodiscard]] std::uint64_t takeId()
    {
        return static_cast<std::uint64_t>(takeNumber());
    }
    [[nodiscard]] std::optional<std::int64_t> takeIfAny();
    [[nodiscard]] std::string takeText();
    [[nodiscard]] QByteArray takeBytes();

private:
    explicit Statement(QSqlQuery query)
        : m_query(std::move(query))
    {
    }
    QSqlQuery m_query;
    int m_put = 0;
    int m_column = 0;
};

/// What a failed call of SQLite means for us.
[[nodiscard]] Error errorOf(const QSqlError& error, QStringView doing);

} // namespace omni::storage
