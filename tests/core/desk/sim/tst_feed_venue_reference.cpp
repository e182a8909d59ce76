// FeedVenue on bars against trades of backtesting.py: one strategy with stop-loss and take-profit, on real daily bars.
//
// needs: ZLIB::ZLIB

#include "core/base/decimal.h"
#include "core/base/time.h"
#include "core/desk/sim/feed_venue.h"
#include "tests/core/desk/sim/venue_script.h"

#include <QByteArray>
#include <QFile>
#include <QTest>

#include <zlib.h>

#include <cmath>
#include <string>
#include <vector>

using namespace omni;
using namespace omni::sim;
using namespace omni::sim::script;

namespace {

QString shared(const char* path)
{
    const QByteArray root = qEnvironmentVariable("OMNI_SHARED", QStringLiteral(OMNI_SOURCE_DIR "/../shared")).toUtf8();
    return QString::fromUtf8(root) + QLatin1Char('/') + QLatin1String(path);
}

QList<QByteArray> linesOf(const QString& path)
{
    QByteArray text;
    gzFile file = gzopen(path.toUtf8().constData(), "rb"); // reads plain files, too
    if (file != nullptr) {
        QByteArray block(1 << 16, '\0');
        for (int got = gzread(file, block.data(), 1 << 16); got > 0; got = gzread(file, block.data(), 1 << 16)) {
            text.append(block.constData(), got);
        }
        gzclose(file);
    }
    QList<QByteArray> lines = text.trimmed().split('\n');
    lines.removeFirst();
    return lines;
}

/// Ten-thousandths: 95 % of a price in cents is a whole number of them.
constexpr int decimals = 4;

std::int64_t ticksOf(const QByteArray& text)
{
    return scaledFromText(text.toStdString(), decimals).value();
}

std::vector<market::Bar> barsOf(const QList<QByteArray>& lines)
{
    std::vector<market::Bar> bars;
    for (const QByteArray& line : lines) {
        const auto fields = line.split(',');
        bars.push_back(aBar(timestampFromIso(fields[0].toStdString()).value(), ticksOf(fields[1]), ticksOf(fields[2]),
                            ticksOf(fields[3]), ticksOf(fields[4]), days(1)));
    }
    return bars;
}

struct Trade {
    Timestamp entered, left;
    std::int64_t entry = 0, exit = 0;
};

/// Mean of the `count` closes that end with bar `at`, times `count`.
std::int64_t sumOfCloses(const std::vector<market::Bar>& bars, std::size_t at, std::size_t count)
{
    std::int64_t sum = 0;
    for (std::size_t i = at + 1 - count; i <= at; ++i) {
        sum += bars[i].close.count;
    }
    return sum;
}

/// The fast average minus the slow one, times 30.
std::int64_t spreadAt(const std::vector<market::Bar>& bars, std::size_t at)
{
    return 3 * sumOfCloses(bars, at, 10) - sumOfCloses(bars, at, 30);
}

} // namespace

class TestFeedVenueReference : public QObject
{
    Q_OBJECT

private slots:
    // Buy 100 at the next open on a cross up when flat; stop 5 % below and target 10 % above the signal's close.
    void agreesWithBacktestingPyOnStopsAndTargets()
    {
        const QString data = shared("data/bars/daily/GOOG_1d.csv.gz");
        const QString reference
            = shared("reference/backtest/backtesting_py/GOOG_sma10_30_sl5_tp10_fixed100_trades.csv");
        if (!QFile::exists(data) || !QFile::exists(reference)) {
            QSKIP("THE REFERENCE DATA ARE NOT HERE: set OMNI_SHARED to compare with backtesting.py");
        }
        const auto bars = barsOf(linesOf(data));

        auto instrument = aShare();
        instrument.tickSize = {1, -decimals};
        FeedVenue venue({});
        venue.define(market::completed(instrument).value());
        std::vector<Trade> trades;
        std::uint64_t lastId = 0;
        std::uint64_t entryId = 0, stopId = 0, targetId = 0;
        std::int64_t signalClose = 0;

        const auto onFill = [&](const orders::Fill& fill, Timestamp now) {
            if (fill.order.value == entryId) {
                trades.push_back({fill.time, {}, fill.price.count, 0});
                stopId = ++lastId;
                targetId = ++lastId;
                venue.place(now, aStop(stopId, Side::Sell, 100, signalClose * 95 / 100));
                venue.place(now, aLimit(targetId, Side::Sell, 100, signalClose * 110 / 100));
                return;
            }
            trades.back().left = fill.time;
            trades.back().exit = fill.price.count;
            venue.cancel(now, {fill.order.value == stopId ? targetId : stopId});
        };
        for (std::size_t i = 0; i < bars.size(); ++i) {
            venue.onTick(bars[i].closedAt, bars[i]);
            ports::VenueEvent event;
            while (venue.take(bars[i].closedAt, event)) {
                if (const auto* fill = std::get_if<orders::Fill>(&event.event)) {
                    onFill(*fill, event.at);
                }
            }
            const bool isCross = i >= 30 && spreadAt(bars, i - 1) < 0 && spreadAt(bars, i) > 0;
            if (isCross && venue.position(account, share).count == 0) {
                signalClose = bars[i].close.count;
                entryId = ++lastId;
                venue.place(bars[i].closedAt, anOrder(entryId, Side::Buy, 100));
            }
        }

        const auto expected = linesOf(reference);
        QCOMPARE(trades.size(), static_cast<std::size_t>(expected.size()));
        for (std::size_t i = 0; i < trades.size(); ++i) {
            // Size, EntryBar, ExitBar, EntryTime, ExitTime, EntryPrice, ExitPrice
            const auto fields = expected[static_cast<qsizetype>(i)].split(',');
            QCOMPARE(trades[i].entered, timestampFromIso(fields[3].toStdString()).value());
            QCOMPARE(trades[i].left, timestampFromIso(fields[4].toStdString()).value());
            QVERIFY(std::abs(static_cast<double>(trades[i].entry) / 1e4 / fields[5].toDouble() - 1) < 1e-9);
            QVERIFY(std::abs(static_cast<double>(trades[i].exit) / 1e4 / fields[6].toDouble() - 1) < 1e-9);
        }
    }
};

QTEST_APPLESS_MAIN(TestFeedVenueReference)
#include "tst_feed_venue_reference.moc"
