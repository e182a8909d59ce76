// needs: ui/charts ui/style ui/widgets Qt6::Widgets
#include "tests/support/made_bars.h"
#include "ui/charts/bar_table_model.h"
#include "ui/charts/mini_chart.h"
#include "ui/widgets/formats.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace omni;
using namespace omni::testing;
using namespace omni::ui;

/// The chart's bars as a table, and the small chart of the review.
class TestBesideTheChart : public QObject
{
    Q_OBJECT

private slots:
    void theTableHasTheBarsInSightNewestFirst()
    {
        const Formats formats;
        BarTableModel model(formats);
        const QAbstractItemModelTester tester(&model);
        const auto series = seriesFrom(zigzag(40), false);
        model.show(instrumentWith({1, -2}), series, 10, 40);

        QCOMPARE(model.rowCount(), 30);
        QCOMPARE(model.index(0, BarTableModel::Close).data().toString(), QStringLiteral("100.00"));
        QCOMPARE(model.index(1, BarTableModel::Close).data().toString(), QStringLiteral("101.00"));
        QCOMPARE(model.index(1, BarTableModel::Change).data().toString(), QStringLiteral("+1.00%"));
        QCOMPARE(model.index(0, BarTableModel::Time).data().toString(), formats.dateTime(barsStart + minutes(39)));
    }

    // The date is told once a day: below it the time says all, and a narrow column shows it whole.
    void theDateStandsWhereItIsAnotherOne()
    {
        const Formats formats;
        BarTableModel model(formats);
        const auto series = seriesFrom(zigzag(3'000), false); // of a minute: two days and some
        model.show(instrumentWith({1, -2}), series, 0, 3'000);

        const auto timeAt = [&](int row) { return model.index(row, BarTableModel::Time).data().toString(); };
        const auto openedAt = [&](int row) { return barsStart + minutes(2'999 - row); };
        QCOMPARE(timeAt(0), formats.dateTime(openedAt(0)));
        QCOMPARE(timeAt(1), formats.time(openedAt(1)));
        int dates = 0;
        for (int row = 0; row < model.rowCount(); ++row) {
            const bool hasDate = timeAt(row) == formats.dateTime(openedAt(row));
            QVERIFY(hasDate || timeAt(row) == formats.time(openedAt(row)));
            dates += hasDate ? 1 : 0;
        }
        QVERIFY2(dates == 3 || dates == 4, qPrintable(QString::number(dates)));
        QVERIFY(!model.widestTimes().isEmpty());
    }

    void theTableIsBounded()
    {
        SeededRandom random(44);
        const Formats formats;
        BarTableModel model(formats);
        model.show(instrumentWith({1, -2}), seriesFrom(drawnBars(random, 20'000), false), 0, 20'000);

        QCOMPARE(model.rowCount(), 5'000);
    }

    void theSmallChartTakesInAllItsLines()
    {
        Theme theme;
        theme.apply(ThemeKind::Dark, UpDownSet::TealOrange, 100);
        const Formats formats;
        MiniChart chart(theme, formats);
        chart.resize(345, 256);
        chart.setInstrument(instrumentWith({1, -2}));
        chart.setSeries(seriesFrom(zigzag(300), false));
        chart.setLines(Ticks{10'050}, Ticks{9'900}, Ticks{10'300}, Ticks{10'100});
        const QImage image = chart.grab().toImage();

        QCOMPARE(chart.accessibleDescription(),
                 QStringLiteral("demo:TEST, last 101.00, entry 100.50, stop 99.00, target 103.00"));
        const auto has = [&](Token token) {
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 4; x < 40; ++x) {
                    if (QColor(image.pixel(x, y)) == theme.color(token)) {
                        return true;
                    }
                }
            }
            return false;
        };
        QVERIFY(has(Token::Ai));
    }
};

QTEST_MAIN(TestBesideTheChart)
#include "tst_beside_the_chart.moc"
