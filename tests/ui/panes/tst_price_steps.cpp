// needs: ui/panes/ticket ui/panes/positions ui/panes ui/dialogs/review ui/commands ui/widgets ui/style desk/engine
// needs: tests/support/fake_terminal Qt6::Widgets
//
// Steps of a hundred-millionth and of a million: what a person reads and types is the price, digit by digit, and no
// other notation of it (S31).

#include "tests/support/engine_pane.h"
#include "tests/support/fake_terminal/plausible.h"
#include "tests/support/pane_bench.h"
#include "ui/dialogs/review/review_dialog.h"
#include "ui/panes/positions/view.h"
#include "ui/panes/ticket/view.h"
#include "ui/widgets/decimal_edit.h"
#include "ui/widgets/pane_table.h"

#include <QFontMetrics>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QTableView>
#include <QTest>

#include <algorithm>

using namespace omni;
using namespace omni::ui;
using omni::testing::EnginePane;
using omni::testing::EngineTerminal;
using omni::testing::PaneBench;

namespace {

/// An armed desk on test:ACME whose price moves by `step`.
test::TestDesk deskWithStep(Decimal step)
{
    test::TestDesk desk;
    market::Instrument instrument = test::acme();
    instrument.tickSize = step;
    const bool isDear = step.exponent > 0;
    instrument.lotSize = {1, static_cast<std::int8_t>(isDear ? -4 : 0)};
    desk.apply(desk.session);
    desk.apply(events::InstrumentDefined{market::completed(instrument).value(), false});
    desk.apply(events::CashMoved{AccountId{1},
                                 desk.engine.state().base,
                                 Money{(isDear ? 50'000'000'000 : 100'000) * test::oneDollar},
                                 events::CashKind::Deposit,
                                 {},
                                 {}});
    desk.quote(9'999, 10'001);
    desk.arm(risk::Mode::Manual);
    return desk;
}

/// By hand: what so many steps are, in English.
QString handWritten(std::int64_t ticks, int exponent)
{
    if (exponent < 0) {
        return QStringLiteral("0.%1").arg(ticks, -exponent, 10, QLatin1Char('0'));
    }
    return QLocale(QLocale::English).toString(static_cast<qlonglong>(ticks)) + QStringLiteral(",000,000");
}

/// All that can be read in `root`.
QStringList textsIn(const QWidget& root)
{
    QStringList texts;
    for (const auto* label : root.findChildren<QLabel*>()) {
        texts << label->text();
    }
    for (const auto* edit : root.findChildren<QLineEdit*>()) {
        texts << edit->text();
    }
    return texts;
}

bool anyHas(const QStringList& texts, const QString& part)
{
    return std::any_of(texts.begin(), texts.end(), [&part](const QString& text) { return text.contains(part); });
}

/// 6.34e-4 is a price to a machine.
bool hasExponent(const QStringList& texts)
{
    static const QRegularExpression scientific(QStringLiteral("\\d[eE][-+−]?\\d"));
    return std::any_of(texts.begin(), texts.end(), [](const QString& text) { return text.contains(scientific); });
}

} // namespace

class TestPriceSteps : public QObject
{
    Q_OBJECT

private slots:
    void theTicketTakesAndSaysPricesDigitByDigit_data()
    {
        QTest::addColumn<int>("exponent");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("above"); // after one press of Up
        QTest::addColumn<QString>("between"); // no multiple of the step
        QTest::newRow("hundred-millionths")
            << -8 << QStringLiteral("0.00009990") << QStringLiteral("0.00009991") << QStringLiteral("0.000099905");
        QTest::newRow("millions") << 6 << QStringLiteral("9,990,000,000") << QStringLiteral("9,991,000,000")
                                  << QStringLiteral("9,990,500,000");
    }
    void theTicketTakesAndSaysPricesDigitByDigit()
    {
        QFETCH(int, exponent);
        QFETCH(QString, typed);
        QFETCH(QString, above);
        QFETCH(QString, between);
        EnginePane<ticket::View> bench(deskWithStep({1, static_cast<std::int8_t>(exponent)}), 10'000);
        bench.groups.select(LinkGroup::A, InstrumentId{1});
        bench.link.poll();
        bench.show({424, 900});
        PriceEdit* limit = nullptr;
        for (auto* edit : bench.view->findChildren<PriceEdit*>()) {
            limit = edit->accessibleName() == QStringLiteral("Limit price") ? edit : limit;
        }
        QVERIFY(limit != nullptr);

        limit->setText(typed);
        QCOMPARE(limit->price(), std::optional(Ticks{9'990}));
        QVERIFY2(limit->reading().contains(typed), qPrintable(limit->reading()));
        QCOMPARE(bench.view->draft().limit, std::optional(Ticks{9'990}));

        QTest::keyClick(limit, Qt::Key_Up);
        QCOMPARE(limit->price(), std::optional(Ticks{9'991}));
        QCOMPARE(limit->text().remove(QLatin1Char(',')), QString(above).remove(QLatin1Char(',')));

        limit->setText(between);
        QVERIFY(!limit->isGood());
        QVERIFY(!limit->reading().isEmpty());

        bench.link.poll();
        const QStringList texts = textsIn(*bench.view);
        QVERIFY2(anyHas(texts, handWritten(9'999, exponent)) || anyHas(texts, handWritten(10'001, exponent)),
                 qPrintable(texts.join(QLatin1Char('|'))));
        QVERIFY2(!hasExponent(texts), qPrintable(texts.join(QLatin1Char('|'))));
    }

    void positionsShowEveryDigit_data()
    {
        QTest::addColumn<int>("exponent");
        QTest::addColumn<int>("lotExponent");
        QTest::addColumn<std::int64_t>("lots");
        QTest::addColumn<std::int64_t>("cost"); // of those lots at 63'400 steps, in 1e-8 dollars
        QTest::newRow("hundred-millionths") << -8 << 0 << std::int64_t{1'000'000} << std::int64_t{63'400'000'000};
        QTest::newRow("millions") << 6 << -4 << std::int64_t{315} << std::int64_t{199'710'000'000'000'000};
    }
    void positionsShowEveryDigit()
    {
        QFETCH(int, exponent);
        QFETCH(int, lotExponent);
        QFETCH(std::int64_t, lots);
        QFETCH(std::int64_t, cost);
        PaneBench bench;
        views::DeskSnapshot desk = omni::testing::aSnapshot();
        market::Instrument& instrument = desk.instruments[0].instrument;
        instrument.tickSize = {1, static_cast<std::int8_t>(exponent)};
        instrument.lotSize = {1, static_cast<std::int8_t>(lotExponent)};
        instrument = market::completed(instrument).value();
        views::PositionView position = omni::testing::aPosition();
        position.position.lots = Lots{lots};
        position.position.cost = Money{cost};
        position.protectedLots = Lots{lots};
        desk.positions = {position};
        bench.terminal.show(desk);
        auto& view = bench.open<positions::View>({1'200, 240});
        QTest::qWait(300); // columns are measured between frames
        bench.frame();

        QTableView& table = view.findChild<PaneTable*>()->view();
        const auto textOf = [&table](int column) { return table.model()->index(0, column).data().toString(); };
        QCOMPARE(textOf(positions::Model::Average), handWritten(63'400, exponent));
        QCOMPARE(textOf(positions::Model::Stop), handWritten(62'134, exponent));
        const QFontMetrics metrics(bench.theme.numbers(TextSize::Body));
        for (const int column : {int(positions::Model::Average), int(positions::Model::Stop)}) {
            QVERIFY2(metrics.horizontalAdvance(textOf(column)) <= table.columnWidth(column),
                     qPrintable(textOf(column)));
        }
        QStringList texts;
        for (int column = 0; column < table.model()->columnCount(); ++column) {
            texts << textOf(column);
        }
        QVERIFY2(!hasExponent(texts), qPrintable(texts.join(QLatin1Char('|'))));
    }

    void theReviewShowsEveryDigitOfStopAndReference_data()
    {
        QTest::addColumn<int>("exponent");
        QTest::newRow("hundred-millionths") << -8;
        QTest::newRow("millions") << 6;
    }
    void theReviewShowsEveryDigitOfStopAndReference()
    {
        QFETCH(int, exponent);
        EngineTerminal terminal(deskWithStep({1, static_cast<std::int8_t>(exponent)}));
        EngineLink link(terminal);
        Theme theme;
        theme.apply(ThemeKind::Dark, UpDownSet::TealOrange, 100);
        Formats formats;
        std::int64_t ms = 10'000;
        review::ReviewDialog dialog(link, theme, formats, nullptr, [&ms] { return ms; });
        const ProposalId id = terminal.act([](test::TestDesk& desk) { return desk.proposeBuy(); });
        link.poll();
        const auto& proposals = link.desk().proposals;
        QVERIFY(!proposals.empty());
        const auto& made = proposals.front().made;
        QVERIFY(made.stop);

        dialog.review(id);
        ms += 2'500;
        dialog.refresh();

        const QStringList texts = textsIn(dialog);
        // A field that is typed in has no separators.
        const QString stop = handWritten(made.stop->count, exponent);
        QVERIFY2(anyHas(texts, stop) || anyHas(texts, QString(stop).remove(QLatin1Char(','))),
                 qPrintable(stop + texts.join(QLatin1Char('|')).right(600)));
        QVERIFY2(!hasExponent(texts), qPrintable(texts.join(QLatin1Char('|'))));
    }
};

QTEST_MAIN(TestPriceSteps)
#include "tst_price_steps.moc"
