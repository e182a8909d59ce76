// The real program, run as a user would: exec, no shell, its output kept apart.

#pragma once

#include <QByteArray>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QStringList>

#include <csignal>
#include <cstdint>
#include <random>

namespace omni::tests {

struct ProgramResult {
    int code = -1; ///< -1: it did not end by itself.
    QByteArray out;
    QByteArray err;

    [[nodiscard]] QJsonObject json() const
    {
        return QJsonDocument::fromJson(out).object();
    }
    /// One object for each line.
    [[nodiscard]] QList<QJsonObject> lines() const
    {
        QList<QJsonObject> objects;
        for (const auto& line : out.split('\n')) {
            if (!line.isEmpty()) {
                objects.push_back(QJsonDocument::fromJson(line).object());
            }
        }
        return objects;
    }
};

constexpr int mostMilliseconds = 120'000;

inline void startProgram(QProcess& process, const QStringList& arguments)
{
    process.setProgram(OMNI_PROGRAM);
    process.setArguments(arguments);
    process.start(QIODevice::ReadOnly);
    process.waitForStarted();
}

inline ProgramResult endOf(QProcess& process)
{
    ProgramResult result;
    if (!process.waitForFinished(mostMilliseconds)) {
        process.kill();
        process.waitForFinished();
        return result;
    }
    result.out = process.readAllStandardOutput();
    result.err = process.readAllStandardError();
    result.code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    return result;
}

inline ProgramResult runProgram(const QStringList& arguments)
{
    QProcess process;
    startProgram(process, arguments);
    return endOf(process);
}

/// Returns when its standard output holds `text`; false when it ends without.
inline bool waitForOutput(QProcess& process, const QByteArray& text)
{
    QByteArray seen;
    while (!seen.contains(text)) {
        seen += process.readAllStandardOutput();
        if (seen.contains(text)) {
            return true;
        }
        if (process.state() == QProcess::NotRunning || !process.waitForReadyRead(mostMilliseconds)) {
            seen += process.readAllStandardOutput();
            return seen.contains(text);
        }
    }
    return true;
}

inline void writeFile(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly)) {
        file.write(bytes);
    }
}

/// Quotes a second apart whose price goes up and down in waves, so that averages cross; and trades between them.
inline void writeWaves(const QString& folder, const QString& stem, int seconds)
{
    QByteArray quotes = "timestamp_ns,bid,bid_size,ask,ask_size\n";
    QByteArray trades = "timestamp_ns,price,size,side\n";
    std::mt19937_64 random{7};
    constexpr std::int64_t start = 1'709'562'600'000'000'000;
    for (int i = 0; i < seconds; ++i) {
        const int phase = i % 400;
        const int wave = phase < 200 ? phase : 400 - phase; // a triangle of 200 ticks
        const std::int64_t bid = 10'000 + wave + static_cast<std::int64_t>(random() % 5);
        const std::int64_t at = start + std::int64_t{i} * 1'000'000'000;
        const auto price = [](std::int64_t cents) {
            return QByteArray::number(static_cast<qlonglong>(cents / 100)) + '.'
                + QByteArray::number(static_cast<qlonglong>(cents % 100)).rightJustified(2, '0');
        };
        quotes += QByteArray::number(static_cast<qlonglong>(at)) + ',' + price(bid) + ",50.00," + price(bid + 2)
            + ",50.00\n";
        trades += QByteArray::number(static_cast<qlonglong>(at + 500'000'000)) + ',' + price(bid + 1) + ",0.25,"
            + (i % 2 == 0 ? "B\n" : "S\n");
    }
    writeFile(folder + '/' + stem + "_quotes.csv", quotes);
    writeFile(folder + '/' + stem + "_trades.csv", trades);
}

} // namespace omni::tests
