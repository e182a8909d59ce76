// Daily returns of real shares, and what others have computed of them. Needs ZLIB::ZLIB.

#pragma once

#include "core/trade/analytics/risk_models/panel.h"
#include "tests/support/gz_lines.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cmath>
#include <map>
#include <string>
#include <vector>

namespace omni::tests {

inline QJsonObject referenceOf(const char* name)
{
    QFile file(QString::fromStdString((sharedFolder() / "reference" / name).string()));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

/// Changes from row to row of closes.
inline analytics::ReturnPanel returnsOf(const std::vector<std::vector<double>>& closes)
{
    std::vector<double> values;
    for (std::size_t at = 1; at < closes.size(); ++at) {
        for (std::size_t asset = 0; asset < closes[at].size(); ++asset) {
            values.push_back(closes[at][asset] / closes[at - 1][asset] - 1);
        }
    }
    return {closes.empty() ? 0 : closes.front().size(), std::move(values)};
}

/// Sixteen shares of the Dow Jones, of the days that all of them have.
inline analytics::ReturnPanel dowReturns(const std::vector<std::string>& names)
{
    std::map<std::string, std::vector<double>> byDay;
    for (const std::string& name : names) {
        const Table table = tableOf(*sharedFile("data/bars/daily/djia/" + name + "_1d.csv.gz"));
        for (const auto& row : table.rows) {
            byDay[row[0]].push_back(std::strtod(row[table.column("close")].c_str(), nullptr));
        }
    }
    std::vector<std::vector<double>> closes;
    for (auto& [day, row] : byDay) {
        if (row.size() == names.size()) {
            closes.push_back(std::move(row));
        }
    }
    return returnsOf(closes);
}

inline std::vector<std::string> namesIn(const QJsonArray& array)
{
    std::vector<std::string> names;
    for (const auto value : array) {
        names.push_back(value.toString().toStdString());
    }
    return names;
}

inline void near(double ours, double theirs, double share, const QString& what)
{
    QVERIFY2(std::fabs(ours - theirs) <= share * (1 + std::fabs(theirs)),
             qPrintable(QString("%1: %2 instead of %3").arg(what).arg(ours, 0, 'g', 15).arg(theirs, 0, 'g', 15)));
}

inline void sameTable(const analytics::PairTable& ours, const QJsonArray& theirs, double times, const QString& what)
{
    QCOMPARE(static_cast<qsizetype>(ours.assets()), theirs.size());
    for (std::size_t one = 0; one < ours.assets(); ++one) {
        const QJsonArray row = theirs[static_cast<qsizetype>(one)].toArray();
        for (std::size_t other = 0; other < ours.assets(); ++other) {
            near(ours.at(one, other) * times, row[static_cast<qsizetype>(other)].toDouble(), 1e-8,
                 QString("%1 [%2, %3]").arg(what).arg(one).arg(other));
        }
    }
}

} // namespace omni::tests
