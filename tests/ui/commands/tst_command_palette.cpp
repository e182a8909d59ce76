// needs: ui/commands Qt6::Widgets
#include "ui/commands/fuzzy.h"
#include "ui/commands/palette.h"
#include "ui/commands/registry.h"
#include "ui/style/theme.h"

#include <QLineEdit>
#include <QListWidget>
#include <QSignalSpy>
#include <QTest>

using namespace omni::ui;

namespace {

struct Bench {
    QWidget window;
    QWidget field{&window};
    CommandRegistry commands;
    Theme theme;
    CommandPalette palette{commands, theme, &window};
    int stops = 0, symbols = 0, pages = 0;

    Bench()
    {
        const auto add = [this](const char* key, const char* text, bool isDangerous) {
            CommandSpec spec;
            spec.key = QString::fromLatin1(key);
            spec.text = [text] { return QString::fromUtf8(text); };
            spec.group = [] { return QStringLiteral("Trade"); };
            spec.isDangerous = isDangerous;
            commands.add(&window, spec, [this] { ++stops; });
        };
        add("trade.kill", "Stop all trading…", true);
        add("trade.ticket", "Order ticket", false);
        palette.addSource([this] {
            return QList<PaletteItem>{
                {PaletteKind::Symbol, u"symbol/NVDA"_qs, u"NVDA"_qs, u"nasdaq"_qs, {}, [this] { ++symbols; }},
                {PaletteKind::Setting, u"settings/orders"_qs, u"Orders"_qs, u"Settings"_qs, {}, [this] { ++pages; }}};
        });
        window.resize(800, 600);
        window.show();
        field.setGeometry(200, 0, 300, 24);
    }
    QLineEdit* line()
    {
        return palette.findChild<QLineEdit*>();
    }
};

QStringList textsOf(const QList<PaletteItem>& items)
{
    QStringList texts;
    for (const PaletteItem& item : items) {
        texts.append(item.text);
    }
    return texts;
}

} // namespace

class TestCommandPalette : public QObject
{
    Q_OBJECT

private slots:
    // "P&L" was listed, and in the menu written, as "PL": nothing was found of it.
    void anAmpersandOfANameIsNoMnemonic()
    {
        QCOMPARE(plainText(u"P&&L"_qs), u"P&L"_qs);
        QCOMPARE(plainText(u"&File"_qs), u"File"_qs);
        QCOMPARE(plainText(u"End&"_qs), u"End"_qs);
        Bench bench;
        CommandSpec spec;
        spec.key = u"window.pane.pnl"_qs;
        spec.text = [] { return u"P&&L"_qs; };
        spec.group = [] { return u"Window"_qs; };
        bench.commands.add(&bench.window, spec, [] {});
        bench.palette.openBelow(&bench.field);
        QCOMPARE(textsOf(bench.palette.found(u"P&L"_qs)), QStringList{u"P&L"_qs});
    }

    void saysSoWhereNothingIsFound()
    {
        Bench bench;
        bench.palette.openBelow(&bench.field, u"qqqq"_qs);
        const auto* list = bench.palette.findChild<QListWidget*>();
        QCOMPARE(list->count(), 1);
        QVERIFY(list->item(0)->flags() == Qt::NoItemFlags);
        QTest::keyClick(bench.line(), Qt::Key_Down);
        QTest::keyClick(bench.line(), Qt::Key_Return); // runs nothing
        QCOMPARE(bench.stops + bench.symbols + bench.pages, 0);
    }

    void listsAllKindsAndNarrowsByASign()
    {
        Bench bench;
        bench.palette.openBelow(&bench.field);
        QCOMPARE(bench.palette.found({}).size(), 4);
        QCOMPARE(textsOf(bench.palette.found(u"@"_qs)), QStringList{u"NVDA"_qs});
        QCOMPARE(textsOf(bench.palette.found(u"#or"_qs)), QStringList{u"Orders"_qs});
        QCOMPARE(textsOf(bench.palette.found(u">or"_qs)).first(), u"Order ticket"_qs);
    }

    void runsTheChosenLineFromTheKeyboardAndCloses()
    {
        Bench bench;
        bench.palette.openBelow(&bench.field);
        QTest::keyClicks(bench.line(), u"nvd"_qs);
        QTest::keyClick(bench.line(), Qt::Key_Return);
        QCOMPARE(bench.symbols, 1);
        QVERIFY(!bench.palette.isVisible());
        QCOMPARE(bench.palette.recent(), QStringList{u"symbol/NVDA"_qs});
    }

    void putsWhatWasUsedLatelyFirst()
    {
        Bench bench;
        bench.palette.setRecent({u"symbol/NVDA"_qs});
        bench.palette.openBelow(&bench.field);
        QCOMPARE(bench.palette.found({}).first().text, u"NVDA"_qs);
    }

    void movesByArrowsAndWrapsAround()
    {
        Bench bench;
        bench.palette.openBelow(&bench.field);
        auto* list = bench.palette.findChild<QListWidget*>();
        QTest::keyClick(bench.line(), Qt::Key_Up);
        QCOMPARE(list->currentRow(), 3);
        QTest::keyClick(bench.line(), Qt::Key_Down);
        QCOMPARE(list->currentRow(), 0);
    }

    void escapeClosesAndRunsNothing()
    {
        Bench bench;
        bench.palette.openBelow(&bench.field);
        QTest::keyClick(bench.line(), Qt::Key_Escape);
        QVERIFY(!bench.palette.isVisible());
        QCOMPARE(bench.stops + bench.symbols + bench.pages, 0);
    }

    void leavesOutWhatCannotBeDoneNow()
    {
        Bench bench;
        bench.commands.find(u"trade.ticket"_qs)->setEnabled(false);
        bench.palette.openBelow(&bench.field);
        QVERIFY(!textsOf(bench.palette.found({})).contains(u"Order ticket"_qs));
    }
};

QTEST_MAIN(TestCommandPalette)
#include "tst_command_palette.moc"
