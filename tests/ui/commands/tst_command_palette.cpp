// needs: ui/commands Qt6::Widgets
#include "ui/commands/fuzzy.h"
#include "ui/commands/other_names.h"
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

    // "Order ticket" stood there four times: of the Trade menu, of two panes, and as the pane itself.
    void whatReadsAlikeIsListedOnceAndThatOfTheMenu()
    {
        Bench bench;
        int local = 0;
        QWidget pane(&bench.window);
        CommandSpec spec;
        spec.key = u"positions.ticket"_qs;
        spec.text = [] { return u"Order ticket"_qs; };
        spec.group = [] { return u"Positions"_qs; };
        spec.isGlobal = false;
        bench.commands.add(&pane, spec, [&local] { ++local; });
        bench.palette.addSource([] {
            return QList<PaletteItem>{
                {PaletteKind::Setting, u"settings/kill"_qs, u"Stop all trading"_qs, u"Settings"_qs, {}, [] {}},
                {PaletteKind::Symbol, u"symbol/b/NVDA"_qs, u"NVDA"_qs, u"other"_qs, {}, [] {}}};
        });
        bench.palette.openBelow(&bench.field);
        QCOMPARE(textsOf(bench.palette.found(u"order ticket"_qs)).count(u"Order ticket"_qs), 1);
        QCOMPARE(bench.palette.found(u"order ticket"_qs).first().id, u"trade.ticket"_qs);
        QCOMPARE(bench.palette.found(u"positions"_qs).first().id, u"positions.ticket"_qs); // asked for by its pane
        QCOMPARE(textsOf(bench.palette.found(u"stop all"_qs)), QStringList{u"Stop all trading…"_qs});
        QCOMPARE(textsOf(bench.palette.found(u"#stop all"_qs)), QStringList{u"Stop all trading"_qs});
        QCOMPARE(bench.palette.found(u"@NVDA"_qs).size(), 2); // of two venues: not the same thing
    }

    void wordsOfOtherTerminalsFindIt_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("id");
        QTest::newRow("kill") << u"kill"_qs << u"trade.kill"_qs;
        QTest::newRow("halt") << u"halt"_qs << u"trade.kill"_qs;
        QTest::newRow("its beginning") << u"emerg"_qs << u"trade.kill"_qs;
        QTest::newRow("in capitals") << u"PANIC"_qs << u"trade.kill"_qs;
        QTest::newRow("buy") << u"buy"_qs << u"trade.ticket"_qs;
        QTest::newRow("two words") << u"sell new"_qs << u"trade.ticket"_qs;
        QTest::newRow("only among commands") << u">sell"_qs << u"trade.ticket"_qs;
    }
    void wordsOfOtherTerminalsFindIt()
    {
        QFETCH(QString, typed);
        QFETCH(QString, id);
        Bench bench;
        bench.palette.openBelow(&bench.field);
        const auto found = bench.palette.found(typed);
        QVERIFY(!found.isEmpty());
        QCOMPARE(found.first().id, id);
    }

    void oneLetterAndHalfAWordAreNoOtherName()
    {
        QVERIFY(!fitOfOtherName(u"k", u"kill halt"_qs));
        QVERIFY(!fitOfOtherName(u"ill", u"kill halt"_qs)); // no letters from the middle
        QVERIFY(!fitOfOtherName(u"kill everything", u"kill halt"_qs));
        QVERIFY(!fitOfOtherName(u"", u"kill halt"_qs));
        QVERIFY(!fitOfOtherName(u"kill", QString()));
        QVERIFY(*fitOfOtherName(u"kill", u"kill halt"_qs) > *fitOf(u"kill", u"Kill switches"));
        QVERIFY(*fitOfOtherName(u"kil", u"kill halt"_qs) < *fitOf(u"kil", u"Kill switches"));
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
